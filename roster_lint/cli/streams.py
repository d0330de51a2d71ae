"""A standard output or error that is unread or full never ends a run."""

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from typing_extensions import Buffer

_UNREAD = frozenset((errno.EPIPE, errno.EBADF))
"""What writing raises where there is no reader, or no longer."""


class _Patient(io.FileIO):
    """Writes as long as possible, then discards, and remembers why."""

    failure: OSError | None = None

    def write(self, data: "Buffer") -> int:
        """Claims to have written everything."""
        size = memoryview(data).nbytes
        if self.failure is None:
            try:
                return super().write(data)
            except OSError as error:
                self.failure = error
        return size


_files: dict[str, _Patient] = {}


def protect_streams() -> None:
    """Makes writing to standard output and standard error safe for the rest of the process.

    A stream that is closed from the start leads nowhere: else the next file that is opened would
    get its number, and what is printed would be written into that.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # The lowest number that is free is this one.
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stdout = _protected("stdout", 1, sys.stdout)
    sys.stderr = _protected("stderr", 2, sys.stderr)


def output_lost() -> str | None:
    """Why standard output is not all there, such as a full disk; None where it is, or is unread."""
    found = _files["stdout"].failure if "stdout" in _files else None
    if found is None or found.errno in _UNREAD:
        return None
    return found.strerror or str(found)


def _protected(name: str, number: int, stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
    if os.name == "nt" and stream.isatty():
        # It encodes text in its own way.
        return stream
    file = _files[name] = _Patient(number, "w", closefd=False)
    unbuffered = getattr(stream, "write_through", False)
    return io.TextIOWrapper(
        file if unbuffered else io.BufferedWriter(file),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=getattr(stream, "line_buffering", False),
        write_through=unbuffered,
    )
