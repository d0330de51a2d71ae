"""What a comparison has found, as plain values: the report formats read only these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from roster_lint.timing import Timings
from roster_lint.vocabulary import OneRoster, SourceKind

DifferenceVerdict = Literal["ok", "stopped", "incomplete"]


@dataclass(frozen=True)
class Tally:
    """What becomes of one kind of record, in all or at one school.

    ``before - gone - deleted - moved_out - old_ids + added + moved_in + new_ids = after``.

    Attributes:
        subject: the kind, as ``students``.
        before: how many the earlier payload sends as active.
        after: how many the later one does.
        added: not sent before.
        moved_in: people who were sent before, in another role or at another school; classes and
            enrollments that were at another school.
        gone: no longer in the later payload.
        deleted: there as ToBeDeleted.
        moved_out: still sent, in another role or at another school.
        old_ids: sent under another id now, so neither gone nor added.
        new_ids: the same, counted where they are now.
        disabled: users who are still sent, and are disabled now.
        ended: enrollments that are still sent, and have ended now.
        on_again: users enabled again, enrollments open again.
        changed: sent before and after, with another value in a field.
        fields: of the changed, in how many each field differs.
    """

    subject: str
    before: int
    after: int
    added: int
    moved_in: int
    gone: int
    deleted: int
    moved_out: int
    old_ids: int
    new_ids: int
    disabled: int
    ended: int
    on_again: int
    changed: int
    fields: Mapping[str, int] = field(default_factory=dict)

    @property
    def removed(self) -> int:
        """What the vendor will no longer have, by absence or by status."""
        return self.gone + self.deleted

    @property
    def lost(self) -> int:
        """What is removed, disabled or ended."""
        return self.removed + self.disabled + self.ended

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (
            self.added
            or self.moved_in
            or self.lost
            or self.moved_out
            or self.old_ids
            or self.new_ids
            or self.on_again
            or self.changed
        )


@dataclass(frozen=True)
class School:
    """One org, with what becomes of its records.

    Attributes:
        source_id: its sourcedId; None stands for records of no school.
        name: its name, where there is one.
        tallies: by kind of record, those of which there are any.
    """

    source_id: str | None
    name: str | None
    tallies: Mapping[str, Tally]


@dataclass(frozen=True)
class NewIds:
    """Records that are the same under another id.

    Attributes:
        file: ``users``, ``classes`` and so on.
        number: how many.
        how: in how many the ids differ in which way.
    """

    file: str
    number: int
    how: Mapping[str, int]


@dataclass(frozen=True)
class Alarm:
    """One limit that is exceeded, or one fault of the change as a whole.

    Attributes:
        name: what ``--allow`` calls it, as ``students deleted``.
        number: how many records it is about.
        total: of how many; None where that means nothing.
        severity: ``error`` stops, ``warning`` does not.
        sentence: what will happen, in a sentence.
        fix: what to do first.
        remark: what else the vendor's document says about it.
        vendor: whose limit it is; None for the district's own.
        source: the document that says so, for a vendor's.
        basis: whether the document was quoted, of a vendor's.
        read: when it was last read.
        school: the one school that it is about.
        allowed: the number that ``--allow`` names for it.
    """

    name: str
    number: int
    total: int | None
    severity: Literal["error", "warning"]
    sentence: str
    fix: str = ""
    remark: str = ""
    vendor: str | None = None
    source: str | None = None
    basis: str | None = None
    read: date | None = None
    school: str | None = None
    allowed: int | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether ``--allow`` names a number that is not exceeded."""
        return self.allowed is not None and self.number <= self.allowed


@dataclass(frozen=True)
class SideFacts:
    """One payload: where it comes from, and as of when it is judged."""

    kind: SourceKind
    location: str
    oneroster: OneRoster
    as_of: date
    school_years: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """All that a comparison has found.

    Attributes:
        before: the earlier payload.
        after: the later one.
        verdict: ``ok``, ``stopped`` where an alarm stops it, or ``incomplete``.
        exit_code: 0, 1 or 3.
        rollover: classes were compared by school and course, across school years.
        incomplete: why there is no verdict, a sentence each; no tally stands beside it.
        tallies: by kind of record, in the order of the reports.
        schools: those at which anything differs.
        schools_alike: how many there are at which nothing does.
        new_ids: records under another id, by file.
        alarms: what exceeds a limit, the most severe first.
        vendors: the vendors whose holds were checked.
        advice: what else the vendors' documents say about such a change, a sentence each.
        notes: what there is to say about how the sides were read.
        timings: what it took; None unless somebody watches.
    """

    before: SideFacts
    after: SideFacts
    verdict: DifferenceVerdict
    exit_code: int
    rollover: bool
    incomplete: tuple[str, ...]
    tallies: Mapping[str, Tally]
    schools: tuple[School, ...]
    schools_alike: int
    new_ids: tuple[NewIds, ...]
    alarms: tuple[Alarm, ...]
    vendors: tuple[str, ...]
    advice: tuple[str, ...]
    notes: tuple[str, ...]
    timings: Timings | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the later payload is the earlier one, as far as the vendor can see."""
        return not self.incomplete and all(tally.is_empty for tally in self.tallies.values())
