"""Private temporary files and folders, named after the process that made them.

A run removes its own. What a killed run has left behind is found by its name and removed by a later
run: it may hold student data.
"""

import os
import re
import secrets
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

_OWN = re.compile(r"\.?roster-lint-(\d+)-(\d+)-[a-z0-9_]+(?:\.part)?")
_OLD = 24 * 60 * 60


def private_folder() -> tempfile.TemporaryDirectory[str]:
    """A new folder that only its owner can read; the caller removes it, or the end of the run."""
    # Once a run is enough.
    _remove_left_in_temporary(tempfile.gettempdir())
    return tempfile.TemporaryDirectory(prefix=_prefix())


def new_part(folder: Path, *, private: bool = True) -> tuple[int, Path]:
    """A new file beside one that will be replaced by it, open for writing.

    Args:
        folder: where.
        private: only the owner can read it.

    Returns:
        Its descriptor and its path.

    Raises:
        OSError: there can be none.
    """
    remove_left(folder)
    path = _part(folder)
    mode = 0o600 if private else 0o666
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), path


def new_part_folder(folder: Path) -> Path:
    """The same for a folder, which is its owner's alone; raises OSError."""
    remove_left(folder)
    path = _part(folder)
    path.mkdir(mode=0o700)
    return path


def unused_part(folder: Path) -> Path:
    """A name for what has to step aside for a moment."""
    return _part(folder)


def remove_left(folder: Path) -> None:
    """Removes what killed runs of this user have left in a folder.

    Only what is older than a day, has a name that this tool gives, and whose process is gone. It
    never fails: what cannot be removed stays.
    """
    if not hasattr(os, "getuid"):
        # Nothing here says in a portable way whether a process of Windows still lives.
        return
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = _OWN.fullmatch(entry.name)
            if name is None:
                continue
            with suppress(OSError):
                if _is_left(entry, int(name[1]), int(name[2])):
                    _remove(entry)


def _is_left(entry: "os.DirEntry[str]", process: int, started: int) -> bool:
    found = entry.stat(follow_symlinks=False)
    is_own = found.st_uid == os.getuid() and not stat.S_ISLNK(found.st_mode)
    return is_own and time.time() - found.st_mtime > _OLD and not _lives(process, started)


def _remove(entry: "os.DirEntry[str]") -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path, ignore_errors=True)
    else:
        Path(entry.path).unlink()


@cache
def _remove_left_in_temporary(folder: str) -> None:
    remove_left(Path(folder))


def _part(folder: Path) -> Path:
    return folder / f".{_prefix()}{secrets.token_hex(4)}.part"


def _prefix() -> str:
    return f"roster-lint-{os.getpid()}-{_started(os.getpid()) or 0}-"


def _lives(process: int, started: int) -> bool:
    """Whether the process is still there, and not another one that was given its number."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    now = _started(process)
    return now is None or not started or now == started


def _started(process: int) -> int | None:
    """When a process started, in the system's ticks; None where the system does not say."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        # The program's name, in parentheses, may hold anything.
        return int(text.rpartition(")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return None
