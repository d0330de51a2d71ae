"""Too little memory, address space or room on a disk is a sentence and exit code 3."""

import errno
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from roster_lint import lint
from roster_lint.engine.duck import DuckEngine
from roster_lint.engine.memory import bytes_of, default, free, of_the_machine, shown
from roster_lint.errors import ResourceError
from roster_lint.sources.csv_file import prepare
from tests.snapshots import pack, sample

ROOT = Path(__file__).parent.parent
READY = ROOT / "fixtures" / "ready"

BIG = "CREATE TABLE {name} AS SELECT range AS a, repeat('x', 50) || range AS b FROM range(2000000)"
"""More than 100 MB, which no small engine holds."""

LIST = "SELECT len(list(n || repeat('x', 99))) AS personID FROM range(4000000) t(n)"
"""More in one value, which cannot be spilled."""


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("2GB", 2_000_000_000),
        ("500 MB", 500_000_000),
        ("1.5 GiB", 1_610_612_736),
        ("18.8 GiB", None),
    ],
)
def test_an_amount_of_memory_is_bytes(text: str, size: int | None) -> None:
    assert bytes_of(text) == size or size is None


@pytest.mark.parametrize("text", ["", "GB", "-1GB", "2XB"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no amount of memory"):
        bytes_of(text)


def test_the_default_is_a_quarter_within_bounds() -> None:
    sizes = [400_000_000, 4_000_000_000, 16_000_000_000, 256_000_000_000]
    assert [shown(default(size)) for size in sizes] == ["1.0 GB", "1.0 GB", "4.0 GB", "8.0 GB"]


def test_the_machine_has_what_the_system_says_or_less_in_a_container() -> None:
    system = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with duckdb.connect() as connection:
        assert 0 < of_the_machine(connection) < system * 1.01
    assert (free() or 1) < system


def test_the_setting_is_what_the_engine_may_hold() -> None:
    engine = DuckEngine("700MB")
    [(limit,)] = engine.rows("SELECT current_setting('memory_limit')")
    assert (engine.memory, bytes_of(limit) // 10**6) == (700_000_000, 699)
    engine.close()


def test_an_engine_that_cannot_spill_says_what_it_may_hold() -> None:
    engine = DuckEngine("50MB")
    with pytest.raises(ResourceError, match=r"the engine may hold 50 MB, .* is free\. See the set"):
        engine.run(LIST)
    assert engine.rows("SELECT 1") == [(1,)]
    engine.close()


def test_a_full_temporary_folder_is_named() -> None:
    engine = DuckEngine("50MB")
    engine.run("SET max_temp_directory_size = '1MB'")
    with pytest.raises(ResourceError, match=r"temporary folder .* is full\. .* 50 MB of memory"):
        engine.run(BIG.format(name="big"))
    engine.close()


def _full(*_args: object, **_options: object) -> Any:  # noqa: ANN401
    raise OSError(errno.ENOSPC, "No space left on device")


def test_no_room_to_unpack_is_said_and_no_table_is_called_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = pack(sample(tmp_path), tmp_path / "export.zip")
    monkeypatch.setattr("shutil.copyfileobj", _full)
    with pytest.raises(ResourceError, match=r"The temporary folder is full"):
        lint(archive, as_of="2026-08-10")


def test_no_room_to_rewrite_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\r1\r")
    monkeypatch.setattr("roster_lint.sources.csv_file._rewrite", _full)
    with pytest.raises(ResourceError, match=r"The temporary folder is full"):
        prepare(path, "a.csv", tmp_path)


def test_a_check_that_needs_too_much_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    own = tmp_path / "XX001_large.sql"
    own.write_text(
        '/*\ncode = "XX001"\nname = "large"\nseverity = "error"\neffect = "wrong"\n'
        'entity = "person"\nkey = ["personID"]\nmessage = "x"\nfix = "x"\narticle = "x"\n*/\n'
        + LIST
    )
    options = {"extra_checks": tmp_path, "select": ("XX", "YR"), "memory": "300MB"}
    with lint(READY, as_of="2026-08-10", **options) as report:
        crashed = [result for result in report.checks if result.status == "crashed"]
        assert [result.check.code for result in crashed] == ["XX001"]
        assert "the engine may hold 300 MB" in str(crashed[0].reason)
        assert report.exit_code == 3


def limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not heed the limit")
@pytest.mark.parametrize("command", [["check", str(READY)], [], ["demo"]])
def test_too_little_address_space_is_a_sentence(tmp_path: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "roster_lint", *command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=limited(700 << 20),
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert re.fullmatch(
        r"roster-lint: roster-lint needs about 1\.5 GB of address space, and this process may have "
        r"0\.7 GB\. Allow it more \(ulimit -v\)\.\n",
        done.stderr,
    )
