"""What in a CSV file's text breaks RFC 4180, although its rows can be read and are judged.

Empty values past the last column, quotation marks that are not doubled, lines that end with a
carriage return alone, and blank lines between the rows.
"""

import re
from array import array
from collections.abc import Iterator, Sequence

from roster_lint.contracts.oneroster_table import FileTable
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import quoted
from roster_lint.loading.csv_reading import records
from roster_lint.loading.csv_soundness import has_spare_values
from roster_lint.loading.csv_torn import rows_with_spare_values
from roster_lint.sources.base import CsvRows, Found
from roster_lint.sources.bundle_fault import BundleFault


def text_faults(
    engine: Engine, table: FileTable, found: Found, rows: CsvRows, total: int
) -> Iterator[BundleFault]:
    """The faults of a file that was read in; a sound one is not read again for them.

    Args:
        engine: holds the file's table.
        table: the file's contract.
        found: the columns that it has.
        rows: the file.
        total: how many rows it has.
    """
    if has_spare_values(engine, rows, total):
        spare = rows_with_spare_values(rows)
        numbers = [values - len(rows.header) for values in spare.values]
        details = [str(number) for number in numbers]
        yield from each_row("surplus-values", table.file, spare.lines, details, total)
    if rows.stray_quotes:
        lines = _lines_with_stray_quotes(rows)
        yield from each_row("unescaped-quote", table.file, lines, [""] * len(lines), total)
    if rows.bare_returns:
        line = _first_bare_return(rows)
        yield BundleFault("bare-return", table.file, line, None, str(rows.bare_returns))
    spare_lines = rows.lines - 1 - total
    if spare_lines > 0 and spare_lines > _line_breaks_in_values(engine, table, found, rows):
        for line, before_header in _blank_lines(rows):
            what = "header" if before_header else None
            yield BundleFault("blank-line", table.file, line, what)


def each_row(
    fault: str, file: str, lines: Sequence[int], details: Sequence[str], total: int
) -> Iterator[BundleFault]:
    """One fault a row; but one for the file where all its rows have the same, with their number.

    Args:
        fault: its name.
        file: the file's name.
        lines: the rows' physical lines.
        details: what is said about each.
        total: how many rows the file has.
    """
    if len(lines) == total > 1 and len(set(details)) == 1:
        yield BundleFault(fault, file, lines[0], str(total), details[0])
        return
    for line, detail in zip(lines, details, strict=True):
        yield BundleFault(fault, file, line, None, detail)


def _line_breaks_in_values(engine: Engine, table: FileTable, found: Found, rows: CsvRows) -> int:
    """How many line breaks the texts of a file hold, as far as its columns are known."""
    if not rows.quotes:
        return 0
    texts = [c.name for c in table.columns if c.name in found.columns and c.kind.pattern is None]
    each = [
        f"CASE WHEN contains({c}, chr(10)) THEN length({c}) - length(replace({c}, chr(10), ''))"
        " ELSE 0 END"
        for c in map(quoted, texts)
    ]
    row = each and engine.row(f"SELECT sum({' + '.join(each)}) FROM {quoted(table.name)}")
    return int((row and row[0]) or 0)


def _blank_lines(rows: CsvRows) -> Iterator[tuple[int, bool]]:
    """The blank lines before the last row, and whether the header is still to come."""
    blank: list[int] = []
    is_headed = False
    for line, record in records(rows):
        if record:
            yield from ((number, not is_headed) for number in blank)
            blank.clear()
            is_headed = True
        else:
            blank.append(line)


def _first_bare_return(rows: CsvRows) -> int | None:
    """The first line that ends with only a carriage return."""
    inside = False
    with (rows.written or rows.path).open(encoding="utf-8-sig", newline="") as stream:
        for number, line in enumerate(stream, 1):
            inside ^= line.count('"') % 2 == 1
            if line.endswith("\r") and not inside:
                return number
    return None


def _lines_with_stray_quotes(rows: CsvRows) -> "array[int]":
    """The physical lines on which a mark neither begins nor ends a value, nor is doubled in one."""
    mark = re.escape(rows.delimiter)
    value = re.compile(rf'(?P<quoted>"(?:[^"]|"")*"(?=[{mark}\r\n]|\Z))|[^{mark}\r\n]*')
    found = array("q")
    held, begins = "", 1
    with rows.path.open(encoding="utf-8-sig", newline="") as stream:
        for number, line in enumerate(stream, 1):
            if not held and '"' not in line:
                continue
            begins = begins if held else number
            held += line
            verdict = _has_stray_quote(held, value)
            if verdict is None:
                continue
            if verdict:
                found.append(begins)
            held = ""
    return found


def _has_stray_quote(text: str, value: "re.Pattern[str]") -> bool | None:
    """Whether a record has one; None where a value that is opened goes on in the next line."""
    place, is_stray = 0, False
    while place < len(text):
        found = value.match(text, place)
        assert found is not None, "an empty value matches, too"
        written, quoted_value = found[0], found["quoted"]
        if written.startswith('"') and quoted_value is None and text.count('"', place) % 2:
            return None
        is_stray |= '"' in written and quoted_value is None
        if text[found.end() : found.end() + 1] in ("\r", "\n", ""):
            break
        place = found.end() + 1
    return is_stray
