"""Of any bundle: a bad cell is found where it is, order is nothing, and bytes do no harm."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roster_lint.contracts.oneroster_kinds import (
    BOOLEAN,
    DATE,
    DATETIME,
    FLOAT,
    GUID,
    GUID_LIST,
    INTEGER,
    PAIRS,
    PERCENT,
    STRING,
    STRING_LIST,
    USER_IDS,
    YEAR,
    ExactKind,
)
from roster_lint.contracts.oneroster_table import FileColumn, oneroster_tables
from roster_lint.errors import SourceError
from roster_lint.vocabulary import OneRoster
from tests.bundle_checks import judge, judge_bundle
from tests.bundles import Bundle, bundle

pytestmark = pytest.mark.whole_engine

FEW = settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

CORRUPTIONS: dict[ExactKind, dict[str, str]] = {
    GUID: {"a b": "OF005", "{x}": "OF005", "x" * 256: "OF005", " x": "OF003", "NULL": "OF004"},
    GUID_LIST: {"a, b": "OF005", "a,,b": "OF005", ",a": "OF005", "a#b": "OF005"},
    STRING: {" x": "OF003", "x\t": "OF003", "  ": "OF002", "NULL": "OF004", "x" * 300: "OF020"},
    STRING_LIST: {"a, b": "OF006", "a,": "OF006", " a": "OF003"},
    DATE: {"8/10/2026": "OF007", "2026-13-01": "OF007", "20260810": "OF007", "2026-02-30": "OF007"},
    DATETIME: {"2026-08-01": "OF008", "2026-08-01 06:30:00": "OF008", "yesterday": "OF008"},
    BOOLEAN: {"True": "OF009", "1": "OF009", "yes": "OF009", "true ": "OF003"},
    YEAR: {"26": "OF010", "2026-2027": "OF010", "MMXX": "OF010"},
    INTEGER: {"1.5": "OF011", "one": "OF011"},
    PERCENT: {"1.5": "OF011", "one": "OF011", "%": "OF011"},
    FLOAT: {"1,5": "OF012", "A": "OF012", "1e": "OF012"},
    USER_IDS: {"1001": "OF015", "{a:b},": "OF015", "{a:b}{c:d}": "OF015"},
    PAIRS: {"A:1": "OF016", "{A}": "OF016"},
}
"""Bad values for each kind of column, and the check that must report it."""

OF_A_VOCABULARY = {"Nonesuch": "OF013", "ext:": "OF014", "STUDENT": "OF013", " ": "OF002"}


def corruptions(column: FileColumn) -> dict[str, str]:
    """Bad values of a column, and which check reports each; a blank one where it is required."""
    blank = {"": "OF001"} if column.must_be_filled else {}
    if column.kind.secret:
        return {"sample-secret": "OF023"}
    if column.kind.values:
        return {**OF_A_VOCABULARY, **blank}
    return {**CORRUPTIONS[column.kind], **blank}


def only(made: Bundle, file: str) -> Bundle:
    """The bundle with one file; the others are declared absent."""
    for other in [f for f in made.headers if f != file]:
        made.remove(other)
    return made


def broken_cells(version: OneRoster) -> Iterator[tuple[str, str, str, str]]:
    """Every column and bad value of it: file, column, value, and the code that must report it."""
    for table in oneroster_tables(version).values():
        for column in table.columns:
            if column.needed:
                for value, code in corruptions(column).items():
                    yield table.name, column.name, value, code


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_any_bad_cell_is_found_where_it_is(version: OneRoster) -> None:
    made, good = bundle(version), bundle(version)
    expected, written = [], {}
    for place, (file, column, value, code) in enumerate(broken_cells(version)):
        rows = good.rows[file]
        own = {"sourcedId": f"broken-{place}", column: value}
        made.rows[file].append({**rows[place % len(rows)], **own})
        line = len(made.rows[file]) + 1
        expected.append((code, f"{file}.csv", column, line))
        written[f"{file}.csv", line] = value.strip()
    found = []
    for finding in judge_bundle(made).findings:
        named, column, line = (finding.key[name] for name in ("file", "column", "line"))
        found.append((finding.code, named, column, line))
        table = oneroster_tables(version)[str(named).removesuffix(".csv")]
        value = written[str(named), int(line or 0)]
        # A message says ext: of itself, and two letters may stand in any word.
        if table.column(str(column)).personal and len(value) > 4:
            assert value not in _words(finding.message)
    assert Counter(found) == Counter(expected)


def _words(message: str) -> list[str]:
    return message.partition(", not ")[0].replace("'", " ").split()


@cache
def _unordered(version: OneRoster) -> tuple[Bundle, list[tuple[str, object, object]]]:
    """A bundle with faults that order might touch, and what is reported of it as it is written."""
    made = only(bundle(version), "orgs")
    made.rows["orgs"] += [
        {"sourcedId": "school-2", "name": "", "type": "School"},
        {"sourcedId": "school-1", "name": "Sample High", "type": "school"},
        {"sourcedId": "bad id", "name": " x", "type": "district"},
    ]
    return made, _without_lines(judge_bundle(made).reported)


@FEW
@given(st.randoms(use_true_random=False), st.sampled_from(("1.1", "1.2")))
def test_the_order_of_rows_and_of_files_never_matters(
    order: random.Random, version: OneRoster
) -> None:
    unchanged, before = _unordered(version)
    made = deepcopy(unchanged)
    order.shuffle(made.rows["orgs"])
    order.shuffle(made.manifest)
    texts = list(made.texts().items())
    order.shuffle(texts)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "b.zip"
        with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
            for name, text in texts:
                packed.writestr(name, text)
        reported = judge(archive).reported
    assert _without_lines(reported) == before


def _without_lines(
    reported: list[tuple[str, dict[str, object]]],
) -> list[tuple[str, object, object]]:
    return sorted((code, key.get("file"), str(key.get("column"))) for code, key in reported)


@FEW
@given(st.binary(max_size=400), st.sampled_from(("orgs", "users", "manifest")))
def test_random_bytes_as_a_file_are_reported_and_do_no_harm(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = only(bundle("1.1"), "orgs").write(Path(folder) / "b")
        (written / f"{name}.csv").write_bytes(data)
        judged = judge(written)
        # A file of the roster without a row is named by a check of the payload (OP111).
        assert judged.findings or judged.loaded.rows.get(name) == 0


@FEW
@given(st.binary(max_size=30), st.integers(0, 600))
def test_random_bytes_in_a_zip_never_give_a_traceback(data: bytes, place: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = only(bundle("1.1"), "orgs").pack(Path(folder) / "b.zip")
        packed = archive.read_bytes()
        archive.write_bytes(packed[:place] + data + packed[place + len(data) :])
        try:
            judge(archive)
        except SourceError as error:
            assert str(error).endswith(".")


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_every_kind_of_column_has_corruptions(version: OneRoster) -> None:
    columns = [c for table in oneroster_tables(version).values() for c in table.columns]
    assert all(corruptions(column) for column in columns)
