"""The base URL of a OneRoster API: taken as it is, with what it shows of version and tokens.

Base URLs of Infinite Campus differ by release and host, so none is ever put together here.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from roster_lint.errors import UsageError
from roster_lint.vocabulary import OneRoster

_VERSION = re.compile(r"/v1p([12])(?:/|$)")
_APP = (
    re.compile(r"/oneroster/v1p[12]/([^/]+)/ims/oneroster"),
    re.compile(r"/oneroster/([^/]+)/(?:ims/oneroster|learningdata)"),
)
_CAMPUS = re.compile(r"^(.*?/campus)(?:/|$)")
_ROSTERING = "/rostering/v1p2"
_TOKEN_PATHS = ("/oauth2/token", "/oauth/token", "/token")


@dataclass(frozen=True)
class ApiAddress:
    """Where an API is.

    Attributes:
        base: the base URL without a slash at its end.
        version: the version of OneRoster that it names, if it does.
        app: Campus's name of the application, which the token's URL needs.
    """

    base: str
    version: OneRoster | None
    app: str | None

    @property
    def host(self) -> str:
        """The host and its port, as a keyring's entry names it."""
        return urlsplit(self.base).netloc

    def collection(self, name: str, *, grade_book: bool = False) -> str:
        """The URL of a collection; 1.2 has its grade book beside the rostering."""
        base = self.base
        if grade_book and base.endswith(_ROSTERING):
            base = base.removesuffix(_ROSTERING) + "/gradebook/v1p2"
        return f"{base}/{name}"

    def token_urls(self, given: str | None) -> tuple[str, ...]:
        """Where to ask for a token: the one known URL, or those to try.

        Campus's needs the application's name, which its base URL shows.
        """
        if given is not None:
            return (self._with_app(given),)
        parts = urlsplit(self.base)
        if campus := _CAMPUS.match(parts.path):
            path = f"{campus[1]}{_TOKEN_PATHS[0]}"
            return (self._with_app(urlunsplit((parts.scheme, parts.netloc, path, "", ""))),)
        before = parts.path.partition("/ims/oneroster")[0]
        paths = dict.fromkeys(f"{start}{path}" for start in (before, "") for path in _TOKEN_PATHS)
        return tuple(urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in paths)

    def _with_app(self, url: str) -> str:
        parts = urlsplit(url)
        is_campus = parts.path.endswith(f"/campus{_TOKEN_PATHS[0]}")
        if self.app is None or not is_campus or "appName" in dict(parse_qsl(parts.query)):
            return url
        query = "&".join(
            part
            for part in (parts.query, urlencode({"appName": self.app}, quote_via=quote))
            if part
        )
        return urlunsplit(parts._replace(query=query))


def parse_address(text: str, *, plain_http: bool = False) -> ApiAddress:
    """The address that a base URL names.

    Args:
        text: the URL, taken as it is.
        plain_http: http is allowed for hosts other than this machine.

    Raises:
        UsageError: it is no base URL, holds a password, or would send the token in the clear.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise UsageError("The source looks like a OneRoster API, but is no valid URL.") from None
    if not host:
        raise UsageError("The source looks like a OneRoster API, but its URL names no host.")
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "The URL of a OneRoster API must hold no username and no password: --client-id names"
            " the connection, and ROSTER_LINT_CLIENT_SECRET or the keyring hold its secret."
        )
    if parts.query or parts.fragment:
        raise UsageError(
            "The URL of a OneRoster API ends with its path: leave out what follows a ? or a #. The"
            " address of the tokens is --token-url."
        )
    refuse_plain_http(text, "the API", plain_http=plain_http)
    path = parts.path.rstrip("/")
    version = _VERSION.search(path)
    app = next((found[1] for pattern in _APP if (found := pattern.search(path))), None)
    return ApiAddress(
        urlunsplit((parts.scheme.lower(), parts.netloc, path, "", "")),
        ("1.1" if version[1] == "1" else "1.2") if version else None,
        app,
    )


def refuse_plain_http(url: str, what: str, *, plain_http: bool) -> None:
    """Raises UsageError for http to another machine, unless it is allowed."""
    parts = urlsplit(url)
    if parts.scheme.lower() == "https" or plain_http or is_this_machine(parts.hostname or ""):
        return
    raise UsageError(
        f"The URL of {what} begins with http://: anyone on the way could read the token and the"
        " students' data. Write https://, or add --api-http where the network is your own."
    )


def is_this_machine(host: str) -> bool:
    """Whether a host's name or number stands for the machine that asks."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
