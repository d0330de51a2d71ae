"""A OneRoster API on this machine, which serves a bundle, and misbehaves as a test asks it to.

One server thread serves all tests of a module; each says anew what is served, and how.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from roster_lint.vocabulary import OneRoster
from tests.api.credentials import CLIENT_ID, SECRET, basic, is_signed
from tests.api.manners import Manners
from tests.api.records import Record, records_of

APP = "sync"
PATHS: Mapping[OneRoster, str] = {
    "1.1": f"/campus/oneroster/{APP}/ims/oneroster/v1p1",
    "1.2": f"/campus/api/oneroster/v1p2/{APP}/ims/oneroster/rostering/v1p2",
}
_START = 60.0
"""Seconds within which the thread starts or ends, on a machine that is busy."""

_USUAL_KEYS = {
    "schools": "orgs",
    "terms": "academicSessions",
    "students": "users",
    "teachers": "users",
}


@dataclass
class Served:
    """What the server serves, and what it was asked.

    Attributes:
        records: by collection.
        manners: how it behaves.
        asked: the requests, each its method, path with query, and Authorization header.
    """

    records: dict[str, list[Record]]
    manners: Manners
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    tokens: int = 0
    uses: int = 0
    pages: int = 0


class ApiServer:
    """The server. ``serve`` says what it serves from then on."""

    def __init__(self, certificate: Path | None = None) -> None:
        """Serves nothing yet.

        Args:
            certificate: a file of PEM with a certificate and its key, for https.
        """
        self.served = Served({}, Manners())
        self.redirects: dict[str, str] = {}
        self._lock = threading.Lock()
        methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        routes = [Route("/{path:path}", self._answer, methods=methods)]
        config = uvicorn.Config(
            Starlette(routes=routes),
            host="127.0.0.1",
            port=0,
            log_level="critical",
            lifespan="off",
            ssl_certfile=certificate,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> None:
        """Starts the thread, and waits until it answers."""
        self._thread.start()
        begun = time.monotonic()
        while not self._server.started:
            # A thread that ended, or hangs, would else be waited for without end.
            assert self._thread.is_alive(), "the server's thread ended before it answered"
            assert time.monotonic() - begun < _START, "the server does not start"
            time.sleep(0.005)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Ends the thread."""
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(_START)
        assert not self._thread.is_alive(), "the server's thread does not end"

    def url(self, version: OneRoster) -> str:
        """The base URL of a version."""
        return f"http://127.0.0.1:{self.port}{PATHS[version]}"

    def serve(
        self, bundle: Path | Mapping[str, list[Record]], version: OneRoster, **manners: object
    ) -> str:
        """Serves a bundle's records in a manner, and returns the base URL."""
        records = records_of(bundle, version) if isinstance(bundle, Path) else dict(bundle)
        self.served = Served(records, Manners(**manners))  # type: ignore[arg-type]
        return self.url(version)

    async def _answer(self, request: Request) -> Response:
        path = request.url.path
        query = f"?{request.url.query}" if request.url.query else ""
        authorization = request.headers.get("authorization", "")
        served = self.served
        with self._lock:
            served.asked.append((request.method, f"{path}{query}", authorization))
        if path == "/campus/oauth2/token" or path.endswith("/token"):
            return await self._token(request, served)
        for old, new in self.redirects.items():
            if path.startswith(f"{old}/"):
                return RedirectResponse(f"{new}{path.removeprefix(old)}{query}", 308)
        base = next((base for base in self._bases() if path.startswith(f"{base}/")), None)
        if base is None or request.method != "GET":
            return PlainTextResponse("", 404 if base is None else 405)
        if not self._lets_in(request, served):
            return JSONResponse({"imsx_description": "unauthorized"}, 401)
        if redirect := served.manners.redirect:
            return RedirectResponse(redirect + path.removeprefix(base) + query, 302)
        return self._page(path.removeprefix(f"{base}/"), request, served)

    def _bases(self) -> list[str]:
        return [*PATHS.values(), PATHS["1.2"].replace("/rostering/", "/gradebook/")]

    async def _token(self, request: Request, served: Served) -> Response:
        manners = served.manners
        if manners.token_missing or request.url.path != "/campus/oauth2/token":
            return PlainTextResponse("", 404)
        if request.method != "POST":
            return PlainTextResponse("", 405)
        if manners.app_needed and request.query_params.get("appName") != APP:
            said = {
                "error": "invalid_request",
                "error_description": "No Campus Application selected",
            }
            return JSONResponse(said, 400)
        form = dict(parse_qsl((await request.body()).decode()))
        if manners.wants_scope and "readonly" not in form.get("scope", ""):
            return JSONResponse({"error": "invalid_scope"}, 400)
        header = request.headers.get("authorization", "")
        in_header = basic(header) == (CLIENT_ID, SECRET) and manners.credentials != "form"
        in_form = (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, SECRET)
        in_form = in_form and manners.credentials != "header"
        if form.get("grant_type") != "client_credentials" or not (in_header or in_form):
            said = {"error": "invalid_client", "error_description": f"unknown {form} {header}"}
            return JSONResponse(said, 401)
        with self._lock:
            served.tokens += 1
            served.uses = 0
        return JSONResponse(
            {"access_token": f"token-{served.tokens}", "token_type": "Bearer", "expires_in": 3600}
        )

    def _lets_in(self, request: Request, served: Served) -> bool:
        authorization = request.headers.get("authorization", "")
        manners = served.manners
        if manners.auth != "oauth2":
            return is_signed(authorization, str(request.url), manners.auth)
        with self._lock:
            if authorization != f"Bearer token-{served.tokens}":
                return False
            served.uses += 1
            return manners.token_lasts is None or served.uses <= manners.token_lasts

    def _once(self, served: Served, name: str, times: int) -> bool:
        """Whether one of the first so many requests is this one."""
        with self._lock:
            served.left.setdefault(name, times)
            served.left[name] -= 1
            return served.left[name] >= 0

    def _page(self, name: str, request: Request, served: Served) -> Response:
        manners = served.manners
        if self._once(served, "busy", manners.busy):
            wait = {} if manners.retry_after is None else {"Retry-After": manners.retry_after}
            return JSONResponse({"imsx_codeMinor": "server_busy"}, 429, headers=wait)
        if self._once(served, "failing", manners.failing):
            return PlainTextResponse("upstream is away", 503)
        if status := manners.always.get(name):
            return JSONResponse({"imsx_description": "not granted"}, status)
        book = ("categories", "lineItems", "results", "scoreScales")
        if name not in served.records or (name in book and not manners.grade_book):
            return JSONResponse({"imsx_description": "no such collection"}, 404)
        if manners.answer is not None:
            return Response(manners.answer[0], media_type=manners.answer[1])
        every = served.records[name]
        limit = int(request.query_params.get("limit", 100))
        offset = int(request.query_params.get("offset", 0))
        limit = min(limit, manners.most or limit)
        first = 0 if manners.ignores_offset else offset
        if manners.overlaps and offset:
            first -= 1
        count = len(every)
        if offset and (status := manners.late.get(name)):
            return JSONResponse({"imsx_description": "no longer granted"}, status)
        if manners.loses == name:
            every = every[:-1]
        found = every[first : first + limit]
        if not found and offset and manners.past_end != 200:
            return JSONResponse({"imsx_description": "no such page"}, manners.past_end)
        key = manners.keys.get(name, _USUAL_KEYS.get(name, name))
        records = [_dressed(record, manners) for record in found]
        body = records if key == "" else {key: records}
        headers = self._headers(request, manners, count, offset, limit, len(found), served)
        response = JSONResponse(body, headers=headers)
        if self._once(served, "cut", manners.cut):
            return _CutResponse(response.body, response.headers)
        return response

    def _headers(
        self,
        request: Request,
        manners: Manners,
        count: int,
        offset: int,
        limit: int,
        found: int,
        served: Served,
    ) -> dict[str, str]:
        headers = {}
        served.pages += 1
        totals = {
            "right": str(count),
            "more": str(count + 1),
            "page": str(found),
            "words": "many",
            "grows": str(count + served.pages),
        }
        if manners.total in totals:
            headers["X-Total-Count"] = totals[manners.total]
        next_one = f"{request.url.path}?limit={limit}&offset={offset + limit}"
        own = f"http://127.0.0.1:{self.port}"
        starts = {"right": own, "relative": "", "foreign": "https://elsewhere.example.org"}
        if manners.link == "always" or (manners.link in starts and offset + limit < count):
            headers["Link"] = f'<{starts.get(manners.link, own)}{next_one}>; rel="next"'
        return headers


class _CutResponse(Response):
    """Promises a whole body and ends after half of it."""

    def __init__(self, body: bytes, headers: Mapping[str, str]) -> None:
        super().__init__(body[: len(body) // 2])
        self.raw_headers = [
            (name.lower().encode(), value.encode()) for name, value in headers.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        raise ConnectionAbortedError


def _dressed(record: Record, manners: Manners) -> Record:
    if record is None:
        return record
    if manners.booleans:
        record = {
            k: {"true": True, "false": False}.get(v, v) if isinstance(v, str) else v
            for k, v in record.items()
        }
    if manners.more:
        extra = {"x": {"y": [1, None]}}
        record = {"metadata": extra, "ext": [], **record, "vendorsOwn": "secret sauce"}
    if manners.nulls:
        names = ("parent", "grades", "subjects", "email", "sms", "middleName", "endDate", "agents")
        record = {**dict.fromkeys(names), **record}
    return record


@contextmanager
def running(certificate: Path | None = None) -> Iterator[ApiServer]:
    """A server while it is needed."""
    server = ApiServer(certificate)
    server.start()
    try:
        yield server
    finally:
        server.stop()
