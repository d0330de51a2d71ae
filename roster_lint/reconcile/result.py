"""What a reconciliation has found: counts, groups of differences by reason, and each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from roster_lint.reconcile.calibration import Calibration
from roster_lint.reconcile.sides import Sides
from roster_lint.vocabulary import OneRoster

Kind = Literal["missing", "extra", "deleted", "kept", "changed"]

ENTITIES = ("orgs", "academicSessions", "courses", "classes", "users", "agents", "enrollments")

PERSONAL = frozenset(("username", "givenName", "familyName", "identifier", "email", "sms", "phone"))
"""The fields whose values are shown only on request."""


@dataclass(frozen=True)
class Count:
    """Records of one entity, in all or of one school.

    Attributes:
        expected: predicted as active.
        served: served as active.
        same: on both sides as active, and alike.
        missing: predicted, and not served.
        extra: served, and not predicted.
        changed: served with other values, another status among them.
    """

    expected: int = 0
    served: int = 0
    same: int = 0
    missing: int = 0
    extra: int = 0
    changed: int = 0

    @property
    def differing(self) -> int:
        """Records that are not the same on both sides."""
        return self.missing + self.extra + self.changed

    def __add__(self, other: "Count") -> "Count":
        return Count(*(a + b for a, b in zip(_numbers(self), _numbers(other), strict=True)))


def _numbers(count: Count) -> tuple[int, ...]:
    return tuple(vars(count).values())


@dataclass(frozen=True)
class School:
    """One school's counts, by entity; those that belong to no school have no ID."""

    school_id: int | None
    name: str | None
    counts: dict[str, Count]


@dataclass(frozen=True)
class Group:
    """Differences of one kind with one likely reason.

    Attributes:
        field: what has another value; None where the whole record is on one side only.
        code: the kind of reason.
        words: the reason.
        records: how many differences there are.
        samples: sourcedIds of some of them; for agents the user's and, after a >, the agent's.
    """

    entity: str
    kind: Kind
    field: str | None
    code: str
    words: str
    records: int
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One record that only one side has, or one field with different values."""

    entity: str
    kind: Kind
    field: str | None
    expected_id: str | None
    served_id: str | None
    person_id: int | None
    section_id: int | None
    school_id: int | None
    school: str | None
    role: str | None
    expected: str | None
    served: str | None
    code: str
    words: str

    @property
    def is_personal(self) -> bool:
        """Whether its values are personal data."""
        return self.field in PERSONAL


@dataclass(frozen=True)
class Reconciliation:
    """The result. It holds the engine until it is closed.

    Attributes:
        sides: both sides.
        as_of: the date that was judged.
        cache_day: the day of the cache, where it was given.
        counts: by entity, in all.
        schools: by school, those without a difference, too.
        groups: the differences by their reasons, most first.
        calibration: what explains them, where it was asked for.
    """

    sides: Sides
    as_of: date
    oneroster: OneRoster
    cache_day: date | None
    counts: dict[str, Count]
    schools: tuple[School, ...]
    groups: tuple[Group, ...]
    calibration: Calibration | None

    @property
    def differing(self) -> int:
        """Records that are not the same on both sides."""
        return sum(count.differing for count in self.counts.values())

    @property
    def exit_code(self) -> int:
        """0 where both sides say the same, in the same version."""
        return 1 if self.differing or self.sides.asked else 0

    def differences(self) -> Iterator[Difference]:
        """Every difference, by entity and record."""
        for batch in self.sides.engine.stream(_DIFFERENCES):
            for row in batch:
                yield Difference(*row)

    def close(self) -> None:
        """Lets go of the engine."""
        self.sides.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


_DIFFERENCES = f"""
SELECT
    d.entity,
    d.kind,
    d.field,
    d.expectedId,
    d.servedId,
    d.personID,
    d.sectionID,
    d.schoolID,
    s.name,
    d.roles,
    d.expected,
    d.served,
    r.code,
    r.words
FROM difference d
JOIN reason r ON r.number = d.number
LEFT JOIN School s ON s.schoolID = d.schoolID
ORDER BY list_position({list(ENTITIES)}, d.entity), d.schoolID NULLS LAST, d.number
"""
