"""The errors that a user can cause: each a sentence saying what is wrong, where, and what to do."""

import errno

from roster_lint.files.scrubbing import scrub


class RosterLintError(Exception):
    """A problem that the user can mend; printed as one sentence, never as a traceback.

    Whatever the sentence quotes, no password stays in it.

    Attributes:
        exit_code: the process exit code that the error stands for.
    """

    exit_code = 2

    def __init__(self, text: str) -> None:
        super().__init__(scrub(text))


class UsageError(RosterLintError):
    """Wrong flags, settings, vendor or source name: exit code 2."""


class SourceError(RosterLintError):
    """The source could not be opened or read to its end, so nothing can be judged: exit code 3."""

    exit_code = 3


class ResourceError(RosterLintError):
    """Memory or room on a disk is not enough, so there is no verdict: exit code 3."""

    exit_code = 3


def no_room(error: OSError) -> ResourceError | None:
    """What to say where a disk is full; None where the system refused for another reason."""
    if error.errno not in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return None
    return ResourceError(
        "The temporary folder is full: what is unpacked or rewritten does not fit. Make room, or "
        "let TMPDIR name a folder with more room."
    )


class FileError(SourceError):
    """One file of a source cannot be read; others may be.

    Attributes:
        problem: what is wrong, without the file's name.
        line: the physical line, where that is known.
        byte: the 0-based byte, where that is known rather than the line.
    """

    def __init__(
        self, text: str, problem: str, *, line: int | None = None, byte: int | None = None
    ) -> None:
        super().__init__(text)
        self.problem = problem
        self.line = line
        self.byte = byte
