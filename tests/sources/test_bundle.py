"""Bundles as they come: zips of every kind, and folders, recognized and read with care."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from roster_lint.errors import SourceError
from roster_lint.settings.settings import Settings
from roster_lint.sources.bundle import BundleSource
from roster_lint.sources.opening import open_source
from roster_lint.sources.snapshot import SnapshotSource
from tests.bundle_checks import judge
from tests.bundles import Bundle, bundle
from tests.snapshots import damage, sample, spoil


def small() -> Bundle:
    """A good bundle of one file, which is quick to judge."""
    made = bundle("1.1")
    for file in list(made.headers):
        if file != "orgs":
            made.remove(file)
    return made


def opened(path: Path) -> str:
    return type(open_source(str(path), Settings())).__name__


def test_a_bundle_is_recognised_by_its_files(tmp_path: Path) -> None:
    assert opened(bundle("1.2").write(tmp_path / "folder")) == "BundleSource"
    assert opened(bundle("1.1").pack(tmp_path / "a.zip")) == "BundleSource"
    assert opened(bundle("1.1").pack(tmp_path / "b.zip", inside="export/")) == "BundleSource"
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "Users.CSV").write_text("sourcedId\n")
    assert opened(alone) == "BundleSource"


def test_a_campus_table_makes_it_a_snapshot(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    assert opened(folder) == "SnapshotSource"
    (folder / "users.csv").write_text("sourcedId\n")
    assert opened(folder) == "SnapshotSource"


@pytest.mark.parametrize("name", ["no such place", "text.zip", "empty"])
def test_what_is_no_bundle_is_left_to_the_snapshot_to_refuse(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.zip").write_text("no zip")
    (tmp_path / "empty").mkdir()
    source = open_source(str(tmp_path / name), Settings())
    assert isinstance(source, SnapshotSource)


def test_files_in_a_folder_of_the_zip_are_judged_and_reported_once(tmp_path: Path) -> None:
    judged = judge(small().pack(tmp_path / "b.zip", inside="district export/"))
    assert judged.reported == [("OB011", {"subject": "district export"})]
    assert judged.loaded.rows == {"orgs": 2}


def test_windows_paths_within_a_zip_are_folders(tmp_path: Path) -> None:
    judged = judge(small().pack(tmp_path / "b.zip", inside="export\\"))
    assert [code for code, _ in judged.reported] == ["OB011"]


def test_what_the_finder_puts_into_a_zip_is_left_alone(tmp_path: Path) -> None:
    archive = small().pack(tmp_path / "b.zip")
    with ZipFile(archive, "a") as packed:
        packed.writestr("__MACOSX/._orgs.csv", b"\0\5\26\7")
        packed.writestr(".DS_Store", b"\0")
    assert judge(archive).reported == []


def test_a_zip64_is_read(tmp_path: Path) -> None:
    archive = tmp_path / "b.zip"
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name, text in small().texts().items():
            with packed.open(name, "w", force_zip64=True) as out:
                out.write(text.encode())
    assert judge(archive).reported == []


def test_an_encrypted_zip_is_refused_in_a_sentence(tmp_path: Path) -> None:
    def encrypted(info: object) -> None:
        info.flag_bits |= 1  # type: ignore[attr-defined]

    archive = spoil(small().pack(tmp_path / "b.zip"), "orgs.csv", encrypted)
    with pytest.raises(SourceError, match="is encrypted"), BundleSource(archive):
        pass


def test_a_bomb_of_ten_gigabytes_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    def huge(info: object) -> None:
        info.file_size = 10 << 30  # type: ignore[attr-defined]

    archive = spoil(small().pack(tmp_path / "b.zip"), "orgs.csv", huge)
    with pytest.raises(SourceError, match="zip bomb"), BundleSource(archive):
        pass


def test_a_path_out_of_the_zip_is_refused(tmp_path: Path) -> None:
    archive = small().pack(tmp_path / "b.zip")
    with ZipFile(archive, "a") as packed:
        packed.writestr("../orgs.csv", "sourcedId\n")
    with pytest.raises(SourceError, match="points outside"), BundleSource(archive):
        pass


def test_a_bundle_within_a_zip_is_named(tmp_path: Path) -> None:
    inner = BytesIO(small().pack(tmp_path / "inner.zip").read_bytes())
    archive = tmp_path / "outer.zip"
    with ZipFile(archive, "w") as packed:
        packed.writestr("bundle.zip", inner.getvalue())
    with (
        pytest.raises(SourceError, match=r"nothing but 'bundle\.zip'"),
        open_source(str(archive), Settings()),
    ):
        pass


def test_a_damaged_entry_is_reported_and_the_other_files_are_judged(tmp_path: Path) -> None:
    made = small()
    made.headers["resources"] = bundle("1.1").headers["resources"]
    made.rows["resources"] = bundle("1.1").rows["resources"]
    made.declare("file.resources", "bulk")
    judged = judge(damage(made.pack(tmp_path / "b.zip"), "resources.csv"))
    assert judged.reported == [("OB014", {"file": "resources.csv"})]
    assert judged.loaded.rows == {"orgs": 2}
    assert "resources.csv" in judged.loaded.lacking[0]


def test_a_damaged_manifest_is_reported(tmp_path: Path) -> None:
    judged = judge(damage(small().pack(tmp_path / "b.zip"), "manifest.csv"))
    assert [code for code, _ in judged.reported] == ["OB002"]


def test_the_flag_goes_before_the_manifest(tmp_path: Path) -> None:
    folder = bundle("1.1").write(tmp_path / "b")
    judged = judge(folder, "1.2")
    assert judged.loaded.version == "1.2"
    assert [code for code, _ in judged.reported] == ["OB007"]


def test_without_a_manifest_the_headers_show_the_version(tmp_path: Path) -> None:
    for version in ("1.1", "1.2"):
        folder = bundle(version).write(tmp_path / version)  # type: ignore[arg-type]
        (folder / "manifest.csv").unlink()
        judged = judge(folder)
        assert judged.loaded.version == version
        assert [code for code, _ in judged.reported] == ["OB001"]


def test_rows_keep_their_place_and_their_types(tmp_path: Path) -> None:
    from datetime import date

    from roster_lint.engine.duck import DuckEngine
    from roster_lint.loading.bundle import load_bundle

    engine = DuckEngine()
    made = bundle("1.1")
    made.rows["users"][1]["password"] = "sample-secret"
    with BundleSource(made.write(tmp_path / "b")) as source:
        load_bundle(engine, source, None)
    [row] = engine.rows(
        "SELECT rowid, enabledUser, orgSourcedIds, password FROM users WHERE sourcedId = 'stu-2'"
    )
    assert row == (1, True, "school-1,district-1", "(hidden)")
    [row] = engine.rows("SELECT startDate, schoolYear FROM academicSessions LIMIT 1")
    assert row == (date(2026, 8, 10), 2027)
    [row] = engine.rows("SELECT score FROM results LIMIT 1")
    assert row == (9.5,)
    [row] = engine.rows("SELECT * FROM bundle_file WHERE file = 'users.csv'")
    assert row == ("users.csv", "bulk", True, True, 5)
    engine.close()
