"""How the engine reads a CSV file: strictly, with no guessing, and with line numbers on demand."""

import csv
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import duckdb

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.errors import FileError
from roster_lint.sources.base import CsvRows
from roster_lint.sources.csv_file import BLANK_LINES, HEADER_BYTES

LONGEST_LINE = 10_000_000
NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})
_RECORD = re.compile(r"CSV Error on Line: (\d+)")
_COUNTS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
OPEN_MARK = "a quotation mark is opened and not closed, or stands inside a quoted value"
TOO_LONG = f"a row of more than {LONGEST_LINE:,} bytes; perhaps a quotation mark is missing"
AGAIN = "Export the table again, then run roster-lint again."


def csv_relation(
    rows: CsvRows, columns: Mapping[str, str], types: Mapping[str, str] = NOTHING_TYPED
) -> str:
    """A FROM-clause item with the file's rows, under the contract's column names.

    Args:
        rows: the file.
        columns: contract name to the file's own spelling.
        types: contract name to the type, of the columns that are not read as text.
    """
    chosen = ", ".join(f"{quoted(own)} AS {quoted(name)}" for name, own in columns.items())
    read = reader(rows, {columns[name]: typed for name, typed in types.items()})
    return f"(SELECT {chosen} FROM {read})"


def reader(rows: CsvRows, typed: Mapping[str, str] = NOTHING_TYPED) -> str:
    """A FROM-clause item with all columns of the file; blank lines are no rows.

    Args:
        rows: the file.
        typed: the types of columns, in the file's own spelling, that are not read as text.
    """
    types = ", ".join(
        f"{literal(name)}: {literal(typed.get(name, 'VARCHAR'))}" for name in rows.header
    )
    read = (
        f"read_csv({literal(_no_pattern(str(rows.path)))}, auto_detect = false, header = true,"
        f" delim = {literal(rows.delimiter)}, quote = '\"', escape = '\"', strict_mode = true,"
        f" null_padding = false, hive_partitioning = false, skip = {_lines_before_header(rows)},"
        f" max_line_size = {LONGEST_LINE}, columns = {{{types}}})"
    )
    if len(rows.header) > 1:
        return read
    # With one column only, DuckDB takes a blank line for a row without a value.
    return f"(SELECT * FROM {read} WHERE {quoted(rows.header[0])} IS NOT NULL)"


def _no_pattern(path: str) -> str:
    """The path with what DuckDB would take for a pattern of several files escaped."""
    return re.sub(r"[*?[]", r"[\g<0>]", path)


def _lines_before_header(rows: CsvRows) -> int:
    with rows.path.open(encoding="utf-8-sig", newline="") as stream:
        blank = BLANK_LINES.match(stream.read(HEADER_BYTES))
    return blank[0].count("\n") if blank else 0


def unsound_file(rows: CsvRows, error: duckdb.Error) -> FileError:
    """The engine's complaint about a file in one sentence, without the data that it quotes."""
    text = str(error)
    number = _RECORD.search(text)
    line, record = _record(rows, int(number[1])) if number else (None, [])
    if counts := _COUNTS.search(text):
        # DuckDB does not count values that are empty past the last column.
        problem = wrong_count(len(record) or int(counts[2]), int(counts[1]))
    elif "unterminated quote" in text:
        problem = OPEN_MARK
    elif "Maximum line size" in text:
        problem = TOO_LONG
    else:
        problem = "this is no well-formed CSV"
    return broken(rows, line, problem)


def wrong_count(found: int, expected: int) -> str:
    """What is wrong with a row that has too many or too few values."""
    return f"{found:,} values where the header names {expected:,} columns"


def broken(rows: CsvRows, line: int | None, problem: str) -> FileError:
    """The error for a file that is no sound CSV, with the physical line where that is known."""
    place = rows.name if line is None else f"{rows.name}, line {line:,}"
    return FileError(f"{place}: {problem}. {AGAIN}", problem, line=line)


def records(rows: CsvRows, path: Path | None = None) -> Iterator[tuple[int, list[str]]]:
    """Every record of a file, the header and blank lines included, with the line it begins on.

    This is slow, and for finding lines only; the engine reads the data. A record that is too long
    comes as an empty one, the last.

    Args:
        rows: the file.
        path: read this instead, the same file as it was written.
    """
    usual = csv.field_size_limit(LONGEST_LINE)
    begins = 1
    try:
        with (path or rows.path).open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream, delimiter=rows.delimiter, skipinitialspace=True)
            for record in lines:
                yield begins, record
                begins = lines.line_num + 1
    except csv.Error:
        yield begins, []
    finally:
        csv.field_size_limit(usual)


def _record(rows: CsvRows, number: int) -> tuple[int | None, list[str]]:
    """The physical line of the n-th record, which DuckDB calls its line, and the record."""
    return next(islice(records(rows), number - 1, None), (None, []))


def lines_of(rows: CsvRows, places: Iterable[int]) -> "array[int]":
    """The physical lines on which rows begin, for their 0-based positions in rising order.

    Shorter than the positions where the file has fewer rows.
    """
    wanted = iter(places)
    lines = array("q")
    next_place = next(wanted, None)
    for place, line in enumerate(_lines_of_rows(rows)):
        if next_place is None:
            break
        if place == next_place:
            lines.append(line)
            next_place = next(wanted, None)
    return lines


def _lines_of_rows(rows: CsvRows) -> Iterator[int]:
    """The line of each row; neither the header nor a blank line is one."""
    filled = (line for line, record in records(rows) if len(record) > 1 or any(record))
    next(filled, None)
    return filled


def physical_lines(engine: Engine, rows: CsvRows, places: str, total: int) -> None:
    """Fills the table ``line_of(place, line)`` for the rows that a query names.

    Args:
        engine: holds the query's table.
        rows: the file.
        places: a SELECT of ``place``, 0-based positions of rows in the file.
        total: how many rows the file has.
    """
    table = "CREATE OR REPLACE TEMP TABLE line_of AS"
    if rows.lines - 1 == total:
        # Each row takes exactly one line.
        engine.run(f"{table} SELECT place, place + 2 AS line FROM ({places})")
        return
    import polars as pl

    wanted = engine.frame(f"SELECT place FROM ({places}) ORDER BY place")
    lines = lines_of(rows, wanted["place"])
    engine.register("line_of_rows", wanted.head(len(lines)).with_columns(line=pl.Series(lines)))
    engine.run(f"{table} SELECT * FROM line_of_rows")
