"""Serves a OneRoster 1.1 bundle as an API on this machine, as fast as it can: for a measurement.

The records are turned into JSON once, before the first request. A page is a slice of a file, so
that no real server answers in less time; or its records are read and written anew.
"""

import argparse
import json
import mmap
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

BASE = "/campus/oneroster/bench/ims/oneroster/v1p1"
_HREF = f"https://sis.example.org{BASE}"


def _ref(column: str, kind: str, path: str) -> str:
    return (
        f"CASE WHEN {column} IS NOT NULL THEN {{'href': '{_HREF}/{path}/' || {column},"
        f" 'sourcedId': {column}, 'type': '{kind}'}} END"
    )


def _refs(column: str, kind: str, path: str) -> str:
    one = f"{{'href': '{_HREF}/{path}/' || item, 'sourcedId': item, 'type': '{kind}'}}"
    return f"list_transform(string_split({column}, ','), lambda item: {one})"


def _list(column: str) -> str:
    return f"string_split({column}, ',')"


_FIELDS = {
    "orgs": {"parent": _ref("parentSourcedId", "org", "orgs")},
    "academicSessions": {"parent": _ref("parentSourcedId", "academicSession", "academicSessions")},
    "courses": {
        "schoolYear": _ref("schoolYearSourcedId", "academicSession", "academicSessions"),
        "org": _ref("orgSourcedId", "org", "orgs"),
        "grades": _list("grades"),
        "subjects": _list("subjects"),
        "subjectCodes": _list("subjectCodes"),
    },
    "classes": {
        "course": _ref("courseSourcedId", "course", "courses"),
        "school": _ref("schoolSourcedId", "org", "orgs"),
        "terms": _refs("termSourcedIds", "academicSession", "academicSessions"),
        "grades": _list("grades"),
        "subjects": _list("subjects"),
        "subjectCodes": _list("subjectCodes"),
        "periods": _list("periods"),
    },
    "users": {
        "orgs": _refs("orgSourcedIds", "org", "orgs"),
        "agents": _refs("agentSourcedIds", "user", "users"),
        "grades": _list("grades"),
        "userIds": "NULL",
    },
    "enrollments": {
        "user": _ref("userSourcedId", "user", "users"),
        "class": _ref("classSourcedId", "class", "classes"),
        "school": _ref("schoolSourcedId", "org", "orgs"),
    },
    "demographics": {},
}


@dataclass(frozen=True)
class Collection:
    """One collection, as JSON on disk.

    Attributes:
        text: a line a record.
        ends: where each line ends.
        kind: whether a page is sliced out of the file, or each of its records is made anew.
    """

    text: mmap.mmap
    ends: list[int]
    kind: str

    def page(self, name: str, offset: int, limit: int) -> bytes:
        """The body of a page."""
        last = min(offset + limit, len(self.ends)) - 1
        if offset > last:
            return json.dumps({name: []}).encode()
        start = self.ends[offset - 1] if offset else 0
        if self.kind == "made":
            lines = self.text[start : self.ends[last]].splitlines()
            return json.dumps({name: [json.loads(line) for line in lines]}).encode()
        records = self.text[start : self.ends[last] - 1].replace(b"\n", b",")
        return b'{"%s":[%s]}' % (name.encode(), records)


def collections_of(bundle: Path, folder: Path, kind: str) -> dict[str, Collection]:
    """Every collection of a bundle, written as JSON into a folder."""
    made = {}
    for name, fields in _FIELDS.items():
        file, out = bundle / f"{name}.csv", folder / f"{name}.json"
        connection = duckdb.connect()
        relation = f"read_csv('{file}', all_varchar = true, header = true)"
        columns = [row[0] for row in connection.execute(f"DESCRIBE FROM {relation}").fetchall()]
        own = {"status": "'active'", "dateLastModified": "'2026-08-01T06:30:00.000Z'"}
        plain = {c: f'"{c}"' for c in columns if "Sourced" not in c and c not in fields}
        packed = ", ".join(f"'{n}': {sql}" for n, sql in (plain | own | fields).items())
        connection.execute(
            f"COPY (SELECT CAST(to_json({{{packed}}}) AS VARCHAR) FROM {relation}) TO '{out}'"
            " (FORMAT csv, HEADER false, QUOTE '', DELIMITER '\x01', ESCAPE '')"
        )
        connection.close()
        ends, end = [], 0
        with out.open("rb") as stream:
            for line in stream:
                end += len(line)
                ends.append(end)
            made[name] = Collection(mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ), ends, kind)
    return made


def app_of(collections: dict[str, Collection]) -> Starlette:
    """The API: a token for anybody, and pages."""

    async def token(_request: Request) -> Response:
        return JSONResponse({"access_token": "bench", "expires_in": 3600})

    async def page(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in collections:
            return JSONResponse({}, 404)
        offset = int(request.query_params.get("offset", 0))
        limit = int(request.query_params.get("limit", 100))
        body = collections[name].page(name, offset, limit)
        headers = {"X-Total-Count": str(len(collections[name].ends))}
        return Response(body, media_type="application/json", headers=headers)

    routes = [
        Route("/campus/oauth2/token", token, methods=["POST"]),
        Route(f"{BASE}/{{name}}", page),
    ]
    return Starlette(routes=routes)


def main() -> None:
    """Run from the command line: prints the port when it is ready, and serves until it is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("kind", choices=["sliced", "made"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listening:
        app = app_of(collections_of(arguments.bundle, Path(folder), arguments.kind))
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        print(listening.getsockname()[1], flush=True)
        config = uvicorn.Config(app, log_level="critical", lifespan="off", access_log=False)
        uvicorn.Server(config).run(sockets=[listening])
    sys.exit()


if __name__ == "__main__":
    main()
