"""All rows of a CSV file that are torn, each with its physical line; the engine names the first.

A row is torn that has more or fewer values than the header names columns, or a quotation mark that
is not closed. A row whose surplus values are all empty is not: its values are where they belong.
"""

import csv
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from roster_lint.contracts.table import Column
from roster_lint.engine.base import Engine
from roster_lint.errors import FileError
from roster_lint.loading.csv_reading import (
    AGAIN,
    LONGEST_LINE,
    OPEN_MARK,
    TOO_LONG,
    broken,
    lines_of,
    wrong_count,
)
from roster_lint.loading.csv_soundness import SWALLOWS, swallowing_rows
from roster_lint.sources.base import CsvRows

_NOT_COUNTED = {0: OPEN_MARK, -1: TOO_LONG, -2: SWALLOWS}
"""What is wrong with a row whose values cannot be counted, by what stands for their number."""


@dataclass(frozen=True)
class OddRows:
    """Rows of a file, in the order of their lines.

    Attributes:
        lines: the physical line on which each begins.
        values: how many values each has.
    """

    lines: "array[int]" = field(default_factory=lambda: array("q"))
    values: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, line: int, values: int) -> None:
        """Adds a row behind the others."""
        self.lines.append(line)
        self.values.append(values)


class TornFile(FileError):
    """A file with torn rows, so that it is unknown where its values belong.

    Attributes:
        torn: those rows; never empty.
        width: how many columns the header names.
        rows: how many rows the file has, these included.
    """

    def __init__(self, rows: CsvRows, torn: OddRows, count: int) -> None:
        width = len(rows.header)
        line, wrong = torn.lines[0], problem(torn.values[0], width)
        text = str(broken(rows, line, wrong))
        if (number := len(torn.lines)) > 1:
            text = (
                f"{rows.name}: {number:,} rows are torn, so none of it is judged. The first is "
                f"line {line:,}: {wrong}. {AGAIN}"
            )
        super().__init__(text, wrong, line=line)
        self.torn = torn
        self.width = width
        self.rows = count


def problem(values: int, width: int) -> str:
    """What is wrong with a row of so many values, where the header names ``width`` columns."""
    return _NOT_COUNTED.get(values) or wrong_count(values, width)


def torn_file(rows: CsvRows) -> TornFile | None:
    """The error for a file that the engine cannot read, with every torn row; None for no such row.

    This is slow, and for a file that is not judged.
    """
    width, count, torn = len(rows.header), -1, OddRows()
    for line, values, is_filled in _rows(rows, width):
        count += 1
        if values < width or is_filled:
            torn.add(line, values)
    return TornFile(rows, torn, count) if torn.lines else None


def refuse_swallowing_rows(
    engine: Engine, rows: CsvRows, columns: Mapping[str, Column], total: int
) -> None:
    """Raises TornFile where a value holds rows, since a mark is missing twice in one column."""
    places = list(swallowing_rows(engine, rows, columns, total))
    if places:
        torn = OddRows(lines_of(rows, places), array("q", [-2] * len(places)))
        raise TornFile(rows, torn, total)


def rows_with_spare_values(rows: CsvRows) -> OddRows:
    """The rows of a sound file that have empty values past the last column."""
    spare = OddRows()
    for line, values, _ in _rows(rows, len(rows.header)):
        if values > len(rows.header):
            spare.add(line, values)
    return spare


def _rows(rows: CsvRows, width: int) -> Iterator[tuple[int, int, bool]]:
    """The records of a file that are no blank lines, the header included.

    Yields:
        The line on which it begins; how many values it has, or what stands for that; and whether a
        value past the last column is filled.
    """
    usual = csv.field_size_limit(LONGEST_LINE)
    begins = 1
    try:
        with rows.path.open(encoding="utf-8-sig", newline="") as stream:
            lines = _Lines(stream)
            reader = csv.reader(lines, delimiter=rows.delimiter, skipinitialspace=True, strict=True)
            while True:
                lines.taken.clear()
                try:
                    record = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    # Whatever the mark has swallowed may be rows, sound or torn.
                    lines.give_back()
                    yield begins, -1 if "limit" in str(error) else 0, False
                else:
                    if record:
                        yield begins, len(record), any(record[width:])
                begins += len(lines.taken)
    finally:
        csv.field_size_limit(usual)


class _Lines:
    """The lines of a file; those after the first one taken can be given back."""

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._stream)
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Lets all lines but the first be taken once more."""
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
