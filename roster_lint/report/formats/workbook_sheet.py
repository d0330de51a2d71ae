"""The sheets of a workbook: text that stays text, in cells and sheets as large as Excel takes."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = int | str | None

MOST_ROWS = 1_048_576
"""Rows of a sheet, its header included."""
MOST_CHARACTERS = 32_767
"""Characters of a cell, as UTF-16 counts them."""

_CUT = "... (cut: a cell holds no more)"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids, and the carriage return, which it turns into another character."""
_EXACT = 10**15
"""A whole number from here on is not exact in Excel."""
_WIDEST = 60
"""Characters of a column; a longer text is wrapped."""
_LINE = 130
"""Characters of a row of prose."""
_FILTER_BUTTON = 3


@dataclass(frozen=True)
class Styles:
    """How cells look."""

    title: Format
    heading: Format
    header: Format
    cell: Format
    wrapped: Format

    @classmethod
    def of(cls, book: Workbook) -> "Styles":
        """Those of a workbook."""
        return cls(
            title=book.add_format({"bold": True, "font_size": 14}),
            heading=book.add_format({"bold": True, "font_size": 12}),
            header=book.add_format({"bold": True, "bg_color": "#DDDDDD", "valign": "top"}),
            cell=book.add_format({"valign": "top"}),
            wrapped=book.add_format({"valign": "top", "text_wrap": True}),
        )


class Sheet:
    """One sheet, written row by row from the top.

    Attributes:
        rows: how many there are.
    """

    def __init__(self, book: Workbook, name: str, styles: Styles) -> None:
        """Begins without a row."""
        self.rows = 0
        self._sheet: Worksheet = book.add_worksheet(name)
        self._styles = styles
        self._widths: dict[int, int] = {}

    def line(self, text: str, style: Format | None = None) -> None:
        """A text across the columns, in as many rows as a screen's width makes of it."""
        for part in textwrap.wrap(cell_text(text), _LINE):
            self._write(0, part, style or self._styles.cell)
            self.rows += 1

    def row(self, cells: Sequence[Cell], style: Format | None = None) -> None:
        """A row; texts that are wider than a column may be are wrapped."""
        for column, value in enumerate(cells):
            if value is None or value == "":
                continue
            width = max(map(len, str(value).splitlines() or [""]))
            self._widths[column] = max(self._widths.get(column, 0), min(width, _WIDEST))
            usual = self._styles.wrapped if width > _WIDEST else self._styles.cell
            self._write(column, value, style or usual)
        self.rows += 1

    def header(self, names: Sequence[str]) -> None:
        """A row of headings with room for the button of a filter."""
        self.row(names, self._styles.header)
        for column, name in enumerate(names):
            self._widths[column] = max(self._widths[column], len(name) + _FILTER_BUTTON)

    def skip(self) -> None:
        """A row without anything."""
        self.rows += 1

    def fit(self) -> None:
        """Makes the columns as wide as what is in them."""
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, width + 1)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)

    def list_below_header(self, columns: Sequence[str], choices: Mapping[str, list[str]]) -> None:
        """Makes a list of the rows below the first one.

        Args:
            columns: their names, which the first row has.
            choices: what can be chosen in a column, by its name.
        """
        last, right = max(self.rows - 1, 1), len(columns) - 1
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, last, right)
        self._sheet.repeat_rows(0)
        for name, allowed in choices.items():
            place = columns.index(name)
            rule: dict[str, Any] = {"validate": "list", "source": allowed}
            self._sheet.data_validation(1, place, last, place, rule)
        # Student numbers are texts: their zeros in front count.
        cells = f"A1:XFD{MOST_ROWS}"
        self._sheet.ignore_errors({"number_stored_as_text": cells})

    def _write(self, column: int, value: int | str, style: Format) -> None:
        if isinstance(value, int) and abs(value) < _EXACT:
            self._sheet.write_number(self.rows, column, value, style)
            return
        text = cell_text(str(value))
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library takes such a text for markup of its own, and would write it as it is.
            parts = (text[:1], style, text[1:], style)
            self._sheet.write_rich_string(self.rows, column, *parts)
        else:
            self._sheet.write_string(self.rows, column, text, style)


def cell_text(text: str) -> str:
    """A text as a cell can hold it: nothing that XML forbids, and no longer than Excel reads."""
    text = _FORBIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    kept = units[: 2 * (MOST_CHARACTERS - len(_CUT))]
    return kept.decode("utf-16-le", errors="ignore") + _CUT
