"""What is read of a report: its keys, checked; whatever else stands in it is passed over."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from roster_lint.errors import scrub
from roster_lint.vocabulary import Family, Severity, SourceKind, Status, Verdict, family_of

SchoolId = int | str | None
Count = Annotated[int, Field(ge=0, lt=1 << 53)]


def _day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _without_password(location: str | None) -> str | None:
    """Reports have none in it; an edited file may."""
    return None if location is None else scrub(location)


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Source(_Read):
    """Where the data was."""

    kind: SourceKind | None
    location: Annotated[str | None, AfterValidator(_without_password)]


class Vendor(_Read):
    """A vendor of the run."""

    name: str
    display: str


class Summary(_Read):
    """Findings by severity, without suppressed and tolerated ones; null where the run broke off."""

    error: Count | None
    warning: Count | None
    info: Count | None


class Counted(_Read):
    """How many there are, and how many will sync; null where unknown."""

    total: Count | None
    available: Count | None
    held_back: Count | None = None

    @model_validator(mode="after")
    def _a_part_of_the_whole(self) -> Self:
        for part in (self.available, self.held_back):
            if part is not None and (self.total is None or part > self.total):
                raise ValueError("more will sync or are held back than there are")
        return self


class School(Counted):
    """One population at one school."""

    school_id: SchoolId
    school: str


class Population(Counted):
    """One population."""

    entity: str
    schools: tuple[School, ...] | None = Field(default=None, strict=False)


class Regraded(_Read):
    """How the district grades a check."""

    severity: Severity


class Check(_Read):
    """What one check gave."""

    code: Annotated[str, Field(pattern=r"^[!-~]{1,200}$")]
    name: str
    severity: Severity
    status: Status
    findings: Count
    suppressed: Count = 0
    known: Count = 0
    tolerated: bool = False
    regraded: Regraded | None = None
    reason: str | None = None

    @property
    def accepted(self) -> int:
        """How many of its findings count for nothing: suppressed, known or tolerated."""
        return self.suppressed + self.known + (self.findings if self.tolerated else 0)

    @property
    def ran(self) -> bool:
        """Whether it came to its end."""
        return self.status in ("passed", "failed")


class Baseline(_Read):
    """The known findings that the run was given, and their date."""

    file: str
    as_of: str


class Facts(_Read):
    """All of a report that is used, but its findings.

    Attributes:
        unjudged: where it is incomplete: the source as a whole could not be judged, so that not
            even the checks that ran say anything. Reports that do not say it are taken so.
    """

    version: str
    source: Source
    as_of: Annotated[date, BeforeValidator(_day)]
    school_year: int | None
    oneroster: str | None
    oneroster_set: bool = True
    vendor: str
    vendors: tuple[Vendor, ...] = Field(strict=False)
    schools: tuple[str, ...] = Field(strict=False)
    readings: dict[str, str]
    verdict: Verdict
    incomplete: tuple[str, ...] = Field(strict=False)
    unjudged: bool = True
    summary: Summary
    availability: tuple[Population, ...] = Field(strict=False)
    baseline: Baseline | None = None
    checks: tuple[Check, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        _refuse_twice([check.code for check in self.checks])
        _refuse_twice([population.entity for population in self.availability])
        if self.verdict != "incomplete" and self.summary.error is None:
            raise ValueError("a verdict without numbers")
        return self

    @property
    def is_incomplete(self) -> bool:
        """Whether the source could not be judged, or not in full."""
        return self.verdict == "incomplete"

    @property
    def is_unjudged(self) -> bool:
        """Whether the source as a whole could not be judged: its numbers mean nothing."""
        return self.is_incomplete and self.unjudged

    @property
    def family(self) -> Family | None:
        """What the source's tables are; None where a run broke off before that was known."""
        return None if self.source.kind is None else family_of(self.source.kind)

    @property
    def vendor_words(self) -> str:
        """What the vendors are called."""
        if self.vendor == "generic":
            return "no vendor chosen"
        return ", ".join(vendor.display for vendor in self.vendors) or self.vendor

    @property
    def accepted(self) -> int:
        """How many findings count for nothing, since the district accepts them."""
        return sum(check.accepted for check in self.checks)

    @property
    def regraded(self) -> Mapping[str, Severity]:
        """How the district grades checks, by code, where it does."""
        return {c.code: c.regraded.severity for c in self.checks if c.regraded is not None}

    @property
    def ran(self) -> frozenset[str]:
        """Codes of the checks whose silence says something."""
        if self.is_unjudged:
            return frozenset()
        return frozenset(check.code for check in self.checks if check.ran)

    def with_codes(self, current: Mapping[str, str]) -> Self:
        """The same with the codes that checks have now, by former code."""
        checks = tuple(
            check.model_copy(update={"code": current.get(check.code, check.code)})
            for check in self.checks
        )
        return self.model_copy(update={"checks": checks})


def _refuse_twice(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        raise ValueError("the same check or population stands in it twice")
