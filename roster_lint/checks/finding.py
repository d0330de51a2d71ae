"""What a check finds: one record, what is wrong with it, and for which vendors it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from roster_lint.vocabulary import Effect, Owner, Severity

WorkOrder = Literal["school", "owner", "topic"]
"""By what work is put together; within each, the worst comes first."""


@dataclass(frozen=True)
class Counted:
    """A vendor for which a finding counts.

    Attributes:
        name: the profile's name.
        severity: how severe it is for this vendor.
        consequence: what the vendor is documented to do, where it is.
        sources: the documents that say so; empty where no line of the vendor's concerns it.
    """

    name: str
    severity: Severity
    consequence: str | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One offending record under one check.

    Attributes:
        key: the record's key columns and their values.
        school_id: its school, where it belongs to one: a Campus ID, or the sourcedId of a bundle.
        message: one sentence; personal data in it is masked unless it was asked for.
        fingerprint: the same for the same record under the same check in every run.
        suggestion: the value that is likely right; None where none is known, or it may not be
            shown.
        vendors: those for which it counts; empty where it counts alike for all.
    """

    code: str
    name: str
    severity: Severity
    effect: Effect
    entity: str
    key: Mapping[str, int | str | None]
    school_id: int | str | None
    message: str
    fix: str
    fingerprint: str
    suggestion: str | None = None
    vendors: tuple[Counted, ...] = ()

    @property
    def record(self) -> str:
        """The key in words: ``historyID 52411, sectionID 5103``."""
        return ", ".join(f"{name} {value}" for name, value in self.key.items())


@dataclass(frozen=True)
class SchoolCount:
    """The school in which a check found most, and how much that is."""

    school: str
    findings: int


@dataclass(frozen=True)
class PlaceCount:
    """How many findings one check has at one school, of one severity and for the same vendors.

    Attributes:
        code: the check.
        severity: of these findings.
        school_id: the school; None where they belong to none.
        vendors: names of the profiles for which they count; empty where they count alike for all.
        findings: how many, suppressed ones left out.
    """

    code: str
    severity: Severity
    school_id: int | str | None
    vendors: tuple[str, ...]
    findings: int


@dataclass(frozen=True)
class WorkItem:
    """One finding for the person who fixes it, with the names of those it is about.

    Attributes:
        finding: the finding, with nothing in its message masked.
        owner: who fixes it.
        person_id: the person that it is about, if it is about one.
        student_number: that person's student number.
        staff_number: that person's staff number.
        person_name: that person's current name.
    """

    finding: Finding
    owner: Owner
    person_id: int | str | None
    student_number: str | None
    staff_number: str | None
    person_name: str | None
