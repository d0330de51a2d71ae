"""One request to a OneRoster API: retried where that can help, and never sent to another host.

Only GET is ever sent, and the POST that asks for a token.
"""

import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from urllib.parse import urljoin, urlsplit

import httpx2
from tenacity import RetryCallState, Retrying, stop_after_attempt
from tenacity.retry import retry_if_exception_type
from tenacity.wait import wait_exponential_jitter

from roster_lint import __version__
from roster_lint.errors import SourceError, UsageError
from roster_lint.sources.api.unsafe import PRIVATE_AUTHORITIES, obstacle

LARGEST_PAGE = 512 << 20
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Patience:
    """How long to try.

    Attributes:
        attempts: how often one request is sent at most.
        first: the first pause in seconds; each is about twice the one before.
        longest: no pause is longer. If a server asks for more, the run ends.
        answer: how many seconds a server may be silent.
    """

    attempts: int = 6
    first: float = 1.0
    longest: float = 120.0
    answer: float = 120.0


USUAL = Patience()


@dataclass(frozen=True)
class Answer:
    """What a server answered.

    Attributes:
        status: the HTTP status.
        headers: by name in lower case.
        body: the whole body, unpacked.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class Unreachable(SourceError):
    """A server that gave no usable answer, however often it was asked."""


class _Again(Exception):
    """It may help to ask again."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait


class Asker:
    """Sends requests, and retries. Threads may share one."""

    def __init__(self, patience: Patience, connections: int) -> None:
        """Opens nothing yet.

        Args:
            patience: how long to try.
            connections: how many requests there are at the same time at most.

        Raises:
            UsageError: the certificates that the environment names cannot be read.
        """
        self._patience = patience
        self._closed = threading.Event()
        self._client = httpx2.Client(
            verify=_trusted(),
            timeout=httpx2.Timeout(patience.answer, connect=min(20.0, patience.answer)),
            limits=httpx2.Limits(max_connections=connections),
            headers={"User-Agent": f"roster-lint/{__version__}", "Accept": "application/json"},
            follow_redirects=False,
        )

    def close(self) -> None:
        """Closes all connections; threads that wait for their turn give up."""
        self._closed.set()
        self._client.close()

    def get(self, url: str, headers: Callable[[str], Mapping[str, str]]) -> Answer:
        """Asks for a URL, and follows redirects that stay on its host.

        Args:
            url: with its query.
            headers: the login, made anew for each URL.

        Raises:
            Unreachable: no answer, or only answers that mean the server is busy or broken.
            SourceError: it redirects to another host.
        """
        return self._patiently(url, lambda: self._follow(url, headers))

    def post(self, url: str, data: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """Sends a form for a token; it is never redirected. Raises as ``get`` does."""

        def send() -> Answer:
            answer = self._send("POST", url, headers, data)
            if answer.status in _REDIRECTS:
                place = _place(urljoin(url, answer.headers.get("location", "")))
                raise SourceError(
                    f"{_place(url)} redirects to {place}, where the secret is not sent: name the"
                    " right address with --token-url."
                )
            return _or_again(answer, url)

        return self._patiently(url, send)

    def _follow(self, url: str, headers: Callable[[str], Mapping[str, str]]) -> Answer:
        asked = url
        for _ in range(_MOST_REDIRECTS):
            answer = self._send("GET", asked, headers(asked))
            if answer.status not in _REDIRECTS:
                return _or_again(answer, url)
            target = urljoin(asked, answer.headers.get("location", ""))
            if urlsplit(target)[:2] != urlsplit(asked)[:2]:
                raise SourceError(
                    f"{_place(url)} redirects to {_place(target)}, another server, where the token"
                    " is not sent. If that is the API, name its base URL."
                )
            asked = target
        raise SourceError(f"{_place(url)} redirects more than {_MOST_REDIRECTS} times.")

    def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        data: Mapping[str, str] | None = None,
    ) -> Answer:
        try:
            with self._client.stream(method, url, headers=headers, data=data) as response:
                body = bytearray()
                for part in response.iter_bytes():
                    body += part
                    if len(body) > LARGEST_PAGE:
                        raise SourceError(
                            f"{_place(url)} answers with more than {LARGEST_PAGE >> 20} MB: set"
                            " api_page_size to fewer records."
                        )
                found = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, found, bytes(body))
        except httpx2.TimeoutException:
            raise _Again("did not answer in time") from None
        except httpx2.DecodingError:
            raise _Again("sent a body that cannot be unpacked") from None
        except httpx2.ConnectError as error:
            hindrance = obstacle(error)
            if hindrance.help is not None:
                raise Unreachable(
                    f"{_place(url)} cannot be reached: {hindrance.reason}. {hindrance.help}"
                ) from None
            raise _Again(f"cannot be reached ({hindrance.reason})") from None
        except httpx2.TransportError:
            raise _Again("broke off the connection") from None
        except (httpx2.InvalidURL, RuntimeError):
            # The client was closed while another thread was about to ask.
            raise SourceError(f"{_place(url)} cannot be asked.") from None

    def _patiently(self, url: str, send: Callable[[], Answer]) -> Answer:
        patience = self._patience
        backoff = wait_exponential_jitter(
            multiplier=patience.first, max=patience.longest, jitter=patience.first
        )

        def pause(state: RetryCallState) -> float:
            problem = state.outcome.exception() if state.outcome else None
            asked = problem.wait if isinstance(problem, _Again) else None
            return backoff(state) if asked is None else max(asked, 0.0)

        retrying = Retrying(
            stop=stop_after_attempt(patience.attempts),
            wait=pause,
            retry=retry_if_exception_type(_Again),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._within_patience, url, send)
        except _Again as problem:
            times = f"{patience.attempts} times" if patience.attempts > 1 else "once"
            raise Unreachable(f"{_place(url)} {problem}, asked {times}.") from None

    def _within_patience(self, url: str, send: Callable[[], Answer]) -> Answer:
        if self._closed.is_set():
            raise SourceError("The run was ended.")
        try:
            return send()
        except _Again as problem:
            if problem.wait is not None and problem.wait > self._patience.longest:
                raise Unreachable(
                    f"{_place(url)} {problem} and asks to wait for {problem.wait:,.0f} seconds: run"
                    " roster-lint again later, or with a smaller --api-concurrency."
                ) from None
            raise

    def _sleep(self, seconds: float) -> None:
        self._closed.wait(seconds)


def _trusted() -> ssl.SSLContext:
    """The authorities that this machine knows, or those that the environment names."""
    try:
        return httpx2.create_ssl_context()
    except OSError:
        raise UsageError(
            f"{PRIVATE_AUTHORITIES} must be the path of a file of certificates (PEM) that can be"
            " read, and SSL_CERT_DIR that of a folder of them: set the variable right, or clear it."
        ) from None


def _or_again(answer: Answer, url: str) -> Answer:
    """The answer, unless it says that the server is busy or broken."""
    if answer.status not in _BUSY:
        return answer
    problem = "refuses for too many requests" if answer.status == 429 else "answers"
    raise _Again(f"{problem} (HTTP {answer.status})", _retry_after(answer.headers))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a server asks to wait: it writes them, or a moment."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return None


def _place(url: str) -> str:
    """A URL for people: without its query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
