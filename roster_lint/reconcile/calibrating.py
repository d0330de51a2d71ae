"""Looks for the readings of the article that explain what is served.

Nothing is linted or loaded again. A reading is one value in the table ``settings``: the statements
of the model that read it are run once more with that value, into tables of their own, and so is
what depends on a table that came out differently; all else stands as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from roster_lint.engine.base import Engine
from roster_lint.model.build import campus_model
from roster_lint.model.payload_tables import Statement, below, statements_of
from roster_lint.model.predicted import predicted_statements
from roster_lint.reconcile.calibration import Calibration, Tried
from roster_lint.reconcile.comparing import comparing_statements
from roster_lint.reconcile.readings import Reading, current, other_readings
from roster_lint.reconcile.sides import Sides
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import Progress, no_progress

_OURS = "reading_"
"""What the names of a reading's own tables begin with."""

_SAMPLES = 3


def calibrate(sides: Sides, settings: Settings, progress: Progress = no_progress) -> Calibration:
    """Tries each reading on its own, then the best together.

    Args:
        sides: both sides, compared.
        settings: of the run.
        progress: follows the readings tried.
    """
    return Trials(sides.engine, settings, progress).calibration()


@cache
def statements_read() -> tuple[Statement, ...]:
    """Every statement from Campus's tables to the differences, in order."""
    model = (statement for file in campus_model() for statement in statements_of(file.sql))
    return below((*model, *predicted_statements(), *comparing_statements()), ["difference"])


class Trials:
    """The predictions under other readings, in an engine that holds the comparison."""

    def __init__(
        self, engine: Engine, settings: Settings, progress: Progress = no_progress
    ) -> None:
        """Notes what there is to compare with.

        Args:
            engine: holds the Campus model, the served records and the differences.
            settings: of the run.
            progress: follows the readings tried.
        """
        self._engine = engine
        self._settings = settings
        self._progress = progress
        self._prints: dict[str, object] = {}
        self.made: list[str] = []

    def calibration(self) -> Calibration:
        """Tries each reading on its own, then the best together, then the others beside these."""
        readings = tuple(other_readings(self._settings))
        base = self._differing("difference")
        tried = {one.reading: one for one in self._try(readings, (), base)}
        chosen, left = self._together(tried.values(), (), base)
        known: tuple[Reading, ...] = ()
        # Two readings can hide each other: what one of them explains shows once the other holds.
        while left and chosen != known:
            known = chosen
            keys = {reading.key for reading in chosen}
            others = [reading for reading in readings if reading.key not in keys]
            beside = self._try(others, chosen, left)
            chosen, left = self._together(beside, chosen, left)
            tried |= {one.reading: one for one in beside if one.reading in chosen}
        return Calibration(base, tuple(tried.values()), chosen, left)

    def _differing(self, difference: str) -> int:
        return int(self._engine.rows(_DIFFERING.format(difference))[0][0])

    def _try(
        self, readings: Sequence[Reading], beside: tuple[Reading, ...], differing: int
    ) -> list[Tried]:
        """Each reading with some that hold already, against these alone."""
        before = "difference"
        if beside:
            with self.under(beside) as difference:
                before = f"{_OURS}before"
                self._engine.run(f"CREATE TABLE {before} AS SELECT * FROM {difference}")
        tried = []
        for number, reading in enumerate(readings):
            self._progress("readings", number, len(readings))
            with self.under((*beside, reading)) as difference:
                explained, against, samples = self._engine.rows(
                    _DECIDING.format(before=before, after=difference, samples=_SAMPLES)
                )[0]
            value = current(self._settings, reading.key)
            shown = tuple(map(str, samples or ()))
            tried.append(
                Tried(reading, value, differing, int(explained), int(against), shown, beside)
            )
        self._progress("readings", len(readings), len(readings))
        if beside:
            self._engine.run(f"DROP TABLE {before}")
        return tried

    def _together(
        self, tried: Iterable[Tried], chosen: tuple[Reading, ...], left: int
    ) -> tuple[tuple[Reading, ...], int]:
        """Takes the readings that explain anything, the surest first, while each explains more.

        A person may differ in several ways, and a reading explains one: so whole records and fields
        are counted here, not people.
        """
        with self.under(chosen) as difference:
            least = self._rows(difference)
        explaining = (one for one in tried if one.verdict == "explains")
        for one in sorted(explaining, key=lambda one: one.contradicting - one.explained):
            if any(reading.key == one.reading.key for reading in chosen):
                continue
            together = (*chosen, one.reading)
            with self.under(together) as difference:
                rows, differing = self._rows(difference), self._differing(difference)
            if rows < least:
                chosen, least, left = together, rows, differing
        return chosen, left

    def _rows(self, difference: str) -> tuple[int, int]:
        """How many records only one side has, and how many fields differ in those on both."""
        whole, fields = self._engine.rows(_ROWS.format(difference))[0]
        return int(whole), int(fields)

    @contextmanager
    def under(self, readings: Sequence[Reading]) -> Iterator[str]:
        """The name of the differences under some readings, for as long as the block lasts."""
        made = self._make(readings)
        self.made = [name for name, _kind in made]
        try:
            yield f"{_OURS}difference" if "difference" in self.made else "difference"
        finally:
            for name, kind in reversed(made):
                self._engine.run(f"DROP {kind} IF EXISTS {_OURS}{name}")
            self._engine.run(f"DROP TABLE IF EXISTS {_OURS}settings")

    def _make(self, readings: Sequence[Reading]) -> list[tuple[str, str]]:
        """Makes what differs under some readings; the names of it, and whether table or view."""
        if not readings:
            return []
        cells = ", ".join(
            f"{reading.cell} AS {reading.column}"
            if isinstance(reading.cell, bool)
            else f"'{reading.cell}' AS {reading.column}"
            for reading in readings
        )
        self._engine.run(
            f"CREATE TABLE {_OURS}settings AS SELECT * REPLACE ({cells}) FROM settings"
        )
        columns = {reading.column for reading in readings}
        changed = {"settings"}
        made: list[tuple[str, str]] = []
        for statement in statements_read():
            reads = statement.reads & changed
            if not reads - {"settings"} and not ("settings" in reads and statement.words & columns):
                continue
            kind = "VIEW" if statement.makes_view else "TABLE"
            self._engine.run(_renamed(statement, changed | {statement.creates.lower()}))
            if kind == "TABLE" and self._is_the_same(statement.creates):
                self._engine.run(f"DROP TABLE {_OURS}{statement.creates}")
                continue
            made.append((statement.creates, kind))
            changed.add(statement.creates.lower())
        return made

    def _is_the_same(self, table: str) -> bool:
        if table not in self._prints:
            self._prints[table] = self._engine.rows(_PRINT.format(table))[0]
        return self._engine.rows(_PRINT.format(_OURS + table))[0] == self._prints[table]


def _renamed(statement: Statement, names: set[str]) -> str:
    """The statement with some tables under the names that they have in a reading."""
    one_of = "|".join(sorted(names))
    words = re.compile(rf"\b((?:FROM|JOIN|TABLE|VIEW)\s+)?({one_of})\b(\.)?", re.IGNORECASE)

    def renamed(found: re.Match[str]) -> str:
        # The same word may be a column's name.
        before, name, dot = found.groups(default="")
        return f"{before}{_OURS if before or dot else ''}{name}{dot}"

    return words.sub(renamed, statement.sql)


_PRINT = "SELECT count(*), sum(CAST(hash(t) AS HUGEINT)) FROM {} t"
"""A fingerprint of a table's rows, whatever their order."""

_DIFFERING = "SELECT count(DISTINCT unit) FROM {} WHERE NOT follows"

_ROWS = """
SELECT count(*) FILTER (WHERE kind <> 'changed'), count(*) FILTER (WHERE kind = 'changed')
FROM {}
WHERE NOT follows
"""

_DECIDING = """
SELECT
    count(*) FILTER (WHERE gone AND NOT new),
    count(*) FILTER (WHERE new),
    min(unit, {samples}) FILTER (WHERE new)
FROM (
    SELECT
        unit,
        bool_or(is_before AND NOT is_after AND (is_whole OR NOT whole_after)) AS gone,
        bool_or(is_after AND NOT is_before AND (is_whole OR NOT whole_before)) AS new
    FROM (
        SELECT
            *,
            bool_or(is_before AND is_whole) OVER (PARTITION BY entity, record) AS whole_before,
            bool_or(is_after AND is_whole) OVER (PARTITION BY entity, record) AS whole_after
        FROM (
            SELECT
                unit,
                entity,
                record,
                kind,
                field,
                kind <> 'changed' AS is_whole,
                bool_or(side = 'before') AS is_before,
                bool_or(side = 'after') AS is_after
            FROM (
                SELECT unit, entity, record, kind, field, 'before' AS side
                FROM {before}
                WHERE NOT follows
                UNION ALL
                SELECT unit, entity, record, kind, field, 'after'
                FROM {after}
                WHERE NOT follows
            ) both_sides
            GROUP BY unit, entity, record, kind, field
        ) each_fact
    ) each_record
    GROUP BY unit
) each_unit
"""
"""By person, class or school: whether a reading takes a difference away, or brings a new one. Where
a whole record was on one side only, and now is on both, differences of its fields are not new."""
