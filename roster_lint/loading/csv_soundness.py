"""Finds what DuckDB reads without complaint from a CSV file that is not sound.

A quotation mark that is missing twice in the same column makes one value swallow whole rows, and
empty fields past the last column are dropped, though an unquoted delimiter in a value puts them
there. Either way records would silently vanish or shift.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from roster_lint.contracts.table import Column
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading.csv_reading import broken, lines_of, reader, records, wrong_count
from roster_lint.sources.base import CsvRows

SWALLOWS = (
    "a quotation mark is missing here and on a later line, so that one value swallows the rows "
    "between them"
)
"""What is wrong with a row in which a value holds rows."""


def refuse_unsound(
    engine: Engine, rows: CsvRows, columns: Mapping[str, Column], total: int
) -> None:
    """Refuses a file from which the engine read fewer values than it holds.

    Args:
        engine: to look at the file's values, where counting its bytes leaves a doubt.
        rows: the file.
        columns: the contract's columns by the file's own spelling.
        total: how many rows the engine read.

    Raises:
        SourceError: naming the line where a value swallows rows or a row has too many values.
    """
    for place in swallowing_rows(engine, rows, columns, total):
        raise broken(rows, next(iter(lines_of(rows, [place])), None), SWALLOWS)
    if has_spare_values(engine, rows, total):
        _refuse_spare_values(rows)


def swallowing_rows(
    engine: Engine, rows: CsvRows, columns: Mapping[str, Column], total: int
) -> Iterator[int]:
    """The 0-based positions, in rising order, of rows in which a value holds rows.

    Args:
        engine: to look at the file's values.
        rows: the file.
        columns: the contract's columns by the file's own spelling.
        total: how many rows the engine read.
    """
    if rows.quotes and rows.lines - 1 != total:
        found = (
            place
            for place, column, text in _suspicious_values(engine, rows)
            if _holds_rows(text, column, rows, columns)
        )
        yield from (place for place, _ in groupby(found))


def has_spare_values(engine: Engine, rows: CsvRows, total: int) -> bool:
    """Whether rows have empty values past the last column, which the engine drops."""
    expected = (len(rows.header) - 1) * (total + 1)
    # A mark within a value is no quotation; where there may be one, the values are searched.
    return rows.unquoted != expected and rows.delimiters - _in_values(engine, rows) != expected


def _in_values(engine: Engine, rows: CsvRows) -> int:
    """How many delimiters stand in values, the header's included."""
    if not rows.quotes:
        return 0
    mark = literal(rows.delimiter)
    each = " + ".join(
        f"CASE WHEN contains({c}, {mark}) THEN length({c}) - length(replace({c}, {mark}, ''))"
        " ELSE 0 END"
        for c in map(quoted, rows.header)
    )
    found = engine.row(f"SELECT sum({each}) FROM {reader(rows)}")
    in_header = sum(name.count(rows.delimiter) for name in rows.header)
    return in_header + int((found and found[0]) or 0)


def _refuse_spare_values(rows: CsvRows) -> None:
    expected = len(rows.header)
    for line, record in records(rows):
        if len(record) > expected:
            raise broken(rows, line, wrong_count(len(record), expected))
    raise broken(rows, None, "some rows have more values than the header names columns")


def _suspicious_values(engine: Engine, rows: CsvRows) -> Iterator[tuple[int, int, str]]:
    """Values with as many delimiters as their line breaks would need, if these ended rows.

    Yields:
        The row's 0-based position, the column's, and the value.
    """
    each = len(rows.header) - 1
    mark = literal(rows.delimiter)
    values = ", ".join(
        f"CASE WHEN contains({c}, chr(10)) AND length({c}) - length(replace({c}, {mark}, ''))"
        f" = {each} * (length({c}) - length(replace({c}, chr(10), ''))) THEN {c} END"
        for c in map(quoted, rows.header)
    )
    read = f"SELECT row_number() OVER () - 1 AS place, [{values}] AS found FROM {reader(rows)}"
    sql = f"SELECT place, found FROM ({read}) WHERE list_count(found) > 0"
    for batch in engine.stream(sql):
        for place, found in batch:
            for column, text in enumerate(found):
                if text is not None:
                    yield place, column, text


def _holds_rows(text: str, column: int, rows: CsvRows, columns: Mapping[str, Column]) -> bool:
    """Whether a value's lines are the rest of a row, whole rows, and the beginning of a row.

    A comment of several lines can have the same number of delimiters by chance. But then no ID
    stands where the swallowed row would have one.
    """
    pieces = [line.split(rows.delimiter) for line in text.split("\n")]
    width = len(rows.header)
    if len(pieces[0]) != width - column or len(pieces[-1]) != column + 1:
        return False
    if any(len(piece) != width for piece in pieces[1:-1]):
        return False
    # The first and the last field of the value are torn; what lies between is whole.
    fields = [
        *zip(rows.header[column + 1 :], pieces[0][1:], strict=True),
        *(field for piece in pieces[1:-1] for field in zip(rows.header, piece, strict=True)),
        *zip(rows.header[:column], pieces[-1][:-1], strict=True),
    ]
    typed = [
        re.fullmatch(known.kind.pattern, value.strip()) is not None
        for name, value in fields
        if (known := columns.get(name)) and known.must_be_filled and known.kind.pattern
    ]
    return any(typed) or not typed
