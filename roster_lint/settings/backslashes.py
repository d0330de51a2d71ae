"""Windows paths in TOML: in double quotation marks a backslash begins an escape."""

import re
import tomllib

from roster_lint.errors import UsageError

_HINT = (
    r" In double quotation marks a backslash begins an escape: write the value in single ones,"
    r" as in 'C:\exports\campus.zip'."
)
_ESCAPED = re.compile(r"\"[^\"]*\\")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def backslash_hint(text: str, error: tomllib.TOMLDecodeError) -> str:
    """What to do about a file that is no TOML since a backslash stands where it fails, or nothing.

    Args:
        text: the file's.
        error: what is said of it.
    """
    # Python has the line as an attribute only since 3.14.
    found = re.search(r"\(at line (\d+)", str(error))
    lines = text.split("\n")
    failing = lines[int(found[1]) - 1] if found and int(found[1]) <= len(lines) else text
    return _HINT if _ESCAPED.search(failing) else ""


def refuse_escapes(value: object, label: str) -> None:
    r"""Refuses what a path such as ``"C:\temp\new"`` has become: a tab and a new line are in it.

    Args:
        value: of a key that holds a path, or a list of paths.
        label: what to call it.

    Raises:
        UsageError: a text holds a control character.
    """
    texts = value if isinstance(value, list) else [value]
    if any(isinstance(text, str) and _CONTROL.search(text) for text in texts):
        raise UsageError(f"{label} holds a tab, a line break or the like.{_HINT}")
