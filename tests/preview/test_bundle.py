"""Bundles as a consumer reads them: whole, consistent, private, and never over something else."""

import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from roster_lint.errors import UsageError
from roster_lint.preview.bundle import check_target, write_bundle
from roster_lint.preview.columns import HEADERS
from roster_lint.vocabulary import OneRoster
from tests.preview.conftest import Bundle, Sample, by_id, read
from tests.preview.test_payload import CHANGE

VERSIONS: tuple[OneRoster, ...] = ("1.1", "1.2")
LEFT = (
    "UPDATE Enrollment SET startDate = DATE '2026-07-15', endDate = DATE '2026-08-05'"
    " WHERE endYear = 2027 AND personID BETWEEN 1010 AND 1019"
)
"""Ten students came in July and left again before school began."""


def ids(text: str) -> set[str]:
    return set(text.split(",")) if text else set()


def check_references(files: Bundle) -> None:
    """Every reference leads to a record of the bundle; every sourcedId stands once a file."""
    records = {name: by_id(rows) for name, rows in files.items() if name != "manifest"}
    orgs, users, sessions = records["orgs"], records["users"], records["academicSessions"]
    for session in sessions.values():
        assert not session["parentSourcedId"] or session["parentSourcedId"] in sessions
    for course in records["courses"].values():
        assert course["orgSourcedId"] in orgs
        assert sessions[course["schoolYearSourcedId"]]["type"] == "schoolYear"
    for lesson in records["classes"].values():
        assert lesson["courseSourcedId"] in records["courses"]
        assert orgs[lesson["schoolSourcedId"]]["type"] == "school"
        terms = ids(lesson["termSourcedIds"])
        assert terms and terms <= sessions.keys()
    for enrollment in records["enrollments"].values():
        assert enrollment["userSourcedId"] in users
        lesson = records["classes"][enrollment["classSourcedId"]]
        assert enrollment["schoolSourcedId"] == lesson["schoolSourcedId"]
    for source_id, user in users.items():
        for agent in ids(user["agentSourcedIds"]):
            assert source_id in ids(users[agent]["agentSourcedIds"])
        if "orgSourcedIds" in user:
            assert ids(user["orgSourcedIds"]) and ids(user["orgSourcedIds"]) <= orgs.keys()
    if "roles" in records:
        check_roles(records["roles"], users, orgs)


def check_roles(
    roles: dict[str, dict[str, str]],
    users: dict[str, dict[str, str]],
    orgs: dict[str, dict[str, str]],
) -> None:
    assert {role["userSourcedId"] for role in roles.values()} == users.keys()
    assert {role["orgSourcedId"] for role in roles.values()} <= orgs.keys()
    active = [r for r in roles.values() if r["status"] in ("", "active")]
    primary = [
        (r["userSourcedId"], r["orgSourcedId"]) for r in active if r["roleType"] == "primary"
    ]
    assert len(primary) == len(set(primary))


@pytest.mark.parametrize("delta", [False, True], ids=["bulk", "delta"])
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ["healthy", "august"])
def test_references_hold_and_bulk_is_bulk(
    name: str,
    version: OneRoster,
    delta: bool,
    request: pytest.FixtureRequest,
    bundle: Callable[..., Bundle],
) -> None:
    sample: Sample = request.getfixturevalue(name)
    counts = sample.preview(oneroster=version).entities
    files = bundle(sample, version, delta=delta)
    check_references(files)
    for entity, count in counts.items():
        marks = Counter((row["status"], row["dateLastModified"]) for row in files[entity])
        date = "2026-08-10T00:00:00.000Z"
        meant = {("active", date): count.active, ("tobedeleted", date): count.to_be_deleted}
        assert marks == Counter(meant if delta else {("", ""): count.active}), entity


@pytest.mark.parametrize("version", VERSIONS)
def test_references_hold_whatever_is_missing_or_moved(
    version: OneRoster, healthy: Sample, august: Sample, bundle: Callable[..., Bundle]
) -> None:
    healthy.preview(CHANGE, oneroster=version)
    check_references(bundle(healthy, version, delta=True))
    check_references(bundle(healthy, version))
    healthy.preview(oneroster=version, school=("Lincoln Elementary",))
    check_references(bundle(healthy, version))
    unnamed = august.preview(
        "DELETE FROM Identity; DELETE FROM CampusDictionary; DELETE FROM UserAccount"
        " WHERE personID % 3 = 0",
        oneroster=version,
    )
    check_references(bundle(august, version))
    users = unnamed.entities["users"].active
    assert any(f"familyName for {users} of {users}" in line for line in unnamed.blank)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_delta_has_the_ended_and_a_bulk_has_not(
    version: OneRoster, healthy: Sample, bundle: Callable[..., Bundle]
) -> None:
    users = healthy.preview(LEFT, oneroster=version).entities["users"]
    assert users.to_be_deleted == 10
    delta, bulk = bundle(healthy, version, delta=True), bundle(healthy, version)
    statuses = [user["status"] for user in delta["users"]]
    assert statuses.count("tobedeleted") == users.to_be_deleted
    assert statuses.count("active") == users.active == len(bulk["users"])
    assert {u["dateLastModified"] for u in delta["users"]} == {"2026-08-10T00:00:00.000Z"}
    assert dict(m.values() for m in delta["manifest"])["file.users"] == "delta"
    assert dict(m.values() for m in bulk["manifest"])["file.orgs"] == "bulk"
    check_references(delta)


def test_values_are_as_the_binding_spells_them(
    healthy: Sample, bundle: Callable[..., Bundle]
) -> None:
    healthy.preview(oneroster="1.2")
    files = bundle(healthy, "1.2")
    assert {u["enabledUser"] for u in files["users"]} == {"true"}
    assert {e["primary"] for e in files["enrollments"]} == {"true", "false"}
    assert {e["role"] for e in files["enrollments"]} == {"student", "teacher"}
    assert {c["classType"] for c in files["classes"]} == {"scheduled"}
    assert {s["type"] for s in files["academicSessions"]} == {"term", "schoolYear"}
    assert {s["schoolYear"] for s in files["academicSessions"]} == {"2027"}
    assert {r["role"] for r in files["roles"]} == {
        "student", "teacher", "aide", "guardian", "relative",
    }  # fmt: skip
    assert by_id(files["academicSessions"])["2701101"]["startDate"] == "2026-08-12"


def test_awkward_names_survive(healthy: Sample, tmp_path: Path) -> None:
    change = (
        "UPDATE Identity SET firstName = 'Zoë \"Z\"',"
        " lastName = 'Test,' || chr(13) || chr(10) || 'Jr' WHERE personID = 1003"
    )
    healthy.preview(change)
    write_bundle(healthy.engine, "1.1", tmp_path / "b.zip")
    user = by_id(read(tmp_path / "b.zip")["users"])["s1003"]
    assert (user["givenName"], user["familyName"]) == ('Zoë "Z"', "Test,  Jr")
    with ZipFile(tmp_path / "b.zip") as archive:
        text = archive.read("users.csv")
    assert b'"Zo\xc3\xab ""Z""","Test,  Jr"' in text
    assert text.count(b"\r") == text.count(b"\n") == text.count(b"\r\n")


def test_the_same_data_make_the_same_files(healthy: Sample, tmp_path: Path) -> None:
    for name in ("one", "two"):
        healthy.forget()
        healthy.preview()
        write_bundle(healthy.engine, "1.1", tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_zip_has_its_files_at_the_root_and_is_its_owners(healthy: Sample, tmp_path: Path) -> None:
    healthy.preview()
    written = write_bundle(healthy.engine, "1.1", tmp_path / "b.ZIP")
    with ZipFile(tmp_path / "b.ZIP") as archive:
        assert set(archive.namelist()) == {f"{name}.csv" for name in (*HEADERS["1.1"], "manifest")}
    assert written.keys() == {f"{name}.csv" for name in HEADERS["1.1"]}
    assert mode(tmp_path / "b.ZIP") == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["b.ZIP"]


def test_a_folder_and_its_files_are_their_owners(healthy: Sample, tmp_path: Path) -> None:
    healthy.preview()
    write_bundle(healthy.engine, "1.1", tmp_path / "new")
    assert mode(tmp_path / "new") == 0o700
    assert {mode(file) for file in (tmp_path / "new").iterdir()} == {0o600}
    (tmp_path / "empty").mkdir()
    write_bundle(healthy.engine, "1.1", tmp_path / "empty")
    assert {mode(file) for file in (tmp_path / "empty").iterdir()} == {0o600}
    assert read(tmp_path / "empty") == read(tmp_path / "new")


def test_nothing_is_written_over(healthy: Sample, tmp_path: Path) -> None:
    healthy.preview()
    (tmp_path / "b.zip").write_text("dear to somebody")
    (tmp_path / "file").write_text("dear to somebody")
    for place, says in (
        (tmp_path / "b.zip", "exists already"),
        (tmp_path, "is not empty"),
        (tmp_path / "file", "is a file"),
        (tmp_path / "no" / "b.zip", "there is no folder"),
        (tmp_path / "no" / "b", "there is no folder"),
    ):
        with pytest.raises(UsageError, match=says):
            check_target(place)
        with pytest.raises(UsageError, match=says):
            write_bundle(healthy.engine, "1.1", place)
    assert {file.name for file in tmp_path.iterdir()} == {"b.zip", "file"}
    assert (tmp_path / "b.zip").read_text() == "dear to somebody"


@pytest.mark.parametrize("name", ["b.zip", "b", "empty"])
def test_a_run_that_fails_leaves_nothing_behind(name: str, healthy: Sample, tmp_path: Path) -> None:
    healthy.preview()
    (tmp_path / "empty").mkdir()

    def interrupt(file: str, _rows: int, _total: int | None) -> None:
        if file == "users.csv":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_bundle(healthy.engine, "1.1", tmp_path / name, progress=interrupt)
    assert [file.name for file in tmp_path.rglob("*")] == ["empty"]


def test_files_without_rows_are_absent(healthy: Sample, bundle: Callable[..., Bundle]) -> None:
    healthy.preview("DELETE FROM SectionPlacement")
    files = bundle(healthy)
    assert files.keys() == {"manifest", "orgs", "users"}
    values = dict(row.values() for row in files["manifest"])
    assert (values["file.classes"], values["file.users"]) == ("absent", "bulk")


def test_many_rows_are_written_in_batches(
    healthy: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy.preview()
    write_bundle(healthy.engine, "1.1", tmp_path / "one")
    monkeypatch.setattr("roster_lint.preview.bundle._BATCH", 7)
    write_bundle(healthy.engine, "1.1", tmp_path / "many")
    assert read(tmp_path / "one") == read(tmp_path / "many")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
