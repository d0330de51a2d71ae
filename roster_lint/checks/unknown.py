"""What is unknown in a run because something is missing from the source: checks, counts, criteria.

A missing column never counts as NULL or 0, though it stands as NULL in the engine: anyone who
reads the model asks here first whether what is read can be known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.loading.campus import Loaded
from roster_lint.model.build import Criterion, campus_model
from roster_lint.vocabulary import OneRoster

if TYPE_CHECKING:
    # What makes it imports the SQL parser, which a run with a whole source does not need.
    from roster_lint.model.lineage.tracing import Parts, Tracer


@dataclass(frozen=True)
class Unknown:
    """What depends on the missing tables and columns. Where nothing is missing, nothing does.

    Attributes:
        engine: holds the model; None where nothing is missing.
        oneroster: the version that is judged.
        missing: ``Table`` or ``Table.column``.
        unread: tables among them that are there and cannot be read.
    """

    engine: Engine | None = None
    oneroster: OneRoster = "1.1"
    missing: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    def of(self, *queries: str) -> str | None:
        """Why the results of some SELECTs are unknown, in plain words; None where they are not."""
        return self._reason(n for sql in queries for n in self.needs(sql))

    def needs(self, sql: str) -> frozenset[str]:
        """Which missing parts a SELECT's results depend on."""
        return frozenset(name for part in self._parts(sql) for name in part.needs)

    def rows_of(self, sql: str) -> str | None:
        """Why it is unknown which rows a SELECT returns, whatever their columns hold."""
        return self._reason(n for part in self._parts(sql) for n in part.rows | part.copies)

    def columns_of(self, sql: str) -> Mapping[str, str | None]:
        """The columns that a SELECT returns, in lower case, and why they are unknown, if they are.

        What decides the rows does not count here.
        """
        needs: dict[str, set[str]] = {}
        for part in self._parts(sql):
            for name, value in part.columns.items():
                needs.setdefault(name, set()).update(value.needs)
        return {name: self._reason(names) for name, names in needs.items()}

    def reasons(self, check: Check) -> frozenset[str | None]:
        """Why a check's findings, or whether it applies at all, are unknown, as far as they are."""
        queries = (check.sql, *(skip.when for skip in check.skips))
        return frozenset(self.of(sql) for sql in queries) - {None}

    def of_criterion(self, criterion: Criterion) -> str | None:
        """Why it is unknown which records meet a criterion, though not which records there are."""
        if not self.missing:
            return None
        name = criterion.name.lower()
        for table in _criteria_tables(criterion):
            sql = f"SELECT * FROM {table}"
            columns = self.columns_of(sql)
            if "role" in columns:
                columns = self.columns_of(f"{sql} WHERE role = '{criterion.role}'")
            if name in columns:
                return columns[name]
        sql = f"SELECT {name} FROM person_criteria WHERE role = '{criterion.role}'"
        return self.columns_of(sql).get(name)

    def _parts(self, sql: str) -> "Parts":
        return self._tracer.select(sql) if self.missing else ()

    @cached_property
    def _tracer(self) -> "Tracer":
        from roster_lint.model.lineage.tracing import tracer

        assert self.engine is not None
        return tracer(self.engine, self.oneroster, self.missing)

    def _reason(self, needs: Iterable[str]) -> str | None:
        names = sorted(set(needs))
        lost = [name for name in names if name in self.unread]
        absent = [name for name in names if name not in self.unread]
        shown = [
            f"{listed(some)}, which {what}"
            for some, what in ((absent, "the source does not have"), (lost, "could not be read"))
            if some
        ]
        return f"needs {', and '.join(shown)}" if shown else None


NOTHING_UNKNOWN = Unknown()
"""For a source that has all that it must have."""


def unknown_of(engine: Engine, loaded: Loaded, oneroster: OneRoster) -> Unknown:
    """What is unknown in the Campus model of an engine."""
    if not loaded.missing:
        return NOTHING_UNKNOWN
    return Unknown(engine, oneroster, loaded.missing, loaded.unread)


def listed(names: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _criteria_tables(criterion: Criterion) -> Iterable[str]:
    """The tables of the file that documents a criterion, the one of the criterion's role first."""
    from roster_lint.model.payload_tables import statements_of

    for file in campus_model():
        if any(c.role == criterion.role and c.name == criterion.name for c in file.criteria):
            names = [statement.creates for statement in statements_of(file.sql)]
            return sorted(names, key=lambda name: name != f"{criterion.role}_criteria")
    return ()
