"""Keeps pipes and devices away from what reads: they would hang a run, or end it half-way."""

import errno
import stat
from pathlib import Path

from roster_lint.errors import UsageError

_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def refuse_special(path: Path, label: str = "") -> None:
    """Refuses what is neither a file nor a folder, before it is opened.

    A path that leads nowhere passes: the one who reads it says so.

    Args:
        path: what will be read; symbolic links are followed.
        label: what names the path, such as ``--accounts``.

    Raises:
        UsageError: it is a pipe, a socket, a device, or a link that leads back to itself.
    """
    before = f"{label}: " if label else ""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UsageError(f"{before}{path} is a link that leads back to itself.") from None
        return
    except ValueError:
        return
    kind = next((words for test, words in _KINDS if test(mode)), None)
    if kind is not None:
        raise UsageError(
            f"{before}{path} is {kind}. Only files and folders can be read: save what comes out of "
            "it as a file, and name that."
        )
