"""The checks that found something, and what they mean for each vendor, for the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from roster_lint.checks.finding import Finding
from roster_lint.report.formats.html.funnel import SchoolId
from roster_lint.report.formats.text.fired import extent, schools_standing_out
from roster_lint.report.formats.text.vendors import EFFECTS, cell_words
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult, VendorResult
from roster_lint.vendors.profile import NOBODY
from roster_lint.vendors.words import CONSEQUENCES as VENDOR_DOES
from roster_lint.vocabulary import Severity

LISTED = 100
"""How many findings of a check the page lists."""


@dataclass(frozen=True)
class Row:
    """One finding that the page lists.

    Attributes:
        record: its key, as ``personID 12``.
        school: the school's place in ``Page.schools``.
        vendors: names of the profiles for which it counts; empty for all.
    """

    severity: Severity
    record: str
    school: int
    school_name: str
    message: str
    vendors: tuple[str, ...]


@dataclass(frozen=True)
class Fired:
    """A check that found something.

    Attributes:
        result: the check's.
        extent: how many of how many.
        happens: what happens at the vendor.
        paragraphs: its documentation.
        standing_out: the schools where most records were found, in words.
        vendor_lines: what the vendors are documented to do with the findings.
    """

    result: CheckResult
    extent: str
    happens: str
    paragraphs: tuple[str, ...]
    standing_out: str
    vendor_lines: tuple[str, ...]
    report: Report
    schools: Mapping[SchoolId, int]
    names: Sequence[str]

    @property
    def rows(self) -> Iterator[Row]:
        """The findings to list, read from the engine as the page is written."""
        found = self.report.first_findings(self.result.check.code, LISTED)
        for finding in found:
            yield _row(finding, self.schools, self.names)


def matrix(
    failed: Iterable[CheckResult], vendors: Sequence[VendorResult]
) -> Iterator[tuple[str, str, tuple[tuple[Severity | None, str], ...]]]:
    """A line for each check with errors or warnings that are not tolerated."""
    for result in failed:
        code = result.check.code
        counts = result.severity != "info" and not result.tolerated
        if counts and any(code in vendor.cells for vendor in vendors):
            yield code, result.check.name, tuple(cell_words(vendor, code) for vendor in vendors)


def fired(
    report: Report, result: CheckResult, schools: Mapping[SchoolId, int], names: Sequence[str]
) -> Fired:
    """A check's part of the page.

    Args:
        report: the run's result.
        result: what the check found.
        schools: each school's place in the page's list, by its ID.
        names: of the schools, in that order.
    """
    check = result.check
    return Fired(
        result=result,
        extent=extent(result),
        happens=EFFECTS[check.effect],
        paragraphs=tuple(" ".join(block.split()) for block in check.doc.split("\n\n") if block),
        standing_out=schools_standing_out(result) if result.standing_out else "",
        vendor_lines=tuple(_vendor_lines(report, result)),
        report=report,
        schools=schools,
        names=names,
    )


def _vendor_lines(report: Report, result: CheckResult) -> Iterator[str]:
    names = {vendor.name: vendor.display for vendor in report.vendors if vendor.name != NOBODY}
    for one in result.vendors:
        if one.name in names:
            happens = f", {VENDOR_DOES[one.consequence]}" if one.consequence else ""  # type: ignore[index]
            yield f"{names[one.name]}: {one.severity}{happens} ({'; '.join(one.sources)})"


def _row(finding: Finding, schools: Mapping[SchoolId, int], names: Sequence[str]) -> Row:
    # A finding may name a school that is not there.
    school = schools.get(finding.school_id, len(names) - 1)
    return Row(
        severity=finding.severity,
        record=finding.record,
        school=school,
        school_name=names[school],
        message=finding.message,
        vendors=tuple(one.name for one in finding.vendors),
    )
