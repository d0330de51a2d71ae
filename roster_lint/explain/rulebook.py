"""The criteria of each kind of record, and where to fix a failure.

Which criteria there are, their order, their words and their checks is the model's to say; where to
fix them is the checks'.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from roster_lint.checks.catalog import load_checks
from roster_lint.checks.unknown import Unknown
from roster_lint.explain.explanation import Remedy, Run, State
from roster_lint.model.build import ACCOUNT, Criterion, campus_model, criteria_in_force
from roster_lint.prepare import Prepared
from roster_lint.settings.settings import Settings

Row = dict[str, Any]
"""One row by column name: numbers, booleans, text; dates as ISO text."""


@dataclass(frozen=True)
class Rulebook:
    """What this run asks of each kind of record.

    Attributes:
        prepared: the source with its model.
        run: by what is judged.
        criteria: by role, its criteria by name, in the article's order.
        fixes: where to fix things, by the code of the check.
        unknown: what cannot be known, since something is missing from the source.
    """

    prepared: Prepared
    run: Run
    criteria: Mapping[str, Mapping[str, Criterion]]
    fixes: Mapping[str, str]
    unknown: Unknown

    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query of the model whose result is known to be small."""
        query = f"SELECT CAST(to_json(r) AS VARCHAR) FROM ({sql}) r"
        return [json.loads(row[0]) for row in self.prepared.engine.rows(query, values)]

    def row(self, sql: str, *values: object) -> Row | None:
        """The first row of a query's result, or None."""
        return next(iter(self.rows(sql, *values)), None)

    def count(self, sql: str, *values: object) -> int:
        """The number that a query returns; 0 where it is unknown."""
        found = None if self.unknown.of(sql) else self.prepared.engine.row(sql, values)
        return int(found[0]) if found else 0

    def names(self, role: str) -> tuple[str, ...]:
        """The criteria of a role's records, in the article's order."""
        return tuple(name for name in self.criteria[role] if name not in ACCOUNT)

    def fails(self, role: str, name: str) -> str:
        """What is said of a record that fails a criterion."""
        return self.criteria[role][name].fails

    def remedy(self, code: str, *, named: bool = True) -> Remedy:
        """Where a check says to fix what it finds; without its code for what it does not find."""
        return Remedy(self.fixes[code], code if named else None)

    def state(
        self,
        role: str,
        name: str,
        passed: bool | None,
        because: str,
        remedies: Iterable[Remedy] | None = None,
    ) -> State:
        """A criterion of the model with its outcome.

        Args:
            role: the role or kind of record.
            name: the criterion.
            passed: None where it is not asked.
            because: the values that decided it.
            remedies: where to fix it; as the criterion's check says, where absent.
        """
        criterion = self.criteria[role][name]
        if passed is not False:
            remedies = ()
        elif remedies is None:
            remedies = () if criterion.check is None else (self.remedy(criterion.check),)
        state = State(name, criterion.title, passed, because, criterion.fails, tuple(remedies))
        return as_known(state, self.unknown.of_criterion(criterion))


def as_known(state: State, unknown: str | None) -> State:
    """The criterion with its outcome, unless there is a reason why that is unknown."""
    if unknown is None:
        return state
    return replace(state, passed=None, because=unknown, remedies=(), unknown=unknown)


def criteria_by_role(settings: Settings) -> Mapping[str, Mapping[str, Criterion]]:
    """The criteria in force under the settings, by role and name, in the article's order."""
    in_force = criteria_in_force(settings)
    roles = {criterion.role for criterion in in_force}
    others = [c for file in campus_model() for c in file.criteria if c.role not in roles]
    criteria: dict[str, dict[str, Criterion]] = {}
    for criterion in (*in_force, *others):
        criteria.setdefault(criterion.role, {})[criterion.name] = criterion
    return criteria


def rulebook(prepared: Prepared, run: Run, unknown: Unknown) -> Rulebook:
    """What a run asks of the records of a source, and what of it is unknown."""
    fixes = {check.code: check.fix for check in load_checks()}
    return Rulebook(prepared, run, criteria_by_role(prepared.settings), fixes, unknown)
