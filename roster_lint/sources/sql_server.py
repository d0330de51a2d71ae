"""The connection to a SQL Server: from a URL to the connection string of Microsoft's driver.

The string is built here, since a password may begin or end with a blank, an instance has a
backslash in its name, and options that are copied from other drivers deserve a sentence.
"""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from sqlalchemy.engine import URL

from roster_lint.errors import UsageError

LOGIN_SECONDS = 15
"""How long to wait for a server that does not answer, unless the URL says otherwise."""

OPTIONS: Mapping[str, str] = {
    "address": "Server",
    "addr": "Server",
    "applicationintent": "ApplicationIntent",
    "authentication": "Authentication",
    "connectretrycount": "ConnectRetryCount",
    "connectretryinterval": "ConnectRetryInterval",
    "database": "Database",
    "encrypt": "Encrypt",
    "hostnameincertificate": "HostnameInCertificate",
    "ipaddresspreference": "IpAddressPreference",
    "keepalive": "KeepAlive",
    "keepaliveinterval": "KeepAliveInterval",
    "multisubnetfailover": "MultiSubnetFailover",
    "packet size": "PacketSize",
    "packetsize": "PacketSize",
    "pwd": "PWD",
    "server": "Server",
    "servercertificate": "ServerCertificate",
    "serverspn": "ServerSPN",
    "trust_server_certificate": "TrustServerCertificate",
    "trusted_connection": "Trusted_Connection",
    "trustservercertificate": "TrustServerCertificate",
    "uid": "UID",
}
"""What the driver understands: any spelling in lower case, and its own."""

_TIMEOUTS = frozenset({"timeout", "logintimeout", "login_timeout", "connect timeout"})
_OF_OTHERS = {
    "driver": "roster-lint brings Microsoft's own driver for Python: remove driver=",
    "app": "the driver sets the program's name itself: remove app=",
    "application name": "the driver sets the program's name itself: remove it",
    "odbc_connect": "an ODBC connection string is not read: write what is in it as a URL",
    "mars_connection": "one query runs at a time: remove MARS_Connection",
    "charset": "texts are always Unicode: remove charset=",
}


def connection_string(url: URL) -> str:
    """The connection string, with the password in it: never to be shown.

    Args:
        url: of SQL Server. A host may name an instance (``sis%5CCAMPUS``); without a user the login
            is that of the person at the keyboard.

    Raises:
        UsageError: an option is unknown, stands there twice, or belongs to another driver; or no
            server or database is named.
    """
    said = _options(url)
    parts: dict[str, str] = {}
    if url.host:
        # With a port the server itself is asked, and no SQL Browser for the instance.
        parts["Server"] = unquote(url.host) + (f",{url.port}" if url.port else "")
    if url.database:
        parts["Database"] = url.database
    if url.username:
        parts["UID"] = url.username
    if url.password:
        parts["PWD"] = str(url.password)
    for name, value in said.items():
        if name in parts:
            raise UsageError(
                f"{_place(url)} says {name} twice: as a part of the URL and as an option."
            )
        parts[name] = value
    for name, what in (("Server", "server"), ("Database", "database")):
        if not parts.get(name):
            raise UsageError(f"{_place(url)} names no {what}: write mssql://user@server/database.")
    if not {"UID", "Authentication", "Trusted_Connection"} & set(parts):
        parts["Trusted_Connection"] = "yes"
    return ";".join(f"{name}={_braced(value)}" for name, value in parts.items())


def login_seconds(url: URL) -> int:
    """How long the driver waits for a login; raises UsageError for what is no number of seconds."""
    for name, value in url.query.items():
        if name.casefold() in _TIMEOUTS:
            if not isinstance(value, str) or not value.isdecimal() or not 1 <= int(value) <= 3600:
                raise UsageError(f"{name} in {_place(url)} is a number of seconds, from 1 to 3600.")
            return int(value)
    return LOGIN_SECONDS


def connector(url: URL) -> Callable[[], object]:
    """What connects: the driver is imported only then. Raises UsageError as the two above."""
    text, seconds = connection_string(url), login_seconds(url)

    def connect() -> object:
        import mssql_python

        return mssql_python.connect(text, timeout=seconds)

    return connect


def _options(url: URL) -> dict[str, str]:
    """The options by the driver's own names."""
    said: dict[str, str] = {}
    for name, value in url.query.items():
        key = name.casefold()
        if key in _TIMEOUTS:
            continue
        if key in _OF_OTHERS:
            raise UsageError(
                f"The option {name} of {_place(url)} is for another driver: {_OF_OTHERS[key]}."
            )
        own = OPTIONS.get(key)
        if own is None:
            known = ", ".join(sorted(set(OPTIONS.values()) - {"PWD", "Server", "Database", "UID"}))
            raise UsageError(
                f"{_place(url)} has an option that the driver does not know: {name}. It knows "
                f"{known}, and timeout."
            )
        if own in said or not isinstance(value, str):
            raise UsageError(f"{_place(url)} says {own} twice.")
        said[own] = value
    return said


def _place(url: URL) -> str:
    """The URL as far as it may be shown."""
    return f"mssql://{url.host or ''}"


def _braced(value: str) -> str:
    """A value as the driver's parser gives it back: in braces where it would end or be trimmed."""
    if any(mark in value for mark in ";{}") or value != value.strip():
        return "{" + value.replace("}", "}}") + "}"
    return value
