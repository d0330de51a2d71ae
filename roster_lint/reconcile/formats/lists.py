"""The differences as CSV files, one an entity, for those who look each one up."""

import csv
from pathlib import Path

from roster_lint.errors import UsageError
from roster_lint.files.targets import refuse_unwritable
from roster_lint.files.whole import written_whole
from roster_lint.reconcile.formats.wording import KINDS
from roster_lint.reconcile.result import ENTITIES, Difference, Reconciliation
from roster_lint.report.formats.worklists import harmless

COLUMNS = (
    "difference",
    "predicted sourcedId",
    "served sourcedId",
    "person ID",
    "section ID",
    "school ID",
    "school",
    "role",
    "field",
    "predicted",
    "served",
    "reason",
    "likely reason",
)

_BOM = "\ufeff"
"""Without it Excel reads letters outside of ASCII as Windows-1252."""


def file_of(entity: str) -> str:
    """The name of an entity's list."""
    return f"differences-{entity}.csv"


def check_lists(folder: Path) -> None:
    """Refuses a folder before the work is done rather than after it.

    Raises:
        UsageError: it is a file, holds anything but lists of an earlier run, or cannot be written
            to.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--lists: {folder} is a file: name a folder.")
    if folder.is_dir():
        ours = {file_of(entity) for entity in ENTITIES}
        if any(path.name not in ours for path in folder.iterdir()):
            raise UsageError(
                f"--lists: the folder {folder} holds other files: name a new or an empty one."
            )
        refuse_unwritable(folder, folder, "--lists")
    else:
        refuse_unwritable(folder.absolute().parent, folder, "--lists")


def write_lists(found: Reconciliation, folder: Path, *, personal: bool) -> int:
    """Writes a file for each entity that differs; only the owner can read them.

    Args:
        found: the result.
        folder: where to; made if it is not there. Lists of an earlier run are replaced or removed.
        personal: values may be written although they are personal; else they are blank.

    Returns:
        How many files there are.

    Raises:
        UsageError: a file cannot be written.
    """
    check_lists(folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    for entity in ENTITIES:
        if not found.counts[entity].differing:
            (folder / file_of(entity)).unlink(missing_ok=True)
    written = 0
    rows = found.differences()
    one = next(rows, None)
    while one is not None:
        entity = one.entity
        written += 1
        with written_whole(folder / file_of(entity), private=True) as stream:
            stream.write(_BOM)
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            while one is not None and one.entity == entity:
                writer.writerow([harmless(cell) for cell in _row(one, personal=personal)])
                one = next(rows, None)
    return written


def _row(one: Difference, *, personal: bool) -> tuple[object, ...]:
    shown = personal or not one.is_personal
    return (
        KINDS[one.kind],
        one.expected_id,
        one.served_id,
        one.person_id,
        one.section_id,
        one.school_id,
        one.school,
        one.role,
        one.field,
        one.expected if shown else None,
        one.served if shown else None,
        one.code,
        one.words,
    )
