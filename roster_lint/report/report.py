"""What a run has found: findings, results a check, availability, the verdict and the exit code."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol, Self

from roster_lint.checks.catalog import Check
from roster_lint.checks.finding import (
    Counted,
    Finding,
    PlaceCount,
    SchoolCount,
    WorkItem,
    WorkOrder,
)
from roster_lint.errors import UsageError
from roster_lint.report.plan import Plan
from roster_lint.timing import Timings
from roster_lint.vocabulary import Effect, OneRoster, Severity, SourceKind

if TYPE_CHECKING:
    from roster_lint.report.baseline import Renewal
    from roster_lint.report.baseline_file import Baseline
    from roster_lint.report.missing_list import MissingRecord
    from roster_lint.settings.settings import Regrade

Status = Literal["passed", "failed", "skipped", "crashed"]
Verdict = Literal["ready", "not-ready", "incomplete"]

EXIT_CODES: Mapping[Verdict, int] = {"ready": 0, "not-ready": 1, "incomplete": 3}


@dataclass(frozen=True)
class Cell:
    """What one check found for one vendor.

    Attributes:
        findings: how many.
        severity: the gravest among them.
        effect: what happens to those.
        consequence: what the vendor is documented to do with them, where it is.
        sources: the documents that say so.
    """

    findings: int
    severity: Severity
    effect: Effect
    consequence: str | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class VendorResult:
    """What all checks together say of one vendor.

    Attributes:
        name: the profile's name.
        display: the vendor's name.
        verdict: as if no other vendor had been named.
        counts: findings by severity, suppressed and tolerated ones left out.
        cells: by check, of those with findings.
        not_checked: codes of the checks that looked at nothing of this vendor's, since no accounts
            file lists those of its directory.
    """

    name: str
    display: str
    verdict: Verdict
    counts: Mapping[Severity, int]
    cells: Mapping[str, Cell]
    not_checked: tuple[str, ...] = ()


@dataclass(frozen=True)
class SchoolShare:
    """How many of a school's records, or of one of its populations, a check found.

    Attributes:
        school: the school's name.
        findings: records found there.
        total: records there that the check looked at.
        population: student, teacher, staff, guardian or relative; None where the records are not
            people, or it is not known which they are.
    """

    school: str
    findings: int
    total: int
    population: str | None = None


class Shown(Iterable[Finding], Sized, Protocol):
    """The findings to show: read anew at each pass, so that all of them never stand in memory."""


@dataclass(frozen=True)
class CheckResult:
    """What one check gave.

    Attributes:
        check: the check.
        status: ``failed`` means that it found something.
        reason: why it was skipped, or how it crashed.
        counts: findings by severity, suppressed ones left out.
        suppressed: findings that the district accepts, those that the baseline knows left out.
        known: findings that the baseline knows.
        regraded: how the district grades the check, where it does.
        tolerance_reason: why its findings are tolerated, where the settings say it.
        total: how many records the check looked at, where it says so.
        tolerated: the findings stay within the tolerance in the settings and count for nothing.
        standing_out: schools in which most records were found.
        worst_school: the school with most findings; None where they belong to none, or there is
            only one school.
        samples: the findings to show.
        vendors: what its findings mean for the vendors whose lines concern them, each once.
        causes: codes of the checks that its findings name as their causes, the commonest first.
        is_unknown: it was skipped since what it reads is missing in the source.
        records: how many records the findings stand for, by severity; as many as there are, but
            for a check that tells of many at once.
    """

    check: Check
    status: Status
    reason: str | None = None
    counts: Mapping[Severity, int] = field(default_factory=dict)
    suppressed: int = 0
    known: int = 0
    regraded: "Regrade | None" = None
    tolerance_reason: str | None = None
    total: int | None = None
    tolerated: bool = False
    standing_out: tuple[SchoolShare, ...] = ()
    worst_school: SchoolCount | None = None
    samples: Shown = ()
    vendors: tuple[Counted, ...] = ()
    causes: tuple[str, ...] = ()
    is_unknown: bool = False
    records: Mapping[Severity, int] = field(default_factory=dict)

    @property
    def findings(self) -> int:
        """All findings that are not suppressed."""
        return sum(self.counts.values())

    @property
    def found_records(self) -> int:
        """How many records these findings stand for."""
        return sum(self.records.values()) or self.findings

    @property
    def severity(self) -> Severity:
        """The worst severity found, or the check's own where nothing was."""
        for severity in ("error", "warning", "info"):
            if self.counts.get(severity):
                return severity
        return self.check.severity


@dataclass(frozen=True)
class CriterionCount:
    """How many records of a population fail at one criterion, having passed those before it.

    Attributes:
        name: the criterion's column name.
        title: the criterion in a few words, for people.
        failed: how many fall here; None where that is unknown.
        fails: what is said of those that fall here.
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

    A number is None where the source lacks what it is counted from.

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
            who will sync have none in its directory; absent where nobody looked.
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
    """What the other OneRoster version would change, where the run was not told the version.

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
        gone: by code, findings that it knows and that are there no more.
        made_for: how its vendors, version or schools differ from the run's, in words; then nothing
            can be said of what is gone. Empty where they are the same.
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
            name more needs what the source lacks.
    """

    effect: Effect
    people: int
    classes: int
    others: int
    unknown: tuple[str, ...] = ()


@dataclass
class Report:
    """One run's result. Holds the engine open for ``findings`` until it is closed.

    Attributes:
        incomplete: why the source could not be judged, a sentence each; empty where it could.
        unjudged: one of these reasons is about the source as a whole.
        missing: what the source lacks of what it must have, as ``Table`` or ``Table.column``; the
            files of a bundle that could not be read.
        records: the rows of the judged year, by table; empty for a bundle.
        unknown_year: why it is unknown which school year is judged; None where that is known.
        notes: what the header must say beyond the facts.
        vendor_notes: what the vendors' documents say of a sync and no check can judge.
        schools: names of the schools that the run was limited to; empty means all.
        school_names: school ID to name, for anyone who writes findings.
        not_listed: why it cannot be said what becomes of each record, and so no list be made of
            those that will not sync and no plan; None where it can.
        plan: what to fix first; None where it is not known what becomes of each record.
        vendors: the verdict for each vendor that was named.
        other_version: what the other OneRoster version would change; None where the version was
            set, or the source itself says it.
        timings: what the lint took; None where nobody asked.
        renamed: a sentence for each former code of a check in the settings; among the notes, too.
        baseline: what the baseline did; None where there is none.
        stale_baseline_fails: what is gone from the data and not from the baseline makes it not
            ready.
    """

    version: str
    source_kind: SourceKind
    source_location: str
    as_of: date
    oneroster: OneRoster
    vendor: str
    vendor_display: str
    vendor_assumed: bool
    school_year: SchoolYear | None
    readings: Mapping[str, str]
    fail_on: Literal["error", "warning", "info", "never"]
    verdict: Verdict
    incomplete: tuple[str, ...]
    notes: tuple[str, ...]
    schools: tuple[str, ...]
    availability: tuple[Availability, ...]
    affected: tuple[Affected, ...]
    checks: tuple[CheckResult, ...]
    suppressions: tuple[SuppressionUse, ...]
    school_names: Mapping[int | str, str]
    stream: Callable[[], Iterator[Finding]]
    closer: Callable[[], None]
    work: Callable[[WorkOrder], Iterator[WorkItem]] = lambda _by: iter(())
    vendors: tuple[VendorResult, ...] = ()
    other_version: OtherVersion | None = None
    unjudged: bool = True
    missing: tuple[str, ...] = ()
    unknown_year: str | None = None
    records: tuple[Records, ...] = ()
    not_listed: str | None = None
    vendor_notes: tuple[str, ...] = ()
    plan: Plan | None = None
    baseline: BaselineUse | None = None
    stale_baseline_fails: bool = False
    renewed: "Callable[[Baseline, Literal['update', 'prune']], Renewal] | None" = None
    known: Callable[[], Iterator[Finding]] = lambda: iter(())
    list_missing: "Callable[[bool], Iterator[MissingRecord]]" = lambda _rosters: iter(())
    places: Callable[[], Iterator[PlaceCount]] = lambda: iter(())
    spread: Callable[[str, int], Iterator[Finding]] = lambda _code, _limit: iter(())
    timings: Timings | None = None
    renamed: tuple[str, ...] = ()

    @property
    def oneroster_set(self) -> bool:
        """Whether the version was set, or the source itself says it."""
        return self.other_version is None

    @property
    def exit_code(self) -> int:
        """0 ready, 1 not ready, 3 incomplete; under ``--fail-on never`` 0 stands for 1 too."""
        if self.verdict == "not-ready" and self.fail_on == "never":
            return 0
        return EXIT_CODES[self.verdict]

    def count(self, severity: Severity) -> int:
        """Findings of one severity, over all checks, suppressed and tolerated ones left out."""
        return sum(r.counts.get(severity, 0) for r in self.checks if not r.tolerated)

    @property
    def only_the_baseline_fails(self) -> bool:
        """Whether nothing makes the run not ready but a baseline that is out of date."""
        least = "error" if self.fail_on == "never" else self.fail_on
        order: tuple[Severity, ...] = ("error", "warning", "info")
        failing = order[: order.index(least) + 1]
        return self.verdict == "not-ready" and not any(map(self.count, failing))

    @property
    def checks_run(self) -> int:
        """Checks that ran to their end."""
        return sum(r.status in ("passed", "failed") for r in self.checks)

    @property
    def checks_skipped(self) -> int:
        """Checks that could not or need not run."""
        return sum(r.status == "skipped" for r in self.checks)

    def findings(self) -> Iterator[Finding]:
        """All findings that are not suppressed, worst first, one at a time from the engine."""
        return self.stream()

    def known_findings(self) -> Iterator[Finding]:
        """The findings that the baseline knows, in the same order."""
        return self.known()

    def counts_by_place(self) -> Iterator[PlaceCount]:
        """How many findings each check has, by severity, school and vendors."""
        return self.places()

    def first_findings(self, code: str, limit: int) -> Iterator[Finding]:
        """The first findings of a check, worst first, a few of each school.

        Args:
            code: the check's.
            limit: how many at most.
        """
        return self.spread(code, limit)

    def work_items(self, by: WorkOrder = "school") -> Iterator[WorkItem]:
        """The same with names, whatever was asked for: by school, say, worst first in each."""
        return self.work(by)

    def missing_records(self, *, rosters: bool = False) -> "Iterator[MissingRecord]":
        """Every record that will not sync or is sent as ToBeDeleted, one at a time from the engine.

        Args:
            rosters: roster records, too, after people and classes.

        Raises:
            UsageError: it cannot be said what becomes of each record; ``not_listed`` says why.
        """
        if self.not_listed is not None:
            raise UsageError(f"What will not sync cannot be listed: {self.not_listed}.")
        return self.list_missing(rosters)

    def close(self) -> None:
        """Lets go of the engine and whatever it wrote to disk."""
        self.closer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def every_finding(report: Report) -> Iterator[tuple[Finding, bool]]:
    """All findings that no entry of the settings suppresses, and whether the baseline knows each.

    Those that it knows come last.
    """
    yield from ((finding, False) for finding in report.findings())
    yield from ((finding, True) for finding in report.known_findings())
