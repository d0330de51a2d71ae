"""Two payloads in one engine: what stands there, whatever the sources, and what is not whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.district import AS_OF
from roster_lint.pair import Pair, load_pair
from roster_lint.pair.tables import COLUMNS
from roster_lint.prepare import prepare
from roster_lint.preview.bundle import write_bundle
from roster_lint.preview.preview import preview
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import OneRoster
from tests.bundles import Bundle, bundle

FIXTURES = Path(__file__).parents[2] / "fixtures"
SETTINGS = Settings(as_of=AS_OF)


def differing(pair: Pair, table: str) -> list[tuple[object, ...]]:
    """The rows of a table that one side has and the other has not."""
    before, after = f'before."{table}"', f'after."{table}"'
    return pair.engine.rows(
        f"(FROM {before} EXCEPT ALL FROM {after}) UNION ALL (FROM {after} EXCEPT ALL FROM {before})"
    )


def pair_of(before: Bundle, after: Bundle, folder: Path) -> Pair:
    return load_pair(before.write(folder / "b"), after.write(folder / "a"), SETTINGS)


@pytest.mark.parametrize("oneroster", ["1.1", "1.2"])
def test_a_snapshot_and_its_preview_are_the_same_payload(
    oneroster: OneRoster, tmp_path: Path
) -> None:
    settings = Settings(as_of=AS_OF, oneroster=oneroster)
    with prepare(FIXTURES / "ready", settings) as prepared:
        preview(prepared)
        write_bundle(prepared.engine, oneroster, tmp_path / "sent")
    # The bundle says which version it is of, and the snapshot follows it.
    with load_pair(FIXTURES / "ready", tmp_path / "sent", SETTINGS) as pair:
        assert {pair.before.oneroster, pair.after.oneroster} == {oneroster}
        assert list(pair.incomplete) == []
        assert {table: differing(pair, table) for table in COLUMNS} == {key: [] for key in COLUMNS}
        filled = {t for t in COLUMNS if pair.engine.rows(f'SELECT count(*) FROM after."{t}"')[0][0]}
    assert filled == set(COLUMNS) - {"demographics"}


def test_a_preview_with_what_is_to_be_deleted_is_whole(tmp_path: Path) -> None:
    source = FIXTURES / "back-to-school"
    with prepare(source, SETTINGS) as prepared:
        preview(prepared)
        write_bundle(prepared.engine, "1.1", tmp_path / "sent", delta=True)
    with load_pair(tmp_path / "sent", source, SETTINGS) as pair:
        assert list(pair.incomplete) == []
        assert not any(differing(pair, table) for table in COLUMNS)
        marked = pair.engine.rows("SELECT count(*) FROM before.users WHERE status = 'tobedeleted'")
    assert marked == [(2,)]


def test_versions_differ_in_roles_alone(tmp_path: Path) -> None:
    with pair_of(bundle("1.1"), bundle("1.2"), tmp_path) as pair:
        assert (pair.before.oneroster, pair.after.oneroster) == ("1.1", "1.2")
        rows = "SELECT userSourcedId, role, orgSourcedId FROM {}.roles ORDER BY ALL"
        before = pair.engine.rows(rows.format("before"))
        after = pair.engine.rows(rows.format("after"))
    # The second org of a user of 1.1 is a role of its own, and 1.2 has more roles.
    assert set(before) - set(after) == {
        ("stu-2", "student", "district-1"),
        ("adm-1", "administrator", "district-1"),
    }
    assert set(after) - set(before) == {("adm-1", "districtAdministrator", "district-1")}


def test_the_order_of_a_list_says_nothing(tmp_path: Path) -> None:
    before, after = bundle("1.1"), bundle("1.1")
    after.rows["classes"][0]["termSourcedIds"] = "spring,fall"
    after.rows["classes"][1]["grades"] = "10,09"
    after.rows["users"][1]["orgSourcedIds"] = "district-1,school-1"
    before.rows["users"][0]["agentSourcedIds"] = "stu-2,adm-1"
    after.rows["users"][0]["agentSourcedIds"] = "adm-1, stu-2"
    with pair_of(before, after, tmp_path) as pair:
        assert {table for table in COLUMNS if differing(pair, table)} == set()


def test_a_password_is_not_even_read(tmp_path: Path) -> None:
    before, after = bundle("1.1"), bundle("1.1")
    after.rows["users"][0]["password"] = "swordfish"
    with pair_of(before, after, tmp_path) as pair:
        columns = pair.engine.rows("SELECT column_name FROM information_schema.columns")
        assert not any("password" in str(name).lower() for (name,) in columns)


def test_no_statement_reaches_a_file(tmp_path: Path) -> None:
    with (
        pair_of(bundle("1.1"), bundle("1.1"), tmp_path) as pair,
        pytest.raises(Exception, match="disabled"),
    ):
        pair.engine.rows(f"SELECT * FROM read_csv('{tmp_path}/b/users.csv')")


def _lose_users(torn: Bundle) -> None:
    people = torn.rows["users"]
    torn.rows["users"] = [p for p in people if not p["sourcedId"].startswith("extra")]


def _changes_alone(torn: Bundle) -> None:
    torn.declare("file.users", "delta")


def _no_file(torn: Bundle) -> None:
    del torn.headers["classes"], torn.rows["classes"]


def _no_column(torn: Bundle) -> None:
    torn.headers["enrollments"].remove("userSourcedId")


def _bad_dates(torn: Bundle) -> None:
    for row in torn.rows["enrollments"]:
        row["endDate"] = "6/1/2027"


@pytest.mark.parametrize(
    ("side", "tear", "says"),
    [
        (
            "before",
            _lose_users,
            "Rows of users are missing, which 6 of 11 values of enrollments",
        ),
        ("after", _changes_alone, "users.csv holds only changes (delta)"),
        ("before", _no_file, "classes.csv is missing"),
        ("after", _no_column, "enrollments.csv has no column userSourcedId."),
        ("before", _bad_dates, "enrollments.csv: 11 of 11 values of endDate cannot be read."),
    ],
)
def test_a_torn_side_is_incomplete(
    side: str, tear: Callable[[Bundle], None], says: str, tmp_path: Path
) -> None:
    sides = {"before": bundle("1.1"), "after": bundle("1.1")}
    for made in sides.values():
        for number in range(6):
            one = {**made.rows["users"][0], "sourcedId": f"extra-{number}", "agentSourcedIds": ""}
            seat = {**made.rows["enrollments"][0], "sourcedId": f"seat-{number}"}
            made.rows["users"].append(one)
            made.rows["enrollments"].append({**seat, "userSourcedId": one["sourcedId"]})
    tear(sides[side])
    with pair_of(sides["before"], sides["after"], tmp_path) as pair:
        reasons = list(pair.incomplete)
    assert any(reason.startswith(f"{side.upper()}: {says}") for reason in reasons), reasons
    assert all(reason.startswith(side.upper()) for reason in reasons)


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_torn_export_is_incomplete(side: str) -> None:
    places = {"before": FIXTURES / "ready", "after": FIXTURES / "ready"}
    places[side] = FIXTURES / "torn-export"
    with load_pair(places["before"], places["after"], SETTINGS) as pair:
        reasons = list(pair.incomplete)
    assert reasons
    assert all(reason.startswith(f"{side.upper()}: ") for reason in reasons)


def test_a_file_that_is_declared_absent_is_known_to_be(tmp_path: Path) -> None:
    after = bundle("1.1")
    after.remove("enrollments")
    with pair_of(bundle("1.1"), after, tmp_path) as pair:
        assert list(pair.incomplete) == []
        assert (pair.before.absent, pair.after.absent) == ((), ("enrollments",))
