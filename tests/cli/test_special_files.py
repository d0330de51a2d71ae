"""A pipe or a device in the place of any input is refused at once: reading it would never end."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from roster_lint.files.shipped import shipped
from roster_lint.sources.folder_or_zip import FolderOrZip
from tests.cli.conftest import Run, sentence

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """A run that waits for a pipe is broken off, and fails its test."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def place(folder: Path) -> Path:
    """A working folder with a pipe by every name."""
    for name in ("export", "bundle"):
        shipped_as = "ready" if name == "export" else "bundle-1p1"
        shutil.copytree(shipped("fixtures") / shipped_as, folder / name)
    (folder / "export" / "Person.csv").unlink()
    (folder / "bundle" / "users.csv").unlink()
    (folder / "checks").mkdir()
    names = ("export/Person.csv", "bundle/users.csv", "checks/XX001_own.sql", "pipe.zip")
    for name in (*names, "pipe", "pipe.toml", "pipe.csv", "pipe.db"):
        os.mkfifo(folder / name)
    (folder / "alias").symlink_to("pipe")
    return folder


READY = str(shipped("fixtures") / "ready")


@pytest.mark.parametrize(
    "args",
    [
        ["check", "pipe"],
        ["check", "pipe.zip"],
        ["check", "alias"],
        ["check", "/dev/zero"],
        ["check", "export"],
        ["check", "bundle"],
        ["check", "sqlite:///pipe.db"],
        ["check", READY, "--accounts", "pipe.csv", "--vendor", "google-classroom"],
        ["check", READY, "--accounts", "/dev/zero", "--vendor", "google-classroom"],
        ["check", READY, "--config", "pipe.toml"],
        ["check", READY, "--vendor", "pipe.toml"],
        ["check", "pipe", "--missing", "missing.csv"],
        ["check", "export", "--output-file", "report.txt"],
        ["missing", "export"],
        ["explain", "student", "1", "export"],
        ["preview", "pipe"],
        ["doctor", "export"],
        ["snapshot", "sqlite:///pipe.db", "out.zip"],
        ["vendor", "pipe.toml"],
        ["rules", "--config", "pipe.toml"],
    ],
)
def test_no_input_is_waited_for(run: Run, place: Path, args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert " is a named pipe. " in (reported := sentence(result)) or " is a device. " in reported
    assert not Path("out.zip").exists() and not Path("report.txt").exists()


def test_own_checks_and_the_settings_of_the_folder(run: Run, place: Path) -> None:
    Path("own.toml").write_text('extra_checks = "checks"\n')
    reported = sentence(run("check", READY, "--config", "own.toml"))
    assert reported.startswith("extra_checks: checks/XX001_own.sql is a named pipe.")
    os.mkfifo("roster-lint.toml")
    assert "roster-lint.toml is a named pipe" in sentence(run("rules"))


def test_what_would_not_be_read_does_not_matter(place: Path) -> None:
    Path("export/Person.csv").unlink()
    os.mkfifo("export/sync.lock")
    os.mkfifo("export/.hidden.csv")
    with closing(FolderOrZip(Path("export"), "snapshot")) as opened:
        assert "Enrollment.csv" in opened.names()
