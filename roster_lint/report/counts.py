"""What a run has counted: who will sync, how many faults affect, what the district accepts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from roster_lint.vocabulary import Effect, OneRoster


@dataclass(frozen=True)
class CriterionCount:
    """How many records of a population fail at one criterion, having passed those before it.

    Attributes:
        name: the criterion's column name.
        title: the criterion in a few words, for people.
        failed: how many fall here; None where that is unknown.
        fails: what is said about those that fall here.
        unknown: why it is unknown which records meet it; None where that is known.
    """

    name: str
    title: str
    failed: int | None
    fails: str = ""
    unknown: str | None = None


@dataclass(frozen=True)
class Split:
    """What becomes of the records of a population that will not sync; the sum is all of them.

    Attributes:
        held_back: by a fault, which an error or a warning names.
        to_be_deleted: sent as ToBeDeleted, and held back by no fault.
        left_out: as they are marked: No Show, excluded, withdrawn, no Portal.
        not_used: the vendor does not use the population.
    """

    held_back: int = 0
    to_be_deleted: int = 0
    left_out: int = 0
    not_used: int = 0


@dataclass(frozen=True)
class Records:
    """The rows of one table that are of the judged year, drafts included.

    Attributes:
        entity: enrollment, roster or section.
        total: how many there are; None where that is unknown.
        available: how many are sent, or for an enrollment, meet all of its own criteria.
        drafts: sections of inactive trials beside an active one, and their roster records.
    """

    entity: str
    total: int | None
    available: int | None
    drafts: int | None


@dataclass(frozen=True)
class SchoolAvailability:
    """One population at one school.

    Attributes:
        school_id: the school; None gathers the records that belong to none.
        school: its name.
        total: how many there are.
        available: how many will be served as active.
        to_be_deleted: how many of the rest are sent as ToBeDeleted.
        failed: how many fall at each criterion, by its name; criteria at which none falls left out.
        split: what becomes of those that will not sync; None where nobody knows.
    """

    school_id: int | str | None
    school: str
    total: int
    available: int
    to_be_deleted: int
    failed: Mapping[str, int]
    split: "Split | None" = None


@dataclass(frozen=True)
class Availability:
    """One population: how many there are, and how many the API will serve.

    A number is None where the source does not have what it is counted from.

    Attributes:
        entity: student, teacher, staff, guardian, relative or section.
        total: how many there are.
        available: how many will be served as active.
        to_be_deleted: how many of the rest are sent as ToBeDeleted.
        criteria: where the rest fall, in the article's order; the sum is total - available.
        schools: the same by school, largest first; a person at several schools counts at one. None
            where any of it is unknown.
        unknown: why it is unknown how many will be served; None where that is known.
        split: what becomes of those that will not sync; None where nobody knows, since not all
            checks ran, or since a bundle is what is sent.
        no_account: by the name of a vendor that finds people by their accounts, how many of those
            who will sync have none in its directory; absent where that was not checked.
    """

    entity: str
    total: int | None
    available: int | None
    to_be_deleted: int | None
    criteria: tuple[CriterionCount, ...]
    schools: tuple[SchoolAvailability, ...] | None = ()
    unknown: str | None = None
    split: Split | None = None
    no_account: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SchoolYear:
    """The school year that was judged.

    Attributes:
        end_year: 2027 stands for 2026-27.
        start: the window's first day, assumed where the year has none.
        end: its last day, likewise.
        start_assumed: the start was blank.
        end_assumed: the end was blank.
        active: the year is marked active.
    """

    end_year: int
    start: date
    end: date
    start_assumed: bool
    end_assumed: bool
    active: bool


@dataclass(frozen=True)
class OtherVersion:
    """What the other OneRoster version would change, where the version was not set.

    Attributes:
        oneroster: the version that was not judged.
        more: how many more people would sync under it, by population that a vendor uses; None
            where the source could not be judged.
        judged_excluded_by: the vendors whose documents leave out the version that was judged: the
            profile's name, and the vendor's own.
    """

    oneroster: OneRoster
    more: Mapping[str, int] | None
    judged_excluded_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SuppressionUse:
    """What one suppress entry did.

    Attributes:
        code: its check.
        reason: the district's reason.
        matched: findings that it hides.
        problem: why it is to be looked at (expired, matches nothing), if it is.
    """

    code: str
    reason: str
    matched: int
    problem: str | None


@dataclass(frozen=True)
class BaselineUse:
    """What the baseline did.

    Attributes:
        file: its file.
        as_of: the date that the run judged which last wrote it.
        known: by code, findings that it knows: they count for nothing.
        gone: by code, findings that it knows and that are gone.
        made_for: how its vendors, version or schools differ from the run's, in words; then it is
            unknown what is gone. Empty where they are the same.
    """

    file: str
    as_of: date
    known: Mapping[str, int]
    gone: Mapping[str, int]
    made_for: str = ""


@dataclass(frozen=True)
class Affected:
    """People, classes and other records that an effect reaches, counted once each.

    Attributes:
        effect: what happens at the vendor.
        people: people named by findings of warning and above.
        classes: sections named by them.
        others: further records (calendars, terms, grade levels …) named by them.
        unknown: which of the three are only those that could be found, since a check that would
            name more needs what the source does not have.
    """

    effect: Effect
    people: int
    classes: int
    others: int
    unknown: tuple[str, ...] = ()
