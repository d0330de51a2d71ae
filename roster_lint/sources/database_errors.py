"""What a database driver complains of, as a short reason for people."""

import re

from sqlalchemy.exc import DBAPIError

_NO_PERMISSION = frozenset({1044, 1142, 1143})
_NO_ROOM = frozenset({3, 1021, 1030, 1037, 1038, 1041, 1114})
"""MariaDB's numbers for memory or temporary files that do not suffice."""

_TAGS = re.compile(r"^(\[[^\]]*\]\s*)+")
_PREFIXES = re.compile(
    r"^(connection failed: |connection to server (?:at|on) .*? failed: |FATAL:\s+|ERROR:\s+"
    r"|Driver Error: .*?; DDBC Error: |Driver Error: )+"
)
_DENIED_NUMBER = re.compile(r"\((229|230)\)")
"""SQL Server's numbers for a table and a column that may not be read, where a driver says them."""

_NOBODY = (
    "nothing listens there: check the host and the port; a named instance also needs SQL Browser, "
    "and a firewall may stand between"
)
_UNKNOWN_HOST = "no host of that name is known here: check its spelling, the VPN and the DNS"
_SILENT = "there was no answer: check the host and the port; a firewall may swallow the request"
_HINTS: tuple[tuple[str, str], ...] = (
    (
        r"certificate",
        "if the server's certificate is its own, add ?TrustServerCertificate=yes, which gives up"
        " the proof that it is this server",
    ),
    (
        r"Failed to load the driver",
        "on Linux it needs the system's libltdl7 and Kerberos libraries",
    ),
    (
        r"(?<!\d)3952(?!\d)|snapshot isolation is not allowed|ALLOW_SNAPSHOT_ISOLATION",
        "snapshots are not allowed in this database: a database administrator can set"
        " ALLOW_SNAPSHOT_ISOLATION to ON",
    ),
    (
        r"(?<!\d)3961(?!\d)|modified by a DDL statement|metadata.* changed",
        "a table was altered meanwhile: run it again",
    ),
    (r"(?i)deadlock", "another session needed the same rows and went first: run it again"),
    (
        r"(?i)lock request time.?out|lock timeout|lock wait timeout|database is locked",
        "another session holds a lock on it: run it again later",
    ),
    (
        r"(?i)statement timeout|max_statement_time|maximum statement execution time",
        "the server ends a statement of this login that takes this long: have the limit raised",
    ),
    (
        r"(?i)getaddrinfo|name or service not known|no such host is known|could not translate host"
        r"|nodename nor servname|failed to resolve host|name resolution|error code 0x2AF9",
        _UNKNOWN_HOST,
    ),
    (r"(?i)connection refused|actively refused|10061|error code 0x274D|error code 0x2749", _NOBODY),
    (r"(?i)server is not found or not accessible|error locating server|0xFFFFFFFF", _NOBODY),
    (r"(?i)timeout expired|timed out|timeout error", _SILENT),
    (
        r"(?i)login failed|password authentication failed|access denied for user|18456",
        "check the username and the password (ROSTER_LINT_PASSWORD or the keyring)",
    ),
    (
        r"(?i)cannot open database|unknown database|database .* does not exist",
        "check the name of the database, and that this login may open it",
    ),
)
"""What to do about a complaint, by what its text holds; the first that fits."""


def is_denied(error: DBAPIError) -> bool:
    """The login may not read a table or a column of it."""
    original = error.orig
    if getattr(original, "sqlstate", None) == "42501" or getattr(original, "pgcode", "") == "42501":
        return True
    code = original.args[0] if original is not None and original.args else None
    text = str(original)
    return (
        code in _NO_PERMISSION
        or "permission was denied" in text
        or _DENIED_NUMBER.search(text) is not None
    )


def lacks_room(error: Exception) -> bool:
    """MariaDB has too little memory, or room for temporary files, for a statement."""
    return bool(error.args) and error.args[0] in _NO_ROOM


def reason(error: BaseException, secrets: tuple[str, ...]) -> str:
    """The driver's complaint in one line, without its tags and its advice.

    A complaint that holds a secret is not repeated, not even in part.
    """
    original = error.orig if isinstance(error, DBAPIError) and error.orig else error
    text = _complaint(original)
    if not text or any(_holds(str(original), secret) for secret in secrets):
        return f"the driver reports {type(original).__name__}"
    hint = next((hint for mark, hint in _HINTS if re.search(mark, text)), None)
    return f"{text}; {hint}" if hint else text


def _holds(text: str, secret: str) -> bool:
    """A secret of one to three letters is in every sentence: it counts only as a whole word."""
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
    first = lines[0]
    if first.endswith(":") and len(lines) > 1:
        # What is wrong stands on the next line.
        first = f"{first} {lines[1]}"
    line = _TAGS.sub("", _PREFIXES.sub("", first)).strip().rstrip(".")
    return line or first
