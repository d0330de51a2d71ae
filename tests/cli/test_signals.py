"""A run that is stopped from outside removes what it has written, whatever it was at."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import command

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs POSIX signals")

# A run that holds all that a run can hold: an engine, an opened zip, half a file, half a folder.
SCRIPT = """\
import sys, time, zipfile
from contextlib import ExitStack
from pathlib import Path
import roster_lint.linter
from roster_lint.engine.duck import DuckEngine
from roster_lint.files.whole import folder_replaced, written_whole
from roster_lint.sources.folder_or_zip import FolderOrZip

zipfile.ZipFile("x.zip", "w").writestr("Person.csv", "personID")

def wait(*_, **__):
    with ExitStack() as stack:
        stream = stack.enter_context(written_whole(Path("report.txt"), private=True))
        stream.write("half"), stream.flush()
        lists = stack.enter_context(folder_replaced(Path("lists"), lambda _: None))
        (lists / "lincoln-1.csv").write_text("half")
        opened = FolderOrZip(Path("x.zip"), "snapshot")
        opened.local("Person.csv")
        engine = DuckEngine()
        (engine.folder / "spilled").write_text("half")
        print("reading", flush=True)
        if sys.argv[-1] == "asleep":
            time.sleep(float(30))
        engine.rows("SELECT count(*) FROM range(1000000000000) WHERE range * 7 % 3 = 1")

roster_lint.linter.lint = wait
sys.argv = ["roster-lint", "check", "x.zip", "--select", sys.argv[-1]]
from roster_lint.cli import main
main()
"""


@pytest.mark.parametrize(
    ("name", "doing", "code", "words"),
    [
        ("SIGTERM", "querying", 143, "Terminated."),
        ("SIGHUP", "asleep", 129, "The terminal was closed."),
    ],
)
def test_a_stopped_run_leaves_nothing_behind(
    folder: Path, name: str, doing: str, code: int, words: str
) -> None:
    (folder / "tmp").mkdir()
    with subprocess.Popen(
        [command()[0], "-c", SCRIPT, doing],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder / "tmp")},
        # Where the tests run under nohup, a program that they start would ignore it.
        preexec_fn=lambda: signal.signal(getattr(signal, name), signal.SIG_DFL),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reading\n"
        assert list((folder / "tmp").iterdir()) and list(folder.glob(".*.part"))
        process.send_signal(getattr(signal, name))
        try:
            _, reported = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert (process.returncode, reported) == (code, f"roster-lint: {words}\n")
    assert not list((folder / "tmp").iterdir())
    assert sorted(path.name for path in folder.iterdir()) == ["tmp", "x.zip"]


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    script = (
        "import os, signal\n"
        "from roster_lint.cli.signals import stoppable\n"
        "with stoppable():\n    os.kill(os.getpid(), signal.SIGHUP)\n    print('still here')\n"
    )
    words = f'trap "" HUP; exec {command()[0]} -c "{script}"'
    done = subprocess.run(["sh", "-c", words], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "still here\n")
