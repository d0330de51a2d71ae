"""Check files are read strictly, chosen by prefix, and a district's own ones do no harm."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.district import healthy
from roster_lint.checks.catalog import (
    OF_FOLDERS,
    TOPICS,
    chosen,
    find_check,
    load_checks,
    read_check,
)
from roster_lint.checks.header import CheckHeader
from roster_lint.engine.sql_file import split_sql_file
from roster_lint.errors import UsageError
from roster_lint.files.shipped import shipped
from roster_lint.linter import lint
from roster_lint.report.report import Report
from tests.case import settings_of

READY = Path(__file__).parent.parent / "fixtures" / "ready"

OWN_CHECK = """/*
code = "XX001"
name = "short-user-name"
severity = "error"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "Person {personID} logs in as {username}"
fix = "Ask Ada"
article = "Our own handbook"
of = "UserAccount"
personal = ["username"]

Our vendor cuts names = breaks them.

Two paragraphs of prose are as good as one.
*/
SELECT personID, username, CAST(NULL AS BIGINT) AS schoolID
FROM UserAccount
WHERE personID IN (1005, 1006);
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a check file into a folder of the district's own and returns the file."""

    def write(text: str, name: str = "XX001_short_user_name.sql") -> Path:
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def lint_with(folder: Path, *, show_personal_data: bool = False) -> Report:
    settings = settings_of({"extra_checks": folder, "show_personal_data": show_personal_data})
    return lint(READY, settings=settings, select=("XX",))


def test_a_check_file_is_read_with_all_it_says(write: Write) -> None:
    check = read_check(write(OWN_CHECK), is_own=True)
    assert (check.code, check.name, check.severity, check.topic) == (
        "XX001",
        "short-user-name",
        "error",
        "XX",
    )
    assert check.key == ("personID",)
    assert check.owner == "IT"
    assert check.personal == ("username",)
    assert check.oneroster == ("1.1", "1.2")
    assert (check.needs, check.skips, check.uses, check.matches) == ((), (), (), None)
    assert check.doc.startswith("Our vendor cuts names = breaks them.")
    assert check.doc.endswith("as good as one.")
    assert check.sql.startswith("SELECT personID")
    assert check.sql.endswith("(1005, 1006)")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("/*", "", "does not begin with"),
        ("*/", "", "does not begin with"),
        ('entity = "person"\n', "", "the key 'entity' is missing"),
        ('entity = "person"', 'entity = "person"\nwhom = "x"', "the key 'whom' is unknown"),
        ('severity = "error"', 'severity = "fatal"', "severity is 'fatal'"),
        ('effect = "wrong"', 'effect = "bad"', "effect is 'bad'"),
        ('code = "XX001"', 'code = "XX002"', "must begin with the code"),
        ('code = "XX001"', 'code = "xx001"', "code is 'xx001', but must be two capital letters"),
        ('code = "XX001"', "code = XX001", "not valid TOML: Invalid value (at line 2, column 8)"),
    ],
)
def test_a_malformed_file_is_named_with_what_is_wrong(
    write: Write, old: str, new: str, words: str
) -> None:
    path = write(OWN_CHECK.replace(old, new, 1))
    with pytest.raises(UsageError) as refused:
        read_check(path, is_own=True)
    assert path.name in str(refused.value)
    assert words in str(refused.value)


def test_a_shipped_check_must_say_who_fixes_what_it_finds(write: Write) -> None:
    dated = OWN_CHECK.replace("fix =", 'since = "0.1.0"\nfix =')
    with pytest.raises(UsageError, match="the key 'owner' is missing"):
        read_check(write(dated))
    check = read_check(write(dated.replace("fix =", 'owner = "staff records"\nfix =')))
    assert check.owner == "staff records"


def test_a_shipped_header_says_only_what_differs_from_the_default() -> None:
    usual = {name: field.default for name, field in CheckHeader.model_fields.items()}
    # When a check came is said of each.
    del usual["since"], usual["owner"]
    written = []
    for check in load_checks():
        facts, _doc, _sql = split_sql_file(check.path.read_text(encoding="utf-8"))
        folder = check.path.relative_to(shipped("checks"))
        by_folder = [said for name, said in OF_FOLDERS.items() if folder.is_relative_to(name)]
        default = {**usual, **(by_folder[0] if by_folder else {})}
        values = {key: tuple(v) if isinstance(v, list) else v for key, v in facts.items()}
        written += [(check.code, key) for key, v in values.items() if v == default.get(key)]
    assert written == []


def test_the_severity_of_a_vendor_check_is_that_of_its_marks() -> None:
    written = [check for check in load_checks() if re.search(r"AS vendors\b", check.sql)]
    assert len(written) > 16
    assert [c.code for c in written if c.topic == "VN" and "severity" in c.sql] == []


def test_a_file_that_is_no_text_is_named(write: Write) -> None:
    path = write(OWN_CHECK)
    path.write_bytes(OWN_CHECK.replace("Ada", "Ad\xe4").encode("latin-1"))
    with pytest.raises(UsageError, match=r"XX001_short_user_name\.sql"):
        read_check(path)


def test_checks_stand_in_the_order_of_topics_and_codes_own_ones_last(write: Write) -> None:
    folder = write(OWN_CHECK).parent
    write(OWN_CHECK.replace("XX001", "AB002"), "further/AB002_another.sql")
    (folder / "README.md").write_text("not a check", encoding="utf-8")
    codes = [check.code for check in load_checks(folder)]
    assert codes[-2:] == ["AB002", "XX001"]
    topics = dict.fromkeys(code[:2] for code in codes[:-2])
    assert list(topics) == [topic for topic in TOPICS if topic in topics]
    assert codes[:-2] == [check.code for check in load_checks()]


def test_a_code_that_is_taken_is_refused(write: Write) -> None:
    folder = write(OWN_CHECK.replace("XX001", "UN001"), "UN001_own.sql").parent
    with pytest.raises(UsageError, match=r"\(UN001\): the code .*/UN001_missing_username"):
        load_checks(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="extra_checks: there is no folder"):
        load_checks(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["UN001", "un001", "missing-username", "Missing-Username"])
def test_a_check_is_found_by_code_or_name(text: str) -> None:
    assert find_check(load_checks(), text).code == "UN001"


@pytest.mark.parametrize(
    ("text", "hint"),
    [("UN01", "UN001"), ("missing-usernames", "missing-username"), ("?", "roster-lint rules")],
)
def test_an_unknown_check_gets_a_hint(text: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        find_check(load_checks(), text)


def codes_of(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> set[str]:
    return {check.code for check in chosen(load_checks(), select, ignore)}


def test_checks_are_chosen_by_prefix() -> None:
    every = codes_of()
    assert every == {check.code for check in load_checks()}
    assert codes_of(select=("DA",)) == {f"DA00{n}" for n in range(1, 8)}
    assert codes_of(select=("da00", "yr001")) == {*(f"DA00{n}" for n in range(1, 8)), "YR001"}
    assert codes_of(select=(" DA ",), ignore=("DA002", "DA004", "DA005")) == {
        *("DA001", "DA003", "DA006", "DA007"),
    }
    assert codes_of(ignore=("DA",)) == {code for code in every if not code.startswith("DA")}
    assert codes_of(select=("DA",), ignore=("DA",)) == set()


@pytest.mark.parametrize("prefix", ["ZZ", "UN9", "UN0011", ""])
def test_a_prefix_that_no_check_has_is_refused(prefix: str) -> None:
    with pytest.raises(UsageError, match="No check's code begins with"):
        codes_of(select=(prefix,))
    with pytest.raises(UsageError, match="No check's code begins with"):
        codes_of(ignore=("DA", prefix))


def test_a_districts_own_check_works_and_masks_what_is_personal(write: Write) -> None:
    with lint_with(write(OWN_CHECK).parent) as report:
        first, second = report.findings()
        [result] = report.checks
    assert first.message == "Person 1005 logs in as (hidden)"
    assert (first.code, first.key, first.school_id) == ("XX001", {"personID": 1005}, None)
    assert (first.severity, first.fix) == ("error", "Ask Ada")
    assert second.key == {"personID": 1006}
    assert result.total is not None
    assert result.findings == 2 < result.total
    assert (report.verdict, report.exit_code) == ("not-ready", 1)


def test_personal_data_is_shown_where_it_is_asked_for(write: Write) -> None:
    username = healthy().row("UserAccount", personID=1005)["username"]
    with lint_with(write(OWN_CHECK).parent, show_personal_data=True) as report:
        first = next(report.findings())
    assert first.message == f"Person 1005 logs in as {username}"


def test_a_districts_own_warning_does_not_stop_the_sync(write: Write) -> None:
    with lint_with(write(OWN_CHECK.replace('"error"', '"warning"')).parent) as report:
        assert report.verdict == "ready"
        assert report.count("warning") == 2
