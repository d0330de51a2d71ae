"""What killed runs leave behind goes away with a later run; nothing else does."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from roster_lint.files import private

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="not done on Windows")


@pytest.fixture
def gone() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def aged(path: Path, days: float) -> Path:
    when = time.time() - days * 24 * 60 * 60
    os.utime(path, (when, when), follow_symlinks=False)
    return path


def folder_of(place: Path, name: str, days: float = 2) -> Path:
    path = place / name
    path.mkdir()
    (path / "spilled.tmp").write_text("rows")
    return aged(path, days)


def test_what_a_killed_run_left_is_removed(tmp_path: Path, gone: int) -> None:
    folder = folder_of(tmp_path, f"roster-lint-{gone}-17-abcd_123")
    file = tmp_path / f".roster-lint-{gone}-17-0a1b2c3d.part"
    file.write_text("rows")
    aged(file, 2)
    private.remove_left(tmp_path)
    assert not folder.exists() and not file.exists()


def test_what_has_the_number_of_a_living_process_of_another_start_is_removed(
    tmp_path: Path,
) -> None:
    if private._started(os.getpid()) is None:
        pytest.skip("the system does not say when a process started")
    folder = folder_of(tmp_path, f"roster-lint-{os.getpid()}-1-abcd1234")
    private.remove_left(tmp_path)
    assert not folder.exists()


def test_everything_else_stays(tmp_path: Path, gone: int) -> None:
    started = private._started(os.getpid()) or 0
    kept = [
        folder_of(tmp_path, f"roster-lint-{gone}-17-young000", days=0.9),
        folder_of(tmp_path, f"roster-lint-{os.getpid()}-{started}-living00"),
        folder_of(tmp_path, f"roster-lint-{os.getpid()}-0-unknown0"),
        folder_of(tmp_path, "roster-lint-notes"),
        folder_of(tmp_path, f"other-{gone}-17-abcd1234"),
        folder_of(tmp_path, f"roster-lint-{gone}-17-abcd1234-copy"),
    ]
    link = tmp_path / f"roster-lint-{gone}-17-link0000"
    link.symlink_to(kept[-1])
    aged(link, 2)
    private.remove_left(tmp_path)
    assert all(path.is_dir() and (path / "spilled.tmp").exists() for path in kept)
    assert link.is_symlink()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can chown")
def test_what_belongs_to_somebody_else_stays(tmp_path: Path, gone: int) -> None:
    folder = folder_of(tmp_path, f"roster-lint-{gone}-17-abcd1234")
    os.chown(folder, 12345, 12345)
    private.remove_left(tmp_path)
    assert folder.exists()


def test_the_next_run_looks_into_the_temporary_folder(
    tmp_path: Path, gone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = folder_of(tmp_path, f"roster-lint-{gone}-17-abcd1234")
    with private.private_folder() as folder:
        assert private._OWN.fullmatch(Path(folder).name)
        assert Path(folder).stat().st_mode & 0o777 == 0o700
        assert [path.name for path in tmp_path.iterdir()] == [Path(folder).name]
    assert not left.exists()


def test_what_is_made_today_is_known_by_its_name(tmp_path: Path) -> None:
    descriptor, part = private.new_part(tmp_path)
    os.close(descriptor)
    for path in (part, private.new_part_folder(tmp_path), private.unused_part(tmp_path)):
        assert private._OWN.fullmatch(path.name)
    assert part.stat().st_mode & 0o777 == 0o600
