"""What a database driver complains of, as a short reason for people."""

import re

from sqlalchemy.exc import DBAPIError

_NO_PERMISSION = frozenset({1044, 1142, 1143})
_TAGS = re.compile(r"^(\[[^\]]*\]\s*)+")
_PREFIXES = re.compile(
    r"^(connection failed: |connection to server (?:at|on) .*? failed: |FATAL:\s+|ERROR:\s+"
    r"|Driver Error: .*?; DDBC Error: |Driver Error: )+"
)
_HINTS = {
    "certificate": "if the server's certificate is its own, add ?TrustServerCertificate=yes",
    "Failed to load the driver": "on Linux it needs the system's libltdl7 and Kerberos libraries",
}


def is_denied(error: DBAPIError) -> bool:
    """The login lacks the permission to read a table or a column of it."""
    original = error.orig
    if getattr(original, "sqlstate", None) == "42501" or getattr(original, "pgcode", "") == "42501":
        return True
    code = original.args[0] if original is not None and original.args else None
    return code in _NO_PERMISSION or "permission was denied" in str(original)


def reason(error: BaseException, secrets: tuple[str, ...]) -> str:
    """The driver's complaint in one line, without its tags and its advice.

    A complaint that holds a secret is not repeated, not even in part.
    """
    original = error.orig if isinstance(error, DBAPIError) and error.orig else error
    text = _complaint(original)
    if not text or any(_holds(str(original), secret) for secret in secrets):
        return f"the driver reports {type(original).__name__}"
    hint = next((hint for mark, hint in _HINTS.items() if mark in text), None)
    return f"{text}; {hint}" if hint else text


def _holds(text: str, secret: str) -> bool:
    """A secret of a letter or three is in every sentence: only as a word of its own it tells."""
    if len(secret) > 3:
        return secret in text
    return re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None


def _complaint(error: BaseException) -> str:
    text = str(error)
    if len(error.args) == 2 and isinstance(error.args[0], int):
        text = str(error.args[1])  # MySQL: number and text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    line = _TAGS.sub("", _PREFIXES.sub("", lines[0])).strip().rstrip(".")
    return line or lines[0]
