"""What a run has found: findings, results a check, availability, the verdict and the exit code."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Self, get_args

from roster_lint.checks.finding import Finding, PlaceCount, WorkItem, WorkOrder
from roster_lint.errors import UsageError
from roster_lint.report.counts import (
    Affected,
    Availability,
    BaselineUse,
    OtherVersion,
    Records,
    SchoolYear,
    SuppressionUse,
)
from roster_lint.report.plan import Plan
from roster_lint.report.results import EXIT_CODES, CheckResult, VendorResult, verdict_of
from roster_lint.timing import Timings
from roster_lint.vocabulary import OneRoster, Severity, SourceKind, Verdict

if TYPE_CHECKING:
    from roster_lint.report.baseline import Renewal
    from roster_lint.report.baseline_file import Baseline
    from roster_lint.report.missing_list import MissingRecord


@dataclass
class Report:
    """One run's result. Holds the engine open for ``findings`` until it is closed.

    Attributes:
        incomplete: why the source could not be judged, a sentence each; empty where it could.
        unjudged: one of these reasons is about the source as a whole.
        missing: needed tables and columns that are missing from the source, as ``Table`` or
            ``Table.column``; the files of a bundle that could not be read.
        records: the rows of the judged year, by table; empty for a bundle.
        unknown_year: why it is unknown which school year is judged; None where that is known.
        notes: what the header must say beyond the facts.
        vendor_notes: what the vendors' documents say of a sync and no check can judge.
        schools: names of the schools that the run was limited to; empty means all.
        school_names: school ID to name, for anyone who writes findings.
        not_listed: why it is unknown what becomes of each record, so that there is no list of those
            that will not sync and no plan; None where it is known.
        plan: what to fix first; None where it is not known what becomes of each record.
        vendors: the verdict for each vendor that was named.
        other_version: what the other OneRoster version would change; None where the version was
            set, or the source itself says it.
        timings: what the lint took; None unless it was asked for.
        renamed: a sentence for each former code of a check in the settings; among the notes, too.
        baseline: what the baseline did; None where there is none.
        stale_baseline_fails: findings that are gone from the data but still in the baseline make it
            not ready.
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
        is_stale = self.baseline is not None and bool(self.baseline.gone)
        counts = {severity: self.count(severity) for severity in get_args(Severity)}
        return (
            self.verdict == "not-ready"
            and is_stale
            and verdict_of(counts, self.incomplete, self.fail_on) == "ready"
        )

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
