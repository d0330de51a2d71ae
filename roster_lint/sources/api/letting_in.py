"""Logs in to the API: OAuth 2 by a token, or OAuth 1 by signatures, on older connections."""

import json
import re
import threading
from base64 import b64encode
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Protocol
from urllib.parse import quote, quote_plus, urlsplit

from pydantic import SecretStr

from roster_lint.errors import SourceError
from roster_lint.sources.api.asking import Answer, Asker
from roster_lint.vocabulary import OneRoster

_SCOPE = "https://purl.imsglobal.org/spec/or/{version}/scope/{name}.readonly"
_SCOPES = ("roster-core", "roster", "roster-demographics")
_EARLY = 30.0
"""Seconds before its end from which on a token is no longer used."""

_LONGEST_SHOWN = 160


class LettingIn(Protocol):
    """How a request is authorized."""

    @property
    def way(self) -> str:
        """In a few words, for people, once a request was accepted."""

    def headers(self, url: str) -> Mapping[str, str]:
        """The headers for one request. Raises SourceError."""

    def renew(self, used: Mapping[str, str]) -> bool:
        """Whether it may help to ask again after a 401 to these headers. Raises SourceError."""


class OAuth2:
    """Client credentials: a token for all requests, fetched anew before it ends."""

    def __init__(
        self,
        asker: Asker,
        urls: Sequence[str],
        client_id: str,
        secret: SecretStr,
        version: OneRoster,
        *,
        found: bool,
    ) -> None:
        """Asks for nothing yet.

        Args:
            asker: what sends requests.
            urls: where to ask for the token, one after the other.
            client_id: of the connection.
            secret: its secret.
            version: of OneRoster, for servers that want scopes.
            found: the URLs were found beside the API, not given.
        """
        self._asker = asker
        self._urls = urls
        self._client_id = client_id
        self._secret = secret
        self._version = "v1p1" if version == "1.1" else "v1p2"
        self._found = found
        self._lock = threading.Lock()
        self._token: SecretStr | None = None
        self._ends = 0.0
        self._lasts = 0.0
        self._place = ""

    @property
    def way(self) -> str:
        """Where the token came from, and how long it is good."""
        return f"OAuth 2; {self._place} gave a token for {self._lasts:,.0f} seconds"

    def headers(self, url: str) -> Mapping[str, str]:
        """The token as a header; fetches one where there is none or it is about to end."""
        with self._lock:
            if self._token is None or monotonic() > self._ends:
                self._fetch()
            assert self._token is not None
            return {"Authorization": f"Bearer {self._token.get_secret_value()}"}

    def renew(self, used: Mapping[str, str]) -> bool:
        """Drops a token that is not accepted; another thread may have done so already."""
        with self._lock:
            if self._token is not None:
                current = f"Bearer {self._token.get_secret_value()}"
                if used.get("Authorization") == current:
                    self._token = None
        return True

    def _fetch(self) -> None:
        for url in self._urls:
            answer = self._ask(url)
            if answer.status in (404, 405) and len(self._urls) > 1:
                continue
            self._take(url, answer)
            return
        raise SourceError(
            "No address that gives tokens was found beside the API: name it with --token-url. A"
            " connection with OAuth 1 needs --api-auth oauth1."
        )

    def _ask(self, url: str) -> Answer:
        """Asks for a token: credentials as a header, else in the form; with scopes where wanted."""
        secret = self._secret.get_secret_value()
        pair = f"{quote(self._client_id, safe='')}:{quote(secret, safe='')}"
        header = {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
        form = {"grant_type": "client_credentials"}
        in_form = form | {"client_id": self._client_id, "client_secret": secret}
        scopes = " ".join(_SCOPE.format(version=self._version, name=name) for name in _SCOPES)
        answer = self._asker.post(url, form, header)
        if answer.status == 400 and "scope" in _text(answer):
            form["scope"] = in_form["scope"] = scopes
            answer = self._asker.post(url, form, header)
        if answer.status in (400, 401) and "No Campus Application" not in _text(answer):
            second = self._asker.post(url, in_form, {})
            if second.status == 400 and "scope" in _text(second) and "scope" not in in_form:
                second = self._asker.post(url, in_form | {"scope": scopes}, {})
            answer = second if second.status == 200 else answer
        return answer

    def _take(self, url: str, answer: Answer) -> None:
        place = f"{urlsplit(url).netloc}{urlsplit(url).path}"
        if answer.status != 200:
            raise SourceError(self._refused(place, answer))
        try:
            shown = json.loads(answer.body)
            token = shown["access_token"]
            assert isinstance(token, str) and token.isascii() and token.isprintable() and token
        except (ValueError, KeyError, TypeError, AssertionError, RecursionError):
            hint = "name the right one with --token-url" if self._found else "check --token-url"
            raise SourceError(f"{place} answers without a token: {hint}.") from None
        self._token = SecretStr(token)
        seconds = shown.get("expires_in")
        lasts = float(seconds) if isinstance(seconds, int | float) and seconds > 0 else 3600.0
        self._ends = monotonic() + max(lasts - _EARLY, lasts / 2)
        self._place, self._lasts = place, lasts

    def _refused(self, place: str, answer: Answer) -> str:
        why = complaint(answer, (self._client_id, self._secret.get_secret_value()))
        if answer.status in (400, 401, 403):
            if "No Campus Application" in why:
                hint = "Add ?appName= and the application's name to --token-url."
            else:
                hint = "Check --client-id and ROSTER_LINT_CLIENT_SECRET (or the keyring)."
            return f"{place} gives no token (HTTP {answer.status}{why}). {hint}"
        hint = "Name the right address with --token-url." if self._found else "Check --token-url."
        return f"{place} gives no token (HTTP {answer.status}{why}). {hint}"


class OAuth1:
    """A signature for each request: HMAC-SHA256, or HMAC-SHA1 where that is refused."""

    def __init__(self, client_id: str, secret: SecretStr) -> None:
        self._client_id = client_id
        self._secret = secret
        self._method = "HMAC-SHA256"

    @property
    def way(self) -> str:
        """The method of the signatures."""
        return f"OAuth 1, signed with {self._method}"

    def headers(self, url: str) -> Mapping[str, str]:
        """The signature of a GET."""
        from oauthlib.oauth1 import Client

        method = self._method
        client = Client(
            self._client_id,
            client_secret=self._secret.get_secret_value(),
            signature_method=method,
        )
        _, headers, _ = client.sign(url)
        return {"Authorization": str(headers["Authorization"])}

    def renew(self, used: Mapping[str, str]) -> bool:
        """Switches to the older method, if the newer one was refused."""
        if "HMAC-SHA256" not in used.get("Authorization", ""):
            return False
        self._method = "HMAC-SHA1"
        return True


_CREDENTIALS = re.compile(
    r"(?i:\b(?:basic|bearer|oauth)\b[ :=]+\S+)"
    r"|(?<![A-Za-z0-9])(?=[a-z+/_=.%-]*[A-Z0-9])[A-Za-z0-9+/_=.%-]{24,}"
)
"""What a server may quote of a request: a login header, or a token, in any encoding."""


def complaint(answer: Answer, secrets: Sequence[str] = ()) -> str:
    """A server's reason for its refusal, as a clause to add; empty where it gives none.

    Args:
        answer: the server's.
        secrets: what may not be quoted.
    """
    try:
        shown = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(shown, dict):
        return ""
    names = ("error_description", "imsx_description", "message", "error", "imsx_codeMinor")
    said = next((shown[name] for name in names if isinstance(shown.get(name), str)), "")
    for secret in secrets:
        for form in (secret, quote(secret, safe=""), quote_plus(secret)):
            said = said.replace(form, "***") if form else said
    said = _CREDENTIALS.sub("***", said)
    said = "".join(c for c in re.sub(r"\s+", " ", said) if c.isprintable()).strip(" .")
    return f": {said[:_LONGEST_SHOWN]}" if said else ""


def _text(answer: Answer) -> str:
    return answer.body[:4096].decode("utf-8", "replace")
