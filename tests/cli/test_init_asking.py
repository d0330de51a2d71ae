"""What init asks on a terminal, and what it makes of the answers."""

import errno
import os
import pty
import select
import signal
import subprocess
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from roster_lint.cli.app import app
from roster_lint.settings.loader import load_settings
from roster_lint.settings.settings import Settings
from roster_lint.vendors.loading import profile_names
from tests.cli.conftest import Run, command, sentence

FILE = Path("roster-lint.toml")
PROFILE = 'display = "Our vendor"\n'


def written(path: Path = FILE) -> dict[str, object]:
    """The settings that a file has in force."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def answered(monkeypatch: pytest.MonkeyPatch, answers: Sequence[str], *args: str) -> Result:
    """Init as on a terminal, with an answer a line; the end of the input after them."""
    monkeypatch.setattr("roster_lint.cli.init.on_terminal", lambda: True)
    lines = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(app, ["init", *args], input=lines, prog_name="roster-lint")


@pytest.fixture
def export(folder: Path) -> Path:
    """A source beside the file that is to be written."""
    (folder / "export").mkdir()
    return folder


def test_the_answers_stand_in_the_file(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = answered(monkeypatch, ["export", "1.2", "Google-Classroom, canvas"])
    assert result.exit_code == 0, result.output
    assert written() == {
        "source": "export",
        "oneroster": "1.2",
        "vendor": ["google-classroom", "canvas"],
    }
    settings = load_settings({}, environ={})
    assert settings.oneroster_set and settings.oneroster == "1.2"
    assert settings.vendor == ("google-classroom", "canvas")
    assert result.stdout.endswith("roster-lint.toml is written. Now run roster-lint.\n")


def test_all_vendors_are_offered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = set(answered(monkeypatch, ["", "", ""]).stdout.replace(";", ",").split())
    offered = {word.strip(",") for word in words} & set(profile_names())
    assert offered == set(profile_names()) - {"generic"}


def test_a_blank_answer_leaves_the_setting_commented_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = answered(monkeypatch, ["", " ", " , "])
    assert result.exit_code == 0
    assert written() == {}
    assert load_settings({}, environ={}) == Settings()
    assert "Set its source and OneRoster version, then run roster-lint." in result.stdout


def test_a_wrong_answer_is_reported_and_asked_again(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [
        "[red]exprt",
        "mssql://lint:hunter2@sis.example.org/campus",
        "mssql://lint@sis:port/campus",
    ]
    answers += ["mssql://lint@sis.example.org/campus", "1.3", "1.1", "clevr", "none.toml", "clever"]
    result = answered(monkeypatch, answers)
    assert result.exit_code == 0, result.output
    text = " ".join(result.stdout.split())
    for reported in (
        "There is no file or folder '[red]exprt'.",
        "The source holds a password, which does not belong in a file",
        "This database URL is ambiguous: write it as",
        "The OneRoster version is '1.3', but must be 1.1 or 1.2.",
        "Vendor: there is no profile 'clevr'. Did you mean clever",
        "Vendor: there is no profile file none.toml.",
    ):
        assert reported in text
    assert "hunter2" not in text
    assert written() == {
        "source": "mssql://lint@sis.example.org/campus",
        "oneroster": "1.1",
        "vendor": ["clever"],
    }


def test_whoever_leaves_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = answered(monkeypatch, ["", "1.2"])
    assert result.exit_code == 130
    assert result.stderr == "roster-lint: Interrupted.\n"
    assert not list(folder.iterdir())


def test_a_file_that_is_there_is_reported_before_anything_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FILE.write_text("year = 2027\n")
    assert "--force overwrites it" in sentence(answered(monkeypatch, []))
    left = answered(monkeypatch, ["", ""], "--force")
    assert (left.exit_code, written()) == (130, {"year": 2027})
    assert answered(monkeypatch, ["", "1.2", ""], "--force").exit_code == 0
    assert written() == {"oneroster": "1.2"}


@pytest.mark.parametrize(
    ("args", "settings"),
    [
        (["--source", "later.zip"], {"source": "later.zip"}),
        (["--oneroster", "1.2"], {"oneroster": "1.2"}),
        (["--vendor", "CLEVER", "--vendor", "clever"], {"vendor": ["clever"]}),
    ],
)
def test_with_a_flag_it_asks_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], settings: dict[str, object]
) -> None:
    result = answered(monkeypatch, [], *args)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 1
    assert written() == settings


def test_flags_before_the_command_are_heeded(run: Run) -> None:
    assert run("--oneroster", "1.2", "--vendor", "clever", "init").exit_code == 0
    assert written() == {"oneroster": "1.2", "vendor": ["clever"]}


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--source", "mssql://lint:hunter2@sis/campus"], "--source holds a password"),
        (["--source", "mssql://lint@sis/campus?password=hunter2"], "--source holds a password"),
        (["--oneroster", "1.3"], "--oneroster is '1.3', but must be 1.1 or 1.2."),
        (["--vendor", "clevr"], "--vendor: there is no profile 'clevr'."),
    ],
)
def test_a_wrong_flag_is_wrong_usage(run: Run, args: list[str], words: str) -> None:
    result = run("init", *args)
    assert result.exit_code == 2
    assert sentence(result).startswith(words)
    assert "hunter2" not in result.output
    assert not FILE.exists()


def test_paths_lead_to_the_same_place_from_another_folder(run: Run, folder: Path) -> None:
    (folder / "etc").mkdir()
    (folder / "export").mkdir()
    (folder / "ours.toml").write_text(PROFILE)
    args = ("--source", "export", "--vendor", "ours.toml", "--vendor", "clever")
    assert run("init", "etc", *args).exit_code == 0
    settings = load_settings({}, config=Path("etc/roster-lint.toml"), environ={})
    assert settings.source is not None
    assert Path(settings.source).samefile("export")
    assert Path(settings.vendor[0]).samefile("ours.toml")
    assert settings.vendor[1] == "clever"


@pytest.mark.parametrize(
    "source", ["~/export", "/tmp/export", "mssql://sis/a", 'x "y" \\ Ü\N{GRINNING FACE}']
)
def test_a_source_is_written_as_it_was_typed(run: Run, folder: Path, source: str) -> None:
    assert run("init", "--source", source).exit_code == 0
    assert written() == {"source": source}
    (folder / "etc").mkdir()
    assert run("init", "etc", "--source", source).exit_code == 0
    there = written(Path("etc/roster-lint.toml"))["source"]
    assert there == (f"../{source}" if source.startswith("x") else source)


def test_not_on_a_terminal_it_asks_nothing(folder: Path) -> None:
    done = subprocess.run(
        command("init"), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == 1
    assert written() == {}


@dataclass
class Terminal:
    """A command at a pseudo-terminal."""

    process: subprocess.Popen[bytes]
    fd: int
    seen: str = ""

    def waits_for(self, words: str) -> None:
        """Reads until the screen shows the words."""
        until = time.monotonic() + 60
        while words not in self.seen:
            assert time.monotonic() < until, self.seen
            if select.select([self.fd], [], [], 1)[0]:
                chunk = self._read()
                assert chunk, self.seen
                self.seen += chunk

    def types(self, text: str) -> None:
        """Types something, and forgets what the screen showed before."""
        self.seen = ""
        os.write(self.fd, text.encode())

    def ends(self, key: str = "") -> int:
        """Waits for the end, and reads what is left.

        Types a key, and again after three seconds: one that comes before the command reads keys,
        while its question is shown already, can be lost.
        """
        until = time.monotonic() + 60
        again = 0.0
        while True:
            if key and time.monotonic() > again and self.process.poll() is None:
                os.write(self.fd, key.encode())
                again = time.monotonic() + 3
            if select.select([self.fd], [], [], 1)[0]:
                chunk = self._read()
                if not chunk:
                    return self.process.wait(60)
                self.seen += chunk
            assert time.monotonic() < until, self.seen

    def _read(self) -> str:
        try:
            return os.read(self.fd, 4096).decode()
        except OSError as error:
            # A pseudo-terminal without anybody at its other end.
            assert error.errno == errno.EIO
            return ""


@contextmanager
def terminal(*args: str) -> Iterator[Terminal]:
    """Runs a command at a pseudo-terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*args),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: os.close(os.open(os.ttyname(theirs), os.O_RDWR)),
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_at_a_real_terminal(export: Path) -> None:
    with terminal("init") as screen:
        screen.waits_for("Source: ")
        screen.types("exprt\n")
        screen.waits_for("There is no file or folder 'exprt'.")
        screen.waits_for("Source: ")
        screen.types("export\n")
        screen.waits_for("OneRoster version: ")
        screen.types("1.2\n")
        screen.waits_for("google-classroom")
        screen.waits_for("Vendor: ")
        screen.types("google-classroom\n")
        assert screen.ends() == 0
        assert "roster-lint.toml is written. Now run roster-lint." in screen.seen
    assert written() == {"source": "export", "oneroster": "1.2", "vendor": ["google-classroom"]}


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_a_real_terminal_leaves_nothing_behind(folder: Path, key: str) -> None:
    with terminal("init") as screen:
        screen.waits_for("Source: ")
        screen.types("\n")
        screen.waits_for("OneRoster version: ")
        assert screen.ends(key) in (130, -signal.SIGINT)
        assert "Interrupted." in screen.seen
        assert "bug" not in screen.seen
    assert not list(folder.iterdir())
