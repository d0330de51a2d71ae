"""A source's name as it was typed or pasted: cleaned, or refused with what to write instead.

Only URLs and paths are sources. The connection strings of JDBC, ODBC and ADO are recognized: as a
path they would be echoed with the password in them.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from roster_lint.errors import UsageError, holds_secret

_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’"}
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*://")
_API = re.compile(r"https?://", re.I)
_TORN_URL = re.compile(
    r"(mssql|sqlserver|postgres|postgresql|mysql|mariadb|sqlite|oracle)(\+\w+)?:(?!//)", re.I
)
_JDBC = re.compile(r"jdbc:(?:jtds:)?(\w+):(.*)", re.I | re.S)
_KEYS = (
    "addr|address|network address|data source|database|dbname|driver|dsn|filedsn|host|hostaddr|"
    "hostname|initial catalog|integrated security|password|port|provider|pwd|server|servername|"
    "trusted_connection|uid|user|user id|username"
)
_KEY_VALUES = re.compile(rf"({_KEYS})\s*=", re.I)
_PAIR = re.compile(
    r"[;\s]*([^=;]+?)\s*=\s*"
    r"(\{(?:[^}]|\}\})*\}|\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|[^;{}\"']*)\s*(?:;|$)"
)
_PART_OF = {
    "server": ("server", "data source", "addr", "address", "network address", "host", "servername"),
    "database": ("database", "initial catalog", "databasename", "dbname"),
    "user": ("uid", "user id", "user", "username"),
}
_PLAIN = re.compile(r"[\w.-]+")
_SCHEMES = (
    ("postgres", "postgresql"),
    ("mysql", "mysql"),
    ("mariadb", "mariadb"),
    ("oracle", "oracle"),
    ("sqlite", "sqlite"),
)


def is_url(text: str) -> bool:
    """Whether a source's name is the URL of a database or an API rather than a path."""
    return _URL.match(text) is not None


def is_api_url(text: str) -> bool:
    """Whether it is the URL of a OneRoster API: of databases none begins with http."""
    return _API.match(text) is not None


def source_name(text: str, label: str = "The source") -> str:
    """The name without the blanks and quotation marks around it.

    Args:
        text: as typed, or as a file for Docker holds it.
        label: what to call it in a complaint.

    Raises:
        UsageError: it is a connection string, or anything else with a password that is no URL. The
            message quotes nothing but a server, a database and a user.
    """
    name = _bare(text)
    if is_url(name):
        return name
    if jdbc := _JDBC.match(name):
        raise _not_a_url(label, "a JDBC connection string", jdbc[1], _of_jdbc(jdbc[2]))
    if _KEY_VALUES.match(name) and not _exists(name):
        kind = "an ODBC" if re.search(r"\b(driver|dsn|uid|pwd)\s*=", name, re.I) else "an ADO"
        driver = "".join(value for key, value in _pairs(name) if key in ("driver", "provider"))
        raise _not_a_url(label, f"{kind} connection string", driver, _parts(dict(_pairs(name))))
    if torn := _TORN_URL.match(name):
        scheme = _scheme(torn[1])
        example = f"{scheme}:///folder/campus.db" if scheme == "sqlite" else _url(scheme, {})
        raise UsageError(
            f"{label} looks like a database URL, which has two slashes after the colon: write it as"
            f" {example}."
        )
    if holds_secret(name) and not _exists(name):
        raise UsageError(
            f"{label} holds what looks like a password, but is no database URL: write it as"
            f" {_url('mssql', {})}, and put the password into ROSTER_LINT_PASSWORD or the keyring."
        )
    return name


def _bare(text: str) -> str:
    name = text.strip()
    while len(name) > 1 and _QUOTES.get(name[0]) == name[-1]:
        name = name[1:-1].strip()
    return name


def _exists(name: str) -> bool:
    try:
        return Path(name).expanduser().exists()
    except (OSError, RuntimeError, ValueError):
        return False


def _not_a_url(label: str, kind: str, driver: str, parts: Mapping[str, str]) -> UsageError:
    return UsageError(
        f"{label} is {kind}: write it as the URL {_url(_scheme(driver), parts)}, and put the"
        " password into ROSTER_LINT_PASSWORD or the keyring."
    )


def _scheme(driver: str) -> str:
    """The URL's scheme for a driver's name; Campus runs on SQL Server."""
    return next((scheme for mark, scheme in _SCHEMES if mark in driver.casefold()), "mssql")


def _url(scheme: str, parts: Mapping[str, str]) -> str:
    user, server = parts.get("user", "user"), parts.get("server", "server")
    return f"{scheme}://{user}@{server}/{parts.get('database', 'database')}"


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Keys in lower case and values, up to where the string is not well-formed."""
    at = 0
    while at < len(text) and (pair := _PAIR.match(text, at)):
        yield pair[1].casefold(), pair[2].strip()
        at = pair.end()


def _parts(pairs: Mapping[str, str]) -> dict[str, str]:
    """Server, database and user, where they cannot be part of a password."""
    parts = {}
    for part, keys in _PART_OF.items():
        value = next((pairs[key] for key in keys if key in pairs), "")
        if part == "server":
            # SQL Server writes tcp:host,1433.
            host, _, port = value.removeprefix("tcp:").replace(",", ":").partition(":")
            plain = bool(_PLAIN.fullmatch(host)) and (not port or port.strip().isdigit())
            value = f"{host}:{port.strip()}" if port else host
        else:
            plain = bool(_PLAIN.fullmatch(value))
        if plain:
            parts[part] = value
    return parts


def _of_jdbc(rest: str) -> dict[str, str]:
    """The parts of what follows ``jdbc:sqlserver:`` and its like."""
    place, mark, options = re.match(r"([^;?]*)([;?]?)(.*)", rest, re.S).groups()  # type: ignore[union-attr]  # it always matches
    pairs = dict(_pairs(options.replace("&", ";") if mark == "?" else options))
    authority = re.fullmatch(r"//([\w.:-]+)/?([\w.-]*)", place)
    if authority and "@" not in rest:
        pairs.setdefault("server", authority[1])
        if authority[2]:
            pairs.setdefault("database", authority[2])
    return _parts(pairs)
