"""A connection to a OneRoster API: pages of a collection, whatever the way to log in."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from pydantic import SecretStr

from roster_lint.errors import SourceError, UsageError
from roster_lint.settings.settings import Settings
from roster_lint.sources.api.address import ApiAddress, refuse_plain_http
from roster_lint.sources.api.asking import Answer, Asker, Patience
from roster_lint.sources.api.letting_in import LettingIn, OAuth1, OAuth2, complaint
from roster_lint.sources.kept_secret import from_keyring
from roster_lint.vocabulary import OneRoster

_NEXT = re.compile(r"""rel\s*=\s*["']?[^"',;]*\bnext\b""", re.IGNORECASE)


class Refused(SourceError):
    """A collection that the API does not serve.

    Attributes:
        status: the HTTP status.
    """

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True)
class Page:
    """One page of a collection.

    Attributes:
        body: JSON, as it was sent.
        total: how many records the collection has, if X-Total-Count says so.
        more: whether a Link header speaks of a next page; None where there is no such header.
        date: the server's clock, as it wrote it.
    """

    body: bytes
    total: int | None
    more: bool | None
    date: str | None


class ApiConnection:
    """Asks for pages. Close it, or leave it to ``with``."""

    def __init__(
        self,
        address: ApiAddress,
        version: OneRoster,
        settings: Settings,
        patience: Patience,
    ) -> None:
        """Opens nothing yet.

        Args:
            address: where the API is.
            version: of OneRoster.
            settings: client ID, secret, and how to ask.
            patience: how long to try.

        Raises:
            UsageError: the client ID or its secret is missing, or OAuth 1 is asked for in 1.2.
        """
        self._address = address
        client_id, secret = _credentials(address, settings)
        self._hidden = (secret.get_secret_value(), client_id)
        self._asker = Asker(patience, settings.api_concurrency)
        if settings.api_auth == "oauth1":
            if version == "1.2":
                raise UsageError("--api-auth oauth1: OneRoster 1.2 supports only OAuth 2.")
            self._in: LettingIn = OAuth1(client_id, secret)
        else:
            urls = address.token_urls(settings.token_url)
            refuse_plain_http(urls[0], "the tokens", plain_http=settings.api_http)
            found = settings.token_url is None
            self._in = OAuth2(self._asker, urls, client_id, secret, version, found=found)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes it; threads that wait give up."""
        self._asker.close()

    @property
    def way(self) -> str:
        """How we are logged in, for people."""
        return self._in.way

    def page(self, collection: str, offset: int, limit: int, *, grade_book: bool = False) -> Page:
        """One page of a collection. Threads may call this at the same time.

        Args:
            collection: its name in the URL.
            offset: how many records to pass over.
            limit: how many records to send at most.
            grade_book: it is one of the grade book.

        Raises:
            Refused: the API does not serve it, or not this page of it.
            SourceError: no answer that can be used.
        """
        query = urlencode({"limit": limit, "offset": offset})
        url = f"{self._address.collection(collection, grade_book=grade_book)}?{query}"
        answer = self._get(url)
        if answer.status != 200:
            raise self._refused(collection, answer)
        link = answer.headers.get("link")
        return Page(
            answer.body,
            _number(answer.headers.get("x-total-count")),
            None if link is None else bool(_NEXT.search(link)),
            answer.headers.get("date"),
        )

    def _get(self, url: str) -> Answer:
        used: dict[str, str] = {}

        def headers(target: str) -> dict[str, str]:
            used.clear()
            used.update(self._in.headers(target))
            return used

        answer = self._asker.get(url, headers)
        if answer.status == 401 and self._in.renew(dict(used)):
            answer = self._asker.get(url, headers)
        return answer

    def _refused(self, collection: str, answer: Answer) -> Refused:
        said = complaint(answer, self._hidden)
        text = f"/{collection} answers with HTTP {answer.status}{said}."
        if answer.status == 401:
            text += " Check --client-id, its secret and --api-auth."
        elif answer.status == 403:
            text += " The connection is not allowed to read it."
        elif answer.status == 404 and self._address.base.endswith("/ims/oneroster"):
            text += " The base URL may have to continue with /rostering/v1p2 or /v1p1."
        return Refused(text, answer.status)


def _credentials(address: ApiAddress, settings: Settings) -> tuple[str, SecretStr]:
    client_id = (settings.client_id or "").strip()
    if not client_id:
        raise UsageError(
            "A OneRoster API needs a client ID: name it with --client-id, and put its secret into "
            "ROSTER_LINT_CLIENT_SECRET or the keyring."
        )
    if settings.client_secret is not None:
        # A file for a variable often ends with a line break.
        return client_id, SecretStr(settings.client_secret.get_secret_value().strip())
    kept = from_keyring(f"{client_id}@{address.host}")
    if not kept:
        raise UsageError(
            "The secret of the client ID is missing: put it into ROSTER_LINT_CLIENT_SECRET, or into"
            f" the keyring under roster-lint and the client ID with @{address.host} behind it."
        )
    return client_id, SecretStr(kept)


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
