"""Compares the header of a OneRoster CSV file with its contract.

All columns of the binding must stand in its order, spelled as there; extension columns are called
``metadata.…`` and stand to the right of all others (CSV Binding 1.2, section 3).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from roster_lint.contracts.oneroster_table import FileTable
from roster_lint.sources.bundle_fault import BundleFault
from roster_lint.sources.header_row import is_header, may_be_quoted

_EXTENSION = "metadata."


@dataclass(frozen=True)
class BundleHeader:
    """A header as it was read.

    Attributes:
        names: one name a column, none twice, whatever the file calls them.
        columns: the contract's name to the one in ``names``.
        faults: what is wrong with the header.
    """

    names: tuple[str, ...]
    columns: Mapping[str, str]
    faults: tuple[BundleFault, ...]


def compare(
    table: FileTable, written: Sequence[str], line: int = 1, foreign: Collection[str] = ()
) -> BundleHeader:
    """What a header has of a contract's columns, and what is wrong with it.

    Args:
        table: the contract.
        written: the names as the file writes them.
        line: where the header stands.
        foreign: columns that another version has or does not have. Not reported,
            since the file's version already is.
    """
    known = {c.name.casefold(): c.name for c in table.columns}
    columns: dict[str, str] = {}
    names: list[str] = []
    faults: list[BundleFault] = []
    extension: str | None = None
    taken: set[str] = set()

    def fault(kind: str, subject: str, detail: str | None = None) -> None:
        faults.append(BundleFault(kind, table.file, line, subject, detail))

    for place, name in enumerate(written, 1):
        own = name if name.strip() and name.casefold() not in taken else f"{name} (column {place})"
        names.append(own)
        taken.add(own.casefold())
        proper = known.get(name.strip().casefold())
        if proper is None:
            shown = _shown(name, place)
            if own != name and name.strip():
                fault("duplicate-column", shown, str(place))
            elif name.startswith(_EXTENSION):
                extension = extension or shown
                if name.strip() == _EXTENSION:
                    fault("nameless-extension", f"column {place}")
            elif name.strip() not in foreign:
                fault("unknown-column", shown)
            continue
        if proper in columns:
            fault("duplicate-column", proper, str(place))
            continue
        columns[proper] = own
        if extension:
            fault("extension-inside", extension, proper)
            extension = None
        if name != proper:
            fault("column-spelling", proper, f"'{name}'")
    for column in table.columns:
        if column.needed and column.name not in columns and column.name not in foreign:
            fault("missing-column", column.name)
    if moved := _first_moved(table, columns):
        fault("column-order", *moved)
    return BundleHeader(tuple(names), columns, tuple(faults))


def _shown(name: str, place: int) -> str:
    """What a message calls a column that the contract does not know."""
    if not name.strip():
        return f"column {place}, which has no name"
    return name.strip() if may_be_quoted(name) else f"column {place}, whose name looks like data"


def _first_moved(table: FileTable, columns: Mapping[str, str]) -> tuple[str, str] | None:
    """The first column that stands where another should, and that other."""
    expected = [c.name for c in table.columns if c.name in columns]
    for found, wanted in zip(columns, expected, strict=True):
        if found != wanted:
            return found, wanted
    return None


def names_columns(table: FileTable, written: Sequence[str]) -> bool:
    """Whether a first line is a header at all; a row of data must not be taken for names."""
    known = {c.name.casefold() for c in table.columns}
    found = {name.strip().casefold() for name in written} & known
    return ("sourcedid" in found or len(found) > 1) and is_header(written, known)
