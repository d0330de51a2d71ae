"""What is known of a whole file spares the engine questions, and never changes an answer."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import SourceError
from roster_lint.loading.intake import create_fault_tables
from roster_lint.sources import csv_file
from roster_lint.sources.base import CsvRows
from roster_lint.sources.csv_scan import Scan
from roster_lint.sources.snapshot import SnapshotSource
from roster_lint.sources.spelling import ANY, GuidScan, Spelling, SpellingScan
from tests.taking import take_in

HEADERS = {
    "Identity": "identityID,personID,firstName,lastName",
    "Roster": "rosterID,personID,startDate,endDate",
}
NUMBERS = st.one_of(
    st.integers(-2, 2000).map(str), st.sampled_from(["", "007", "-0", "--1", "1-2", "-", "9" * 18])
)
DATES = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2026-08-12", "2026-8-12", "02026-08-12", "2026-08-123", "20260812"]),
    st.sampled_from(["2026-08-12-", "2026-02-30", "9999-12-31", "1066-10-14", "", "1-2026-08-12"]),
    st.sampled_from(["2026-08-12 00:00:00", "2026", "2026-08-122026-08-12", "12026-08-12"]),
)
CELLS = st.one_of(
    NUMBERS,
    st.sampled_from(
        ["", "NULL", "null", "1e2", "1.5", "007", "-0", "--1", "1-2", "1_000", "9" * 18]
    ),
    st.sampled_from(
        ["9" * 19, "Ann", "NULLer", "O'Neil", "José", "\u00a0x", "x\u00a0", '"x"', '" x"']
    ),
    st.text(" \t\x0b1a-N\u00a0", max_size=3),
)


def read(rows: CsvRows, name: str) -> list[list[tuple[object, ...]]]:
    """All that becomes of a file: its rows, and what is noted of them."""
    table = campus_tables("iso")[name]
    engine = DuckEngine()
    create_fault_tables(engine)
    with SnapshotSource(rows.path.parent) as source:
        take_in(engine, source.find({name: table})[name], rows)
    tables = (f'"{name}"', "bad_cell", "repeated_key", "source_table")
    read = [engine.rows(f"SELECT * FROM {table}") for table in tables]
    engine.close()
    return read


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", HEADERS)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    lines=st.one_of(
        st.lists(st.tuples(*cells), min_size=1, max_size=3)
        for cells in (
            [CELLS] * 4,
            [NUMBERS] * 4,
            [NUMBERS, NUMBERS, DATES, DATES],
            [st.integers(1, 9).map(str), st.integers(1, 9).map(str), DATES, DATES],
        )
    )
)
def test_values_are_read_alike_with_and_without_what_is_known(
    tmp_path_factory: pytest.TempPathFactory, name: str, end: str, lines: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("snapshot")
    text = end.join([HEADERS[name], *(",".join(line) for line in lines)])
    (folder / f"{name}.csv").write_bytes(text.encode())
    with SnapshotSource(folder) as source:
        found = source.find({name: campus_tables("iso")[name]})[name]
        try:
            rows = source.rows(found)
        except SourceError:
            return
        assert isinstance(rows, CsvRows)
        assert read(rows, name) == read(replace(rows, spelling=ANY), name)


def spelling(text: bytes, size: int, delimiter: bytes = b",") -> Spelling:
    scan = Scan(delimiter, SpellingScan(delimiter))
    for begin in range(0, len(text), size):
        scan.add(text[begin : begin + size])
    return scan.of(Path("Roster.csv")).spelling


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize(
    "value",
    [
        b" a",
        b"a ",
        b"\ta",
        b"a\t",
        b'"a"',
        b"NULL",
        b"NULLs",
        b"\xc2\xa0a",
        b"a\xc2\xa0",
        b"\x0ba",
        b"a\x0c",
    ],
)
def test_white_space_null_and_quotation_marks_are_found_wherever_a_chunk_ends(
    value: bytes, size: int
) -> None:
    for row in (b"%s,b,c", b"a,%s,c", b"a,b,%s"):
        for end in (b"\n", b"\r\n", b""):
            text = b"x,y,z\n1,2,3\n" + row % value + end
            assert not spelling(text, size).tidy, text


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_ordinary_text_is_tidy(size: int) -> None:
    text = "x,y\r\nJosé de la Cruz,null\r\n,Ann\r\n".encode()
    assert spelling(text, size) == Spelling(tidy=True, digits=False)


def test_digits_are_digits_after_the_header() -> None:
    assert spelling(b"a,b\n1,2026-08-12\n-3,\n", 1000) == Spelling(tidy=True, digits=True)
    assert not spelling(b"a,b\n1,2\n1e2,3\n", 1000).digits
    assert not spelling(b"a,b\n1,2\n1.5,3\n", 1000).digits
    assert spelling(b"a\tb\n1\t2\n", 1000, b"\t") == Spelling(tidy=True, digits=True)


def test_the_first_chunk_holds_the_header(tmp_path: Path) -> None:
    path = tmp_path / "Roster.csv"
    path.write_bytes(b"rosterID,personID\n" + b"1,2\n" * 3)
    prepared = csv_file.prepare(path, "Roster.csv", tmp_path, looks=SpellingScan)
    assert prepared.spelling == Spelling(True, True)
    assert csv_file.prepare(path, "Roster.csv", tmp_path).spelling == ANY


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize("delimiter", [b",", b"\t"])
def test_whatever_no_guid_has_is_named_once_the_header_is_over(delimiter: bytes, size: int) -> None:
    def found(text: bytes) -> Spelling:
        scan = Scan(delimiter, GuidScan(delimiter))
        for begin in range(0, len(text), size):
            scan.add(text[begin : begin + size])
        return scan.of(Path("users.csv")).spelling

    good = b'"an id",user\r\n48b32638-86c3,a.b_c/d@e\r\nZ,\r\n'.replace(b",", delimiter)
    assert found(good) == Spelling(others="", ascii=True)
    ends = {delimiter, b"\r", b"\n"}
    for number in range(256):
        byte = bytes([number])
        if byte in ends or byte.isalnum() or byte in b"._/@-":
            continue
        spelling = found(good + b"a" + byte + b"b\n")
        if number >= 128:
            assert spelling == Spelling(others="", ascii=False)
        elif byte == b'"':
            # A mark in the midst of a value: nobody knows where that ends.
            assert set(spelling.others or "") == {'"', "\r", "\n", delimiter.decode()}
        else:
            assert spelling == Spelling(others=byte.decode(), ascii=True)
    assert found(good + b"!#$%&'()*+:;<=>?\n") == ANY
    for held in (b"", *ends, b"\r\n", b"a\n" + delimiter):
        within = b'x,"b' + held + b'c"\r\n'
        assert set(found(good + within.replace(b",", delimiter)).others or "") == {
            '"',
            *map(chr, held.translate(None, b"a")),
        }
