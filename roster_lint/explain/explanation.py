"""What `explain` says about one record: criteria, what decided them, what the API returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from roster_lint.vocabulary import SourceKind

Kind = Literal["student", "staff", "teacher", "guardian", "relative", "section", "course"]
KINDS: tuple[Kind, ...] = (
    "student", "staff", "teacher", "guardian", "relative", "section", "course",
)  # fmt: skip
PERSON_KINDS: tuple[Kind, ...] = KINDS[:5]
EMPLOYED: tuple[Kind, ...] = ("teacher", "staff")

Verdict = Literal["will-sync", "will-not-sync", "to-be-deleted", "unknown"]
Certainty = Literal["documented", "unverified", "unknown"]
Object = Literal["user", "enrollment", "class", "course"]

Value = str | int | bool | None
Facts = Mapping[str, Value]
"""Values by the names of Campus's columns; dates as ISO text."""


@dataclass(frozen=True)
class Remedy:
    """Where to fix what fails.

    Attributes:
        fix: the place in Campus, or the command that says more.
        check: the code of the check that says so; None where no check owns the criterion.
    """

    fix: str
    check: str | None = None


@dataclass(frozen=True)
class State:
    """One criterion of one record.

    Attributes:
        name: the criterion's name: a column of its criteria table, for nearly all.
        title: the condition in a few words.
        passed: None where it is not asked, since another condition makes it pointless, and where it
            is unknown.
        because: the values that decided it, in a few words.
        fails: what is said of a record that fails it, such as "no username".
        remedies: where to fix it; empty unless it failed.
        unknown: why it is unknown whether it holds: the source does not have what decides it.
    """

    name: str
    title: str
    passed: bool | None
    because: str
    fails: str = ""
    remedies: tuple[Remedy, ...] = ()
    unknown: str | None = None


@dataclass(frozen=True)
class Served:
    """What the API would return of one record.

    Attributes:
        object: the OneRoster object.
        status: ``active`` or ``tobedeleted``.
        role: the role that it carries, as this version of OneRoster names it.
        primary: whether a teacher is the primary one; None for everything but teachers.
        sourced_id: as Campus forms it; None where that is unknown.
        certainty: how well it is known that Campus forms it so.
        note: what is not known of it.
    """

    object: Object
    status: Literal["active", "tobedeleted"]
    role: str | None = None
    primary: bool | None = None
    sourced_id: str | None = None
    certainty: Certainty = "documented"
    note: str | None = None


@dataclass(frozen=True)
class Record:
    """One Campus record behind the one that is explained.

    Attributes:
        entity: enrollment, assignment, relationship, roster, staff_history or section.
        key: its key columns.
        label: what to call it.
        facts: its values.
        criteria: in the article's order.
        decides: the record comes nearest to passing, so that the verdict rests on it.
        served: what the API would return; None for nothing.
    """

    entity: str
    key: Mapping[str, int]
    label: str
    facts: Facts
    criteria: tuple[State, ...]
    decides: bool = False
    served: Served | None = None

    @property
    def failed(self) -> tuple[State, ...]:
        """The criteria that the record fails."""
        return tuple(state for state in self.criteria if state.passed is False)

    @property
    def unknown(self) -> tuple[State, ...]:
        """The criteria of which it is unknown whether they hold."""
        return tuple(state for state in self.criteria if state.unknown)


@dataclass(frozen=True)
class Reason:
    """Why some of a section's or a course's members do not sync, and how many."""

    criterion: str
    text: str
    count: int


@dataclass(frozen=True)
class Members:
    """The students of a section, or the sections of a course.

    Attributes:
        noun: ``student`` or ``section``.
        total: how many there are.
        sync: how many of them will sync.
        reasons: why the others do not, each counted once, at the first criterion that fails.
        listed: some of those that do not, by the ID that `explain` takes.
    """

    noun: str
    total: int
    sync: int
    reasons: tuple[Reason, ...]
    listed: tuple["Member", ...]

    @property
    def more(self) -> int:
        """How many that do not sync are not listed."""
        return self.total - self.sync - len(self.listed)


@dataclass(frozen=True)
class Member:
    """One member that does not sync."""

    key: Mapping[str, int]
    label: str
    text: str


@dataclass(frozen=True)
class OtherRole:
    """Another role of the same person, which `explain` would explain."""

    role: str
    verdict: Verdict


@dataclass(frozen=True)
class Run:
    """By what the record was judged.

    Attributes:
        source_kind: which kind of source it stands in.
        source_location: where that is.
        as_of: the date.
        end_year: the school year; None where there is none.
        year: its name, such as 2026-27.
        window: its first and last day.
        oneroster: the version.
        oneroster_set: the version was set; else it is assumed.
        vendor: the profile's name.
        readings: the readings of the article in force.
        schools: the schools that the run is limited to; empty means all.
    """

    source_kind: SourceKind
    source_location: str
    as_of: date
    end_year: int | None
    year: str
    window: tuple[str, str]
    oneroster: str
    oneroster_set: bool
    vendor: str
    readings: Mapping[str, str]
    schools: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say of one record.

    Attributes:
        run: by what it was judged.
        kind: as which it was explained.
        key: its key column.
        label: what to call it, by the number that staff search by.
        name: a person's name, only where personal data may be shown.
        facts: its own values.
        verdict: what will become of it.
        because: in a few words, why it does not sync; None where it does.
        before: its criteria that come before those of its records, in the article's order.
        records: the records of which one must meet all criteria; the one that decides is first.
        after: its criteria that come after them.
        served: what the API would return for it, one a user or object.
        further: what hangs on it: roster records of a student, Section Staff History records.
        members: of a section or a course.
        other_roles: of a person.
        notes: what else to know.
        article: what the article asks, in short.
    """

    run: Run
    kind: Kind
    key: Mapping[str, int]
    label: str
    facts: Facts
    verdict: Verdict
    because: str | None
    before: tuple[State, ...]
    article: str
    name: str | None = None
    records: tuple[Record, ...] = ()
    after: tuple[State, ...] = ()
    served: Served | None = None
    further: tuple[Record, ...] = ()
    members: Members | None = None
    other_roles: tuple[OtherRole, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[State, ...]:
        """The criteria that keep it from syncing; empty exactly where it is available."""
        decisive = [state for record in self.records if record.decides for state in record.criteria]
        criteria = (*self.before, *decisive, *self.after)
        return tuple(state for state in criteria if state.passed is False)
