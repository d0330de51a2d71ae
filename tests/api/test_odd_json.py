"""Whatever JSON an API sends, each record becomes a row, or the run ends with a sentence."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from roster_lint.contracts.oneroster_table import oneroster_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.api.collection import Disagreement
from roster_lint.loading.api.fields import fields_of
from roster_lint.loading.api.staging import Staging, files_of
from roster_lint.sources.api.connection import Page
from roster_lint.vocabulary import OneRoster

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["sourcedId", "href", "type", "identifier", "org", "role", "x y"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@cache
def _engine() -> DuckEngine:
    """One for all pages; the next one takes the place of each."""
    return DuckEngine()


@contextmanager
def staged(name: str, version: OneRoster) -> Iterator[tuple[Staging, Path]]:
    """What takes a collection's pages, and where its files are."""
    tables = oneroster_tables(version)
    columns = {file: [c.name for c in tables[file].columns] for file in files_of(name, version)}
    with tempfile.TemporaryDirectory() as folder:
        yield Staging(_engine(), Path(folder), name, version, columns, marks=True), Path(folder)


def rows_of(name: str, version: OneRoster, *pages: bytes) -> list[dict[str, str]]:
    with staged(name, version) as (staging, folder):
        with staging.opened():
            for page in pages:
                staging.keep(staging.look(Page(page, None, None, None)).records)
        text = (folder / f"{name}.csv").read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@st.composite
def odd_records(draw: st.DrawFn) -> tuple[str, OneRoster, list[object]]:
    version: OneRoster = draw(st.sampled_from(["1.1", "1.2"]))
    name = draw(st.sampled_from(["users", "classes", "enrollments"]))
    fields = [f.name for f in fields_of(version)[name]]
    record = st.dictionaries(st.sampled_from([*fields, "roles", "userProfiles"]), json_values)
    return name, version, draw(st.lists(record | json_values, max_size=3))


@settings(max_examples=20, deadline=None)
@given(odd_records())
@example(("users", "1.2", [{"roles": [None, 1, "a", [], {}], "userProfiles": {"a": 1}}]))
@example(("users", "1.1", [{"sourcedId": "a\0b\r\n\"'", "orgs": [[{"sourcedId": 1}]]}]))
def test_each_record_is_a_row(drawn: tuple[str, OneRoster, list[object]]) -> None:
    name, version, records = drawn
    page = json.dumps({name: records}).encode()
    assert len(rows_of(name, version, page)) == len(records)


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"null",
        b"1",
        b'{"users": null}',
        b'{"users": {"sourcedId": "a"}}',
        b"{}",
        b'{"users": [',
        b'{"users": []} x',
        b'{"a": [], "b": []}',
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"users": [{"sourcedId": "\\ud800"}]}',
        'x": [{"status": null, "type": "한", "sourcedId": "", "startDate": null}]}'.encode(),
    ],
)
def test_what_is_no_list_of_records_is_refused(page: bytes) -> None:
    with pytest.raises(Disagreement):
        rows_of("users", "1.1", page)


def test_a_byte_order_mark_and_numbers_are_fine() -> None:
    page = b'\xef\xbb\xbf{"x": 1, "users": [{"sourcedId": 12, "orgs": ["a", 3], "grades": "09"}]}'
    [row] = rows_of("users", "1.1", page)
    assert (row["sourcedId"], row["orgSourcedIds"], row["grades"]) == ("12", "a,3", "09")


def test_records_of_many_pages_stay_in_order() -> None:
    pages = [
        json.dumps({"orgs": [{"sourcedId": f"{page}-{n}"} for n in range(3)]}).encode()
        for page in range(50)
    ]
    found = [row["sourcedId"] for row in rows_of("orgs", "1.2", *pages)]
    assert found == [f"{page}-{n}" for page in range(50) for n in range(3)]
