"""The likely right address: offered where exactly one is left, and only to those who may see it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from fixtures import directory
from fixtures.directory import Account
from fixtures.district import AS_OF, District, healthy
from roster_lint import lint
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.text import write_details
from roster_lint.report.formats.worklists import write_worklists

DOMAINS = ("example.org",)


@dataclass(frozen=True)
class Told:
    """What a run says, with and without personal data.

    Attributes:
        offers: the address that is offered, by person.
        bases: the message in which it is, by person.
        masked: the text and the JSON report for everybody.
        listed: the worklists' text.
    """

    offers: dict[int, str]
    bases: dict[int, str]
    masked: str
    listed: str


@dataclass(frozen=True)
class Offered:
    """What a run that may show personal data offers.

    Attributes:
        offers: the address that is offered, by person.
        bases: the message in which it is, by person.
    """

    offers: dict[int, str]
    bases: dict[int, str]


def options_of(accounts: Iterable[Account] | None, folder: Path) -> dict[str, Any]:
    """How a district is linted for Google Classroom."""
    files: tuple[Path, ...] = ()
    if accounts is not None:
        files = (folder / "users.csv",)
        files[0].write_text(directory.gam(iter(accounts)), encoding="utf-8")
    return {
        "as_of": AS_OF,
        "vendor": "google-classroom",
        "domains": DOMAINS,
        "accounts": files,
        "select": ("EM", "AC"),
        "show": "all",
    }


def offers_of(district: District, accounts: Iterable[Account] | None, folder: Path) -> Offered:
    """Lints a district for somebody who may see addresses."""
    source = district.write(folder / "district")
    options = options_of(accounts, folder)
    with lint(source, **options, show_personal_data=True) as report:
        found = [f for f in report.findings() if f.suggestion is not None]
        return Offered(
            {int(str(f.key["personID"])): str(f.suggestion) for f in found},
            {int(str(f.key["personID"])): f.message for f in found},
        )


def judge(district: District, accounts: Iterable[Account], folder: Path) -> Told:
    """Lints a district once for somebody who may see addresses, and once for everybody."""
    accounts = list(accounts)
    shown = offers_of(district, accounts, folder)
    with lint(folder / "district", **options_of(accounts, folder)) as report:
        masked = StringIO()
        write_details(report, Console(file=masked, width=500))
        write_json(report, masked)
        assert all(f.suggestion is None for f in report.findings())
        write_worklists(report, folder / "lists")
    listed = "".join(path.read_text("utf-8-sig") for path in (folder / "lists").iterdir())
    return Told(shown.offers, shown.bases, masked.getvalue(), listed)


def email(district: District, person: int) -> str:
    return str(district.row("Contact", personID=person)["email"])


def has(district: District, person: int, address: str | None, other: str | None = None) -> None:
    """Gives a person these addresses and no others."""
    district.row("Contact", personID=person).update(email=address, secondaryEmail=other)


def number_only(account: Account) -> Account:
    return replace(account, given="", family="")


def name_only(account: Account) -> Account:
    return replace(account, number="")


def nameless(account: Account) -> Account:
    return replace(account, given="", family="", number="")


@pytest.fixture(scope="module")
def old() -> District:
    """The healthy district, before anything is spoilt."""
    return healthy()


@pytest.fixture(scope="module")
def reported(old: District, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A district in which addresses fail in every way, and of which the accounts are known."""
    district = healthy()
    accounts = {a.person_id: a for a in directory.accounts(old)}
    identity = district.row("Identity", identityID=10541)
    for person in (1041, 1042, 1044, 1046, 1047, 1052, 1053, 1054):
        has(district, person, None)
    has(district, 1043, None, other=email(old, 1043))
    has(district, 1048, email(old, 1048), other=email(old, 1047))
    has(district, 1049, "student.1049")
    has(district, 1050, "student.1050@example.com")
    identity.update(district.row("Identity", identityID=10531) | {"identityID": 10541})
    identity["personID"] = 1054
    one_of_two = accounts[1044]
    changed = {
        1041: number_only(accounts[1041]),
        1042: name_only(accounts[1042]),
        1043: nameless(accounts[1043]),
        1044: number_only(one_of_two),
        9044: replace(one_of_two, email="namesake.1044@example.org", number=""),
        1046: name_only(accounts[1046]),
        9046: replace(accounts[1046], email="namesake.1046@example.org", number=""),
        1051: replace(
            accounts[1051], email="new.1051@example.org", aliases=(accounts[1051].email,)
        ),
        1052: replace(accounts[1052], active=False),
        1053: name_only(accounts[1053]),
        1054: replace(accounts[1054], given="", family="", number=""),
    }
    return judge(district, ({**accounts, **changed}).values(), tmp_path_factory.mktemp("told"))


@pytest.mark.parametrize(
    ("person", "basis"),
    [
        (1041, "(the account of the same number)"),
        (1042, "(the account of the same name)"),
        (1043, "(the other email field)"),
        (1049, "(the account of the same name and the account of the same number)"),
        (1050, "(the account of the same name and the account of the same number)"),
    ],
)
def test_the_only_candidate_is_offered(
    reported: Told, old: District, person: int, basis: str
) -> None:
    assert reported.offers[person] == email(old, person)
    assert basis in reported.bases[person]


def test_an_alias_is_answered_with_the_accounts_own_address(reported: Told) -> None:
    assert reported.offers[1051] == "new.1051@example.org"
    assert "the account whose alias it is" in reported.bases[1051]


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(1044, id="one account by number and another by name"),
        pytest.param(1046, id="two accounts of the name"),
        pytest.param(1047, id="another person has it in the other field"),
        pytest.param(1052, id="a suspended account"),
        pytest.param(1053, id="an account of two people's name"),
        pytest.param(1054, id="an account of two people's name, for the other"),
    ],
)
def test_nobody_guesses(reported: Told, person: int) -> None:
    assert person not in reported.offers


def test_no_address_stands_in_a_report_for_everybody(reported: Told) -> None:
    assert "@" not in reported.masked
    assert '"suggestion"' not in reported.masked
    assert "Suggested addresses for" in reported.masked


def test_worklists_always_offer(reported: Told, old: District) -> None:
    assert "suggestion" in reported.listed.splitlines()[0]
    assert reported.listed.count(f",{email(old, 1041)},") == 1
    assert ",new.1051@example.org," in reported.listed


def named_by_pattern(share: int) -> District:
    """A district of whose students so many in a hundred have the address first.last."""
    district = healthy()
    names = {row["identityID"]: row for row in district.tables["Identity"]}
    people = [p for p in district.tables["Person"] if p["studentNumber"]]
    for place, person in enumerate(people):
        name = names[person["currentIdentityID"]]
        local = f"{name['firstName']}.{name['lastName']}".lower()
        if place * 100 >= share * len(people):
            local = f"odd.{place}"
        contact = district.row("Contact", personID=person["personID"])
        contact.update(email=f"{local}@example.org", secondaryEmail=None)
    return district


def without_address(district: District, person: int) -> tuple[District, str]:
    lost = email(district, person)
    has(district, person, None)
    return district, lost


@pytest.mark.parametrize(("share", "offered"), [(100, True), (85, True), (70, False)])
def test_a_pattern_must_dominate(tmp_path: Path, share: int, offered: bool) -> None:
    district, lost = without_address(named_by_pattern(share), 1051)
    offers = offers_of(district, None, tmp_path).offers
    assert offers.get(1051) == (lost if offered else None)


def test_a_pattern_gives_no_address_that_somebody_has(tmp_path: Path) -> None:
    district, lost = without_address(named_by_pattern(100), 1051)
    has(district, 3001, lost)
    assert offers_of(district, None, tmp_path).offers == {}


@pytest.mark.parametrize("exists", [True, False])
def test_a_pattern_must_be_an_account_where_accounts_are_known(
    tmp_path: Path, exists: bool
) -> None:
    district = named_by_pattern(100)
    # Some namesakes share an address; a directory has no such thing.
    unique = {a.email: a for a in directory.accounts(district)}.values()
    accounts = [nameless(a) for a in unique if exists or a.person_id != 1051]
    district, lost = without_address(district, 1051)
    assert offers_of(district, accounts, tmp_path).offers.get(1051) == (lost if exists else None)


def test_the_order_of_the_accounts_does_not_matter(tmp_path: Path) -> None:
    district = healthy()
    for person in (1041, 1042):
        has(district, person, None)
    district.write(tmp_path / "district")
    accounts = list(directory.accounts_in_august(healthy()))
    orders: tuple[Callable[[Account], object], ...] = (
        lambda a: a.person_id,
        lambda a: -a.person_id,
        lambda a: a.family,
    )
    found = []
    for place, order in enumerate(orders):
        path = tmp_path / f"users{place}.csv"
        path.write_text(directory.gam(iter(sorted(accounts, key=order))), encoding="utf-8")  # type: ignore[arg-type]
        options = {"vendor": "google-classroom", "accounts": (path,), "select": ("EM", "AC")}
        source = tmp_path / "district"
        with lint(source, as_of=AS_OF, show_personal_data=True, **options) as report:
            found.append([(f.code, json.dumps(dict(f.key)), f.message) for f in report.findings()])
    assert len(found[0]) > 8
    assert found[1:] == [found[0], found[0]]
