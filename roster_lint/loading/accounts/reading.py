"""Opens one accounts file: its encoding, its header, and which kind of export it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from roster_lint.errors import FileError, SourceError, UsageError
from roster_lint.files.kinds import refuse_special
from roster_lint.loading.accounts.dressing import from_windows_1252, without_first_line
from roster_lint.loading.accounts.shapes import SHAPES, Columns, known_headers, mapped, recognized
from roster_lint.sources.base import CsvRows
from roster_lint.sources.csv_file import prepare, read_header
from roster_lint.vocabulary import AccountColumn, Directory

_DELIMITERS = (",", "\t", ";")
_MAPPED = "other export"


@dataclass(frozen=True)
class AccountsFile:
    """An accounts file that the engine can read.

    Attributes:
        rows: its rows.
        shape: what kind of export it is, for people.
        directory: whose accounts it lists; None where that is unknown.
        columns: where it has what.
    """

    rows: CsvRows
    shape: str
    directory: Directory | None
    columns: Columns


def open_accounts(path: Path, mapping: Mapping[AccountColumn, str], folder: Path) -> AccountsFile:
    """Looks at a file's text from end to end and recognizes it by its header.

    Args:
        path: the file.
        mapping: the setting accounts_columns.
        folder: a private folder for a rewritten copy.

    Raises:
        UsageError: there is no such file, it is no sound text, or no accounts file.
    """
    refuse_special(path, "--accounts")
    if path.is_dir():
        raise UsageError(f"--accounts: {path} is a folder; name a CSV file.")
    try:
        plain = without_first_line(path, folder)
        try:
            return _opened(plain, path.name, mapping, folder)
        except FileError as error:
            copy = from_windows_1252(plain, folder) if error.byte is not None else None
            if copy is None:
                raise
            file = _opened(copy, path.name, mapping, folder)
            return replace(file, shape=f"{file.shape}, read as Windows-1252")
    except FileNotFoundError:
        raise UsageError(f"--accounts: there is no file {path}.") from None
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"--accounts: {path} cannot be read: {reason}.") from None
    except SourceError as error:
        raise UsageError(f"--accounts: {error}") from None


def _opened(
    path: Path, name: str, mapping: Mapping[AccountColumn, str], folder: Path
) -> AccountsFile:
    """The file of that name, whose text is at the path."""
    known = known_headers() | {column.strip().casefold() for column in mapping.values()}
    with path.open("rb") as stream:
        header = read_header(stream, name, known, _DELIMITERS)
    if header is None:
        raise UsageError(f"--accounts: {name} is empty. Export the accounts again.")
    shape, directory, columns = _recognised(name, header.names, mapping)
    prepared = prepare(path, name, folder, header.delimiter)
    rows = CsvRows.of(prepared, name, header.delimiter, header.names)
    return AccountsFile(rows, shape, directory, columns)


def _recognised(
    name: str, header: tuple[str, ...], mapping: Mapping[AccountColumn, str]
) -> tuple[str, Directory | None, Columns]:
    """The shape's name, its directory and its columns; what the settings name goes first.

    Raises:
        UsageError: it is none of the exports, or does not have a column that the settings name.
    """
    if mapping and "email" not in mapping:
        raise UsageError("accounts_columns must name the column 'email'.")
    columns, lacking = mapped(header, mapping)
    if columns is not None:
        if lacking:
            raise UsageError(
                f"--accounts: {name} has no column '{lacking[0]}', which accounts_columns names."
            )
        return _MAPPED, None, columns
    found = recognized(header)
    if found is None:
        raise UsageError(_unknown(name, mapping))
    shape, columns = found
    return shape.name, shape.directory, columns


def _unknown(name: str, mapping: Mapping[AccountColumn, str]) -> str:
    shapes = ", ".join(f"{' and '.join(s.looked_for)} ({s.name})" for s in SHAPES)
    own = f", nor {mapping['email']} (accounts_columns)" if mapping else ""
    return (
        f"--accounts: {name} is no list of accounts that is known: its header has neither "
        f"{shapes}{own}. The setting accounts_columns names the columns of another export; a file "
        "without a header in its first row cannot be read."
    )
