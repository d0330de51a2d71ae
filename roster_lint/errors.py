"""The errors that a user can cause: each a sentence saying what is wrong, where, and what to do.

No password stays in a sentence that is shown, whatever it was quoted from. A text can hold a
connection string in any shape, torn or misspelled, so nothing is parsed: what follows ``password=``
or stands between ``://user:`` and ``@`` is left out, and rather too much of it than too little.
"""

import errno
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

HIDDEN = "***"
"""What stands for a password."""

_MEMORY = "Free some, allow the process more (ulimit -v), or see the setting memory."

_STARVED = ("can't start new thread", "failed to map segment", "Cannot allocate memory")
"""What Python and the loader of libraries say where a process may have no more."""

_NAME = r"[\w.-]*(?:password|passwd|passwort|passphrase|passcode|pwd|secret|token)[\w.-]*"
_KEY = r"(?:api|access|account|auth|private|secret|shared)[\w .-]*key"
_IN_A_LIST = r"(?<=[?&;,{\s])(?:pass|key)"
_ASSIGNED = re.compile(
    rf"((?:{_NAME}|{_KEY}|{_IN_A_LIST})\s*(?:\\*[\"']?\s*=|\\*[\"']\s*:)\s*)(?=\S).*",
    re.IGNORECASE | re.DOTALL,
)
"""A secret with its name. Its end depends on who wrote it, so that the rest of the text goes."""

_IN_A_URL = re.compile(r"(://?(?:[^/:,]|,(?! ))*:).*(?=@)", re.DOTALL)
_AFTER_A_SLASH = re.compile(r"((?<!//)/[^\s/:]*:)(?!//|\s).*(?=@)", re.DOTALL)
_WITHOUT_AT = re.compile(r"(://?[^\s/:@]+:)(?!\d+(?:\W|$))[^\s/:@\\][^\s/@]*")
_LOGIN = re.compile(r"((?:^|(?<=[^\w:/.]))[\w.%+-]+:)(?![\\/\s])\S*(?=@)")
_ORACLE = re.compile(r"(:thin:[^\s/@]*/).*(?=@)", re.DOTALL)
_PATTERNS = (_ASSIGNED, _IN_A_URL, _AFTER_A_SLASH, _WITHOUT_AT, _LOGIN, _ORACLE)


def scrub(text: str) -> str:
    """The text without the passwords in it, and without whatever may be part of one."""
    clean = text
    for pattern in _PATTERNS:
        clean = pattern.sub(rf"\g<1>{HIDDEN}", clean)
    if clean == text and "%" in text:
        # A connection string can stand percent-encoded in a URL.
        plain = unquote(text)
        if plain != text and (scrubbed := scrub(plain)) != plain:
            return scrubbed
    return clean


def scrub_lines(text: str) -> str:
    """The same for a text of many lines, such as a traceback, that must keep all its lines."""
    return "\n".join(scrub(line) for line in text.split("\n"))


def holds_secret(value: object) -> bool:
    """Whether a text, or any text in a list or a table, looks as if there was a password in it."""
    if isinstance(value, str | Path):
        return scrub(str(value)) != str(value)
    if isinstance(value, Mapping):
        pairs = ((str(name), inner) for name, inner in value.items())
        return any(
            holds_secret(name) or holds_secret(inner) or holds_secret(f"{name}={inner}")
            for name, inner in pairs
        )
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return any(map(holds_secret, value))
    return False


class RosterLintError(Exception):
    """A problem that the user can fix; printed as one sentence, never as a traceback.

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


def sentence_of(error: BaseException) -> str:
    """What to say of whatever ended a run, in one sentence and without a password."""
    if isinstance(error, RosterLintError):
        return str(error)
    if isinstance(error, MemoryError):
        return f"The memory is not enough. {_MEMORY}"
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return scrub(f"The system refused: {error.strerror or error}{place}.")
    if any(words in str(error) for words in _STARVED):
        return f"The system gave no more memory or threads. {_MEMORY}"
    return (
        f"An unexpected {type(error).__name__}: this is a bug in roster-lint, and there is no "
        "verdict. ROSTER_LINT_DEBUG=1 shows where it happened."
    )
