"""Folders and zips that hold what no export does: thousands of other files, and odd entries."""

import struct
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from typer.testing import CliRunner

from roster_lint import lint
from roster_lint.checks.catalog import load_checks
from roster_lint.cli.app import app
from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import UsageError
from roster_lint.loading.missing import near
from roster_lint.sources.bundle import BundleSource
from roster_lint.sources.opening import is_bundle
from roster_lint.sources.snapshot import SnapshotSource

FIXTURES = Path(__file__).parents[2] / "fixtures"
SAMPLES = {"snapshot": ("ready", "Person.csv"), "bundle": ("bundle-1p1", "users.csv")}
MANY = 10_000


def packed(kind: str, path: Path, *more: str, without: str = "", content: str = "x") -> Path:
    """A sample as a zip with further entries."""
    with warnings.catch_warnings(), ZipFile(path, "w", ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of entries of one name
        for file in sorted((FIXTURES / SAMPLES[kind][0]).iterdir()):
            if file.name != without:
                archive.write(file, file.name)
        for name in more:
            info = ZipInfo("x")
            info.filename = name
            archive.writestr(info, "" if name.endswith("/") else content)
    return path


def changed(path: Path, name: str, change: Callable[[bytearray, int], None]) -> Path:
    """A zip whose directory says something else of one entry."""
    data = bytearray(path.read_bytes())
    place = data.find(b"PK\x01\x02")
    while data[place + 46 : place + 46 + len(name)] != name.encode():
        place = data.find(b"PK\x01\x02", place + 4)
        assert place > 0
    change(data, place)
    path.write_bytes(data)
    return path


def run(source: Path) -> tuple[int, str]:
    """The exit code of a lint and all that it says."""
    arguments = ["check", str(source), "--as-of", "2026-08-10", "--select", "YR,OB", "--details"]
    done = CliRunner().invoke(app, arguments, prog_name="roster-lint")
    said = " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in said and "bug" not in said, said
    return done.exit_code, said


REFUSED = {
    "": "holds an entry without a name",
    ".": "holds an entry without a name",
    "/": "points outside the zip",
    "..": "points outside the zip",
    "../x.csv": "points outside the zip",
    "/etc/x.csv": "points outside the zip",
    "C:\\x.csv": "points outside the zip",
    "a\\..\\..\\x.csv": "points outside the zip",
    "\\\\server\\x.csv": "points outside the zip",
    "\x1b[31m/../x.csv": "the entry '\ufffd[31m/../x.csv' points outside",
}


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("name", REFUSED)
def test_an_entry_that_no_export_has_is_refused(tmp_path: Path, kind: str, name: str) -> None:
    code, said = run(packed(kind, tmp_path / "odd.zip", name))
    assert code == 3 and REFUSED[name] in said and "\x1b" not in said


@pytest.mark.parametrize("kind", SAMPLES)
def test_names_that_mean_nothing_change_nothing(tmp_path: Path, kind: str) -> None:
    main = SAMPLES[kind][1]
    odd = ("./", "a/", f"{main}/", "__MACOSX/._x", "x\0y.txt", "inner.zip", f"{'a' * 300}.txt")
    path = packed(kind, tmp_path / "odd.zip", *odd, "a\nb.txt", "\x1b[31m.txt", f"{main}/x.txt")
    assert is_bundle(path) is (kind == "bundle")
    code, said = run(path)
    assert code == 0
    assert "\x1b" not in said and ("\ufffd[31m.txt" in said) is (kind == "bundle")


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("twin", ["{}", "old/{}", "old\\{}"])
def test_two_entries_for_one_table_are_never_ready(tmp_path: Path, kind: str, twin: str) -> None:
    main = SAMPLES[kind][1]
    code, said = run(packed(kind, tmp_path / "odd.zip", twin.format(main)))
    assert code == 3 if kind == "snapshot" else code in (1, 3)
    assert "twice" in said or "both" in said


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_folder_in_place_of_a_file_is_a_file_that_is_missing(tmp_path: Path, kind: str) -> None:
    main = SAMPLES[kind][1]
    code, said = run(packed(kind, tmp_path / "odd.zip", f"{main}/", without=main))
    assert code == (3 if kind == "snapshot" else 1)
    assert "table Person is missing" in said or "users.csv" in said


@pytest.mark.parametrize("kind", SAMPLES)
def test_an_encrypted_entry_is_refused(tmp_path: Path, kind: str) -> None:
    def encrypt(data: bytearray, place: int) -> None:
        data[place + 8] |= 1

    path = changed(packed(kind, tmp_path / "odd.zip"), SAMPLES[kind][1], encrypt)
    code, said = run(path)
    assert code == 3 and "is encrypted" in said


@pytest.mark.parametrize("kind", SAMPLES)
def test_an_entry_that_is_larger_than_it_says_is_not_unpacked(tmp_path: Path, kind: str) -> None:
    def belittle(data: bytearray, place: int) -> None:
        struct.pack_into("<I", data, place + 24, 1000)

    main = SAMPLES[kind][1]
    path = packed(kind, tmp_path / "odd.zip", main, without=main, content="a" * 50_000_000)
    code, said = run(changed(path, main, belittle))
    assert code == 3 and "cannot be unpacked" in said


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_zip_of_zips_is_refused(tmp_path: Path, kind: str) -> None:
    inner = packed(kind, tmp_path / "inner.zip")
    with ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(inner, "inner.zip")
    code, said = run(tmp_path / "outer.zip")
    assert code == 3 and "holds nothing but 'inner.zip'" in said


def test_a_link_in_a_circle_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "notes").symlink_to(tmp_path / "notes")
    (tmp_path / "Trial.csv").write_text("trialID\n1\n")
    with SnapshotSource(tmp_path) as source:
        assert list(source.find(campus_tables())) == ["Trial"]


def test_a_link_in_a_circle_that_is_named_as_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Person.csv").symlink_to(tmp_path / "Person.csv")
    with (
        pytest.raises(UsageError, match="leads back to itself"),
        SnapshotSource(tmp_path) as source,
    ):
        source.find(campus_tables())


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Folders and zips of the samples, with thousands of other files."""
    base = tmp_path_factory.mktemp("crowded")
    strays = [f"stray{number:05}.csv" for number in range(MANY)]
    places = {}
    for kind, (sample, _) in SAMPLES.items():
        folder = base / kind
        folder.mkdir()
        for file in (FIXTURES / sample).iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        for name in strays:
            (folder / name).touch()
        places[kind] = folder
        places[f"{kind}.zip"] = packed(kind, base / f"{kind}.zip", *strays, content="")
    yield places


@pytest.mark.parametrize("place", ["snapshot", "snapshot.zip", "bundle", "bundle.zip"])
def test_thousands_of_other_files_are_looked_through_at_once(
    crowded: dict[str, Path], place: str
) -> None:
    begun = time.process_time()
    path = crowded[place]
    assert is_bundle(path) is place.startswith("bundle")
    if is_bundle(path):
        with BundleSource(path) as bundle:
            assert len(bundle.files.faults) == MANY
    else:
        with SnapshotSource(path) as snapshot:
            assert len(snapshot.find(campus_tables())) > 20
            others = snapshot.other_tables(campus_tables())
            assert len(others) == MANY and near("Enrollment", others) is None
    assert time.process_time() - begun < 3  # 0.3 on one core


def test_what_the_engine_is_sent_does_not_grow_with_them(
    crowded: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[str] = []
    run_sql = DuckEngine.run

    def listening(engine: DuckEngine, sql: str, parameters: Sequence[object] = ()) -> None:
        reported.append(sql)
        run_sql(engine, sql, parameters)

    monkeypatch.setattr(DuckEngine, "run", listening)
    numbers = []
    for source in (FIXTURES / "bundle-1p1", crowded["bundle"]):
        reported.clear()
        with lint(source, as_of="2026-08-10", select=("OB",)) as report:
            numbers.append((len(reported), report.count("warning")))
    (before, _), (after, warnings_found) = numbers
    assert warnings_found == MANY
    assert after <= before + 2


def test_thousands_of_other_files_among_own_checks_cost_nothing(tmp_path: Path) -> None:
    for number in range(MANY):
        (tmp_path / f"note{number}.txt").touch()
    begun = time.process_time()
    assert load_checks(tmp_path) == load_checks()
    assert time.process_time() - begun < 2
