"""Makes docs/oneroster-fields.md from the contracts of the OneRoster files.

Run it from anywhere: ``python docs/oneroster_fields.py``. A test keeps the page in step.
"""

from collections.abc import Iterator
from pathlib import Path

from roster_lint.contracts.oneroster_table import FileColumn, FileTable, oneroster_tables
from roster_lint.vocabulary import OneRoster

PAGE = Path(__file__).parent / "oneroster-fields.md"

_INTRODUCTION = """\
# The files and columns of OneRoster

Made from roster-lint's contracts by `docs/oneroster_fields.py`. Columns stand in the order that the
files must have them in; all must be there, even where they are empty, but for the one marked.
Extensions are called `metadata.…` and stand to the right. `roster-lint rule OF001` explains a code.

Reported for every column: blanks around a value (OF003) or in place of one (OF002), the word NULL
(OF004); of every text over 255 characters (OF020) and with line breaks (OF022). Of `sourcedId`:
repeated (OF019). What is wrong with the files and headers themselves is listed by OB001 to OB031.

The text of 1.1 was not available: what is said about it comes from documents that quote it. Whether
the limits on a GUID stood in it is unverified.
"""

_CODES = {
    "guid": "OF005",
    "list-item": "OF006",
    "date": "OF007",
    "datetime": "OF008",
    "boolean": "OF009",
    "year": "OF010",
    "integer": "OF011",
    "float": "OF012",
    "enumeration": "OF013, OF014",
    "user-ids": "OF015",
    "pairs": "OF016, OF024",
}


def page() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    versions: tuple[OneRoster, ...] = ("1.1", "1.2")
    for version in versions:
        parts.append(f"\n## OneRoster {version}\n")
        parts += ["\n".join(_section(table)) for table in oneroster_tables(version).values()]
    return "\n".join(parts)


def _section(table: FileTable) -> Iterator[str]:
    yield f"### {table.section}\n"
    yield f"{table.doc}\n"
    yield "| column | type | required | refers to | allowed values | reported by |"
    yield "|---|---|---|---|---|---|"
    for column in table.columns:
        cells = (
            f"`{column.name}`" + ("" if column.needed else " (1.2.0 alone)"),
            column.kind.name,
            _required(column),
            f"{column.references}.sourcedId" if column.references else "",
            _allowed(column),
            ", ".join(_codes(column)),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _required(column: FileColumn) -> str:
    if column.must_be_filled:
        return "yes"
    return "blank in bulk, filled in delta" if column.delta else ""


def _allowed(column: FileColumn) -> str:
    values = ", ".join(f"`{value}`" for value in column.kind.values)
    return f"{values}, `ext:…`" if column.kind.extensible else values


def _codes(column: FileColumn) -> Iterator[str]:
    if column.must_be_filled:
        yield "OF001"
    if column.kind.fault:
        yield _CODES[column.kind.fault]
    if column.delta:
        yield "OF017, OF018"
    if "inactive" in column.kind.values:
        yield "OF021"
    if column.kind.secret:
        yield "OF023"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
