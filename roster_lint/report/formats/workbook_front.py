"""The first sheet of a workbook: the verdict, what to fix first, who will sync, what was found."""

from collections.abc import Iterator

from roster_lint.report.counts import Availability
from roster_lint.report.formats.text.fired import by_badness
from roster_lint.report.formats.text.plan import (
    TITLE,
    action,
    after,
    brings_back,
    no_plan,
    stays,
    then_sync,
)
from roster_lint.report.formats.text.summary import judged
from roster_lint.report.formats.text.verdict import (
    VERDICT_WORDS,
    counts,
    meaning,
    verdict_words,
)
from roster_lint.report.formats.text.version import not_set
from roster_lint.report.formats.text.wording import SEVERITY_WORDS, WAYS, population_name
from roster_lint.report.formats.workbook_sheet import Cell, Sheet, Styles
from roster_lint.report.report import Report

NAME = TITLE
STEPS = ("step", "check", "brings back", "then sync", "owner", "what to do", "where to fix it")
SYNC = ("population", "in all", "will sync", *WAYS.values())
FOUND = ("severity", "check", "findings", "of", "owner", "what", "where to fix it")
VENDORS = ("vendor", "verdict", "errors", "warnings", "info")

UNKNOWN = "unknown"


def write_front(report: Report, sheet: Sheet, styles: Styles) -> None:
    """Writes the sheet: the same numbers as the other formats have.

    Args:
        report: the run's result.
        sheet: without a row yet.
        styles: of its workbook.
    """
    sheet.line(f"{verdict_words(report)}: {meaning(report)}", styles.title)
    for line in _judged(report):
        sheet.line(line)
    sheet.line("This workbook holds names: pass it on only to those who fix what it lists.")
    _plan(report, sheet, styles)
    if report.availability:
        _table(sheet, styles, "Who will sync", SYNC, map(_population, report.availability))
    if len(report.vendors) > 1:
        _table(sheet, styles, "By vendor", VENDORS, _vendors(report))
    if any(result.status == "failed" for result in report.checks):
        _table(sheet, styles, "Found", FOUND, _found(report))
    sheet.fit()


def _judged(report: Report) -> Iterator[str]:
    if report.other_version is not None:
        yield not_set(report.oneroster, report.other_version, on_terminal=False).plain
    yield from (f"- {reason}" for reason in report.incomplete)
    yield judged(report)
    yield counts(report)


def _table(
    sheet: Sheet, styles: Styles, title: str, header: tuple[str, ...], rows: Iterator[list[Cell]]
) -> None:
    sheet.skip()
    sheet.line(title, styles.heading)
    sheet.header(header)
    for row in rows:
        sheet.row(row)


def _plan(report: Report, sheet: Sheet, styles: Styles) -> None:
    """The steps, or why there are none."""
    plan = report.plan
    if plan is None:
        if report.not_listed is not None:
            sheet.skip()
            sheet.line(f"{TITLE}: {no_plan(report)}")
        return
    if plan.steps:
        _table(sheet, styles, TITLE, STEPS, _steps(report))
        for sentence in after(plan):
            sheet.line(sentence)
    if plan.stays:
        sheet.line(stays(plan))


def _steps(report: Report) -> Iterator[list[Cell]]:
    """A row for each cause; of a step with several, the first row has the numbers."""
    assert report.plan is not None
    owners = {result.check.code: result.check.owner for result in report.checks}
    for place, step in enumerate(report.plan.steps, 1):
        numbers: list[Cell] = [brings_back(step.brings_back), then_sync(step)]
        for line, cause in enumerate(report.plan.of(step)):
            what = f"{'and ' if line else ''}{action(cause)}"
            shown = [None, None] if line else numbers
            yield [place, cause.code, *shown, owners.get(cause.code), what, cause.fix]


def _population(population: Availability) -> list[Cell]:
    split = population.split
    ways: list[Cell] = [getattr(split, way) if split else None for way in WAYS]
    if split is None:
        ways[list(WAYS).index("to_be_deleted")] = population.to_be_deleted
    known = [UNKNOWN if n is None else n for n in (population.total, population.available)]
    return [population_name(population), *known, *ways]


def _vendors(report: Report) -> Iterator[list[Cell]]:
    for vendor in report.vendors:
        numbers = (vendor.counts.get(severity, 0) for severity in SEVERITY_WORDS)
        yield [vendor.display, VERDICT_WORDS[vendor.verdict], *numbers]


def _found(report: Report) -> Iterator[list[Cell]]:
    for result in by_badness(report):
        check = result.check
        severity = f"{SEVERITY_WORDS[result.severity]}{', tolerated' if result.tolerated else ''}"
        what = check.name.replace("-", " ")
        fix = check.fix
        yield [severity, check.code, result.findings, result.total, check.owner, what, fix]
