"""The criteria of each kind of record, and which check says where to fix a failure.

Which criteria there are, their order and their words is the model's to say; where to fix them is
the checks'. Here stands only which belongs to which.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from roster_lint.checks.catalog import load_checks
from roster_lint.checks.unknown import NOTHING_UNKNOWN, Unknown
from roster_lint.explain.explanation import Mend, State
from roster_lint.model.build import Criterion, campus_model, criteria_in_force
from roster_lint.settings.settings import Settings

ACCOUNT = ("has_person", "has_username", "has_enabled_account")
"""The criteria of the person; all others of a role are those of one record."""

_ACCOUNT_CHECKS = {"has_person": "DA004", "has_username": "UN001", "has_enabled_account": "UN005"}

CHECKS: Mapping[str, Mapping[str, str | None]] = {
    "student": {
        "has_calendar": "DA004",
        "in_school_year": "ST001",
        "not_ended": "ST004",
        "not_no_show": "ST007",
        "not_excluded": "ST008",
        **_ACCOUNT_CHECKS,
    },
    "teacher": {
        "has_assignment": "TE001",
        "in_school_year": "TE001",
        "not_ended": "TE002",
        "has_teacher_role": "TE003",
        "not_excluded": "TE004",
        **_ACCOUNT_CHECKS,
    },
    "staff": {
        "has_staff_role": "NS001",
        "not_ended": "NS002",
        "school_has_calendar": "NS003",
        "in_school_year": "NS004",
        "not_excluded": "NS005",
        **_ACCOUNT_CHECKS,
    },
    "guardian": {
        "has_portal": "FA001",
        "is_active": "FA003",
        "student_syncs": None,
        **_ACCOUNT_CHECKS,
    },
    "relative": {"is_active": "FA003", "student_syncs": None, **_ACCOUNT_CHECKS},
    "section": {
        "in_active_trial": "SC001",
        "in_one_calendar": "SC009",
        "has_school": "DA004",
        "not_excluded": "CO008",
        "is_active": "CO002",
        "is_placed": "SC004",
    },
    "course": {"has_calendar": "DA004", "not_excluded": "CO004", "is_active": "CO001"},
    "roster": {"section_syncs": None, "student_syncs": None},
    "staff_history": {
        "is_in_schedule": None,
        "in_school_year": "TE007",
        "not_ended": "TE008",
        "is_teacher_row": "TE013",
    },
}
"""By role or kind of record, and criterion: the check that owns it, if any."""


@dataclass(frozen=True)
class Rulebook:
    """What this run asks of each kind of record.

    Attributes:
        criteria: by role, its criteria by name, in the article's order.
        fixes: where to fix things, by the code of the check.
        unknown: what cannot be known, since the source lacks something.
    """

    criteria: Mapping[str, Mapping[str, Criterion]]
    fixes: Mapping[str, str]
    unknown: Unknown = NOTHING_UNKNOWN

    def names(self, role: str) -> tuple[str, ...]:
        """The criteria of a role's records, in the article's order."""
        return tuple(name for name in self.criteria[role] if name not in ACCOUNT)

    def account_names(self, role: str) -> tuple[str, ...]:
        """The criteria of the person that this run asks of the role, in order."""
        return tuple(name for name in self.criteria[role] if name in ACCOUNT)

    def fails(self, role: str, name: str) -> str:
        """What is said of a record that fails a criterion."""
        return self.criteria[role][name].fails

    def mend(self, code: str) -> Mend:
        """Where a check says to fix what it finds."""
        return Mend(self.fixes[code], code)

    def place(self, code: str) -> Mend:
        """Where to fix what a check would name, of a record that it does not name."""
        return Mend(self.fixes[code])

    def state(
        self,
        role: str,
        name: str,
        passed: bool | None,
        because: str,
        mends: Iterable[Mend] | None = None,
    ) -> State:
        """A criterion of the model with its outcome.

        Args:
            role: the role or kind of record.
            name: the criterion.
            passed: None where it is not asked.
            because: the values that decided it.
            mends: where to fix it; by the check that owns it, where absent.
        """
        code, criterion = CHECKS[role][name], self.criteria[role][name]
        if passed is not False:
            mends = ()
        elif mends is None:
            mends = () if code is None else (self.mend(code),)
        state = State(name, criterion.title, passed, because, criterion.fails, tuple(mends))
        return as_known(state, self.unknown.of_criterion(criterion))


def as_known(state: State, unknown: str | None) -> State:
    """The criterion with its outcome, unless there is a reason why that is unknown."""
    if unknown is None:
        return state
    return replace(state, passed=None, because=unknown, mends=(), unknown=unknown)


def rulebook(settings: Settings, unknown: Unknown = NOTHING_UNKNOWN) -> Rulebook:
    """The criteria in force under the settings, and what of them is unknown."""
    in_force = criteria_in_force(settings)
    roles = {criterion.role for criterion in in_force}
    others = [c for file in campus_model() for c in file.criteria if c.role not in roles]
    criteria: dict[str, dict[str, Criterion]] = {}
    for criterion in (*in_force, *others):
        criteria.setdefault(criterion.role, {})[criterion.name] = criterion
    return Rulebook(criteria, _fixes(), unknown)


@cache
def _fixes() -> Mapping[str, str]:
    return {check.code: check.fix for check in load_checks()}
