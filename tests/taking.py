"""Takes a single table into an engine, the way a run does, and shows what came of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.intake import (
    create_fault_tables,
    forget_suspects,
    note_tables,
    read_in,
    settle,
)
from roster_lint.sources.base import BatchRows, CsvRows, Found
from roster_lint.sources.snapshot import SnapshotSource
from roster_lint.vocabulary import Progress, no_progress


@dataclass(frozen=True)
class Taken:
    """What stands in the engine after one table was taken in.

    Attributes:
        rows: as tuples in contract order.
        cells: bad cells as (column, line, fault), by line.
        repeated: repeated keys as (record, how often).
        total: how many rows were read.
    """

    rows: list[tuple[Any, ...]]
    cells: list[tuple[str, int | None, str]]
    repeated: list[tuple[str, int]]
    total: int

    @property
    def lines(self) -> list[int | None]:
        """The lines of the bad cells."""
        return [line for _, line, _ in self.cells]


def take_in(
    engine: DuckEngine,
    found: Found,
    rows: CsvRows | BatchRows,
    progress: Progress = no_progress,
) -> int:
    """Loads one table through all steps of a run; returns its number of rows."""
    total = read_in(engine, found, rows, progress)
    name = found.table.name
    note_tables(engine, {name: found}, {name: settle(engine, found, rows, total, progress)})
    forget_suspects(engine, [name])
    return total


def take(folder: Path, table: str, data: str | bytes) -> Taken:
    """Writes a table's file into a folder and takes it in; raises SourceError."""
    path = folder / f"{table}.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    engine = DuckEngine()
    try:
        create_fault_tables(engine)
        with SnapshotSource(folder) as source:
            found = source.find(campus_tables())[table]
            total = take_in(engine, found, source.rows(found))
        return _taken(engine, table, total)
    finally:
        engine.close()


def _taken(engine: DuckEngine, table: str, total: int) -> Taken:
    return Taken(
        rows=engine.rows(f'SELECT * FROM "{table}" ORDER BY ALL'),
        cells=engine.rows(
            "SELECT column_name, line, fault FROM bad_cell ORDER BY line, column_name"
        ),
        repeated=engine.rows("SELECT record, how_often FROM repeated_key ORDER BY record"),
        total=total,
    )
