"""How the engine reads a CSV file: strictly, with no guessing, and with line numbers on demand."""

import csv
import re
from collections.abc import Iterable, Mapping

import duckdb
import polars as pl

from roster_lint.engine.base import Engine
from roster_lint.engine.casting import literal, quoted
from roster_lint.errors import SourceError
from roster_lint.sources.base import CsvRows

_LINE = re.compile(r"CSV Error on Line: (\d+)")
_COUNTS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


def csv_relation(rows: CsvRows, columns: Mapping[str, str]) -> str:
    """A FROM-clause item with the file's rows as text, under the contract's column names.

    Args:
        rows: the file.
        columns: contract name to the file's own spelling.
    """
    chosen = ", ".join(f"{quoted(own)} AS {quoted(name)}" for name, own in columns.items())
    return f"(SELECT {chosen} FROM {_reader(rows)})"


def _reader(rows: CsvRows) -> str:
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in rows.header)
    return (
        f"read_csv({literal(str(rows.path))}, auto_detect = false, header = true,"
        f" delim = {literal(rows.delimiter)}, quote = '\"', escape = '\"', strict_mode = true,"
        f" null_padding = false, max_line_size = 10000000, columns = {{{types}}})"
    )


def sentence(rows: CsvRows, error: duckdb.Error) -> SourceError:
    """The engine's complaint about a file in one sentence, without the data that it quotes."""
    text = str(error)
    line = _LINE.search(text)
    place = f"{rows.name}, line {line[1]}" if line else rows.name
    if counts := _COUNTS.search(text):
        problem = f"{counts[2]} values where the header names {counts[1]} columns"
    elif "unterminated quote" in text:
        problem = "a quotation mark is opened and not closed, or stands inside a quoted value"
    elif "Maximum line size" in text:
        problem = "a line of more than 10,000,000 bytes; is a quotation mark missing?"
    else:
        problem = "this is no well-formed CSV"
    return SourceError(f"{place}: {problem}. Export the table again, then run roster-lint again.")


def refuse_torn_quotes(engine: Engine, rows: CsvRows, total: int) -> None:
    """Refuses a file in which a missing quotation mark made one value swallow whole rows.

    Raises:
        SourceError: naming the line where the value begins.
    """
    if rows.lines - 1 == total or len(rows.header) < 2:
        return
    each = len(rows.header) - 1
    # Rows can only be swallowed unseen where the quote tears and closes in the same column; the
    # value then holds a full row's delimiters for each of its line breaks.
    torn = " OR ".join(
        f"({_count(c, 'chr(10)')} > 0 AND"
        f" {_count(c, literal(rows.delimiter))} = {each} * {_count(c, 'chr(10)')})"
        for c in map(quoted, rows.header)
    )
    found = engine.row(
        f"SELECT min(place) FROM (SELECT row_number() OVER () - 1 AS place, *"
        f" FROM {_reader(rows)}) WHERE {torn}"
    )
    if found and found[0] is not None:
        line = dict(_lines(rows, [int(found[0])]))[int(found[0])]
        raise SourceError(
            f"{rows.name}, line {line}: a quotation mark is missing, so that one value swallows the "
            "lines after it. Export the table again, then run roster-lint again."
        )


def _count(column: str, text: str) -> str:
    return f"(length({column}) - length(replace({column}, {text}, '')))"


def physical_lines(engine: Engine, rows: CsvRows, places: str) -> None:
    """Fills the table ``line_of(place, line)`` for the rows that a query names.

    Args:
        engine: holds the query's table.
        rows: the file.
        places: a SELECT of ``place``, 0-based positions of rows in the file.
    """
    table = "CREATE OR REPLACE TEMP TABLE line_of AS"
    total = engine.row("SELECT count(*) FROM (" + places + ")")
    if total and _plain(engine, rows):
        engine.run(f"{table} SELECT place, place + 2 AS line FROM ({places})")
        return
    wanted = [int(row[0]) for row in engine.rows(places + " ORDER BY place")]
    frame = pl.DataFrame(_lines(rows, wanted), {"place": pl.Int64, "line": pl.Int64}, orient="row")
    engine.register("line_of_rows", frame)
    engine.run(f"{table} SELECT * FROM line_of_rows")


def _plain(engine: Engine, rows: CsvRows) -> bool:
    """Whether each row of the file takes exactly one line."""
    total = engine.row(f"SELECT count(*) FROM {_reader(rows)}")
    return total is not None and int(total[0]) == rows.lines - 1


def _lines(rows: CsvRows, places: Iterable[int]) -> list[tuple[int, int]]:
    """The physical line on which each wanted row begins; only for files with odd line breaks."""
    wanted = set(places)
    found: list[tuple[int, int]] = []
    with rows.path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=rows.delimiter)
        next(reader)
        place, begins = 0, reader.line_num + 1
        for row in reader:
            if row:
                if place in wanted:
                    found.append((place, begins))
                place += 1
            begins = reader.line_num + 1
    return found
