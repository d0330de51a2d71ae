"""A short text for a ticket or an email to a school: numbers, what to fix first, and no names."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from roster_lint.errors import scrub
from roster_lint.report.counts import Availability
from roster_lint.report.formats.text.fired import by_badness
from roster_lint.report.formats.text.page import BLANK, Block, Page, labelled
from roster_lint.report.formats.text.plan import (
    TITLE,
    action,
    after,
    brings_back,
    no_plan,
    stays,
    then_sync,
)
from roster_lint.report.formats.text.summary import judged, what_becomes
from roster_lint.report.formats.text.verdict import VERDICT_WORDS, counts, verdict
from roster_lint.report.formats.text.wording import (
    SEVERITY_WORDS,
    counted,
    listed,
    number,
    part_of,
    plain,
    population_name,
)
from roster_lint.report.plan import Step
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult

COLUMNS = 72
"""What an email's lines may have, so that an answer can quote them."""

_STEPS = 10
_LABEL = 4
_POPULATION = 14


def write_email(report: Report, stream: TextIO, files: Mapping[str, Path]) -> None:
    """Writes the subject, a blank line and the text; no finding is in it, and so no name.

    Args:
        report: the run's result.
        stream: a text stream; it is left open.
        files: where the details are, by what they are called.
    """
    _write(_subject(report), [*_body(report), *_details(files)], stream)


def write_email_broken_off(reason: str, location: str | None, stream: TextIO) -> None:
    """Writes what is known about a run that broke off.

    Args:
        reason: why, in a sentence.
        location: the source, without a password, where it is known.
        stream: a text stream; it is left open.
    """
    where = f" of {location}" if location else ""
    said = f"The check{where} broke off: {reason}"
    lines = [Text(plain(scrub(said))), Text("It is not known what will sync.")]
    _write("OneRoster sync: incomplete, the check broke off", lines, stream)


def _write(subject: str, blocks: Iterable[Block], stream: TextIO) -> None:
    stream.write(f"Subject: {subject}\n\n")
    console = Console(
        file=stream,
        width=COLUMNS,
        force_terminal=False,
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for block in blocks:
        console.print(Page(block), crop=False)


def _subject(report: Report) -> str:
    numbers = [
        counted(report.count(severity), word)
        for severity, word in SEVERITY_WORDS.items()
        if severity != "info"
    ]
    result = f": {VERDICT_WORDS[report.verdict]}, {', '.join(numbers)}"
    if not report.schools:
        return f"OneRoster sync{result}"
    # A subject that goes on in a second line would be another header; the numbers stay in it.
    room = COLUMNS - len(f"Subject: OneRoster at {result}")
    names = plain(listed(report.schools))
    if cell_len(names) > room and len(report.schools) > 1:
        names = f"{number(len(report.schools))} schools"
    return f"OneRoster at {_cut(names, room)}{result}"


def _cut(text: str, columns: int) -> str:
    if cell_len(text) <= columns:
        return text
    return f"{set_cell_size(text, columns - 3).rstrip()}..."


def _body(report: Report) -> Iterator[Block]:
    yield from verdict(report, on_terminal=False)
    yield BLANK
    yield Text(plain(judged(report)))
    yield Text(counts(report))
    yield from _plan(report)
    if report.availability:
        vendors = {vendor.name: vendor.display for vendor in report.vendors}
        yield from _heading("Who will sync")
        yield from (_population(one, vendors) for one in report.availability)


def _heading(title: str) -> list[Block]:
    return [BLANK, Text(f"{title}:"), BLANK]


def _plan(report: Report) -> Iterator[Block]:
    """The first steps; where there are none, the worst checks."""
    plan = report.plan
    if plan is not None and plan.steps:
        yield from _heading(TITLE)
        for place, step in enumerate(plan.steps[:_STEPS], 1):
            yield from _step(report, place, step)
        yield BLANK
        yield from (Text(sentence) for sentence in after(plan, _STEPS))
    elif plan is None and report.not_listed is not None:
        yield BLANK
        yield Text(f"{TITLE}: {no_plan(report)}")
    if plan is not None and plan.stays:
        yield Text(stays(plan))
    worst = by_badness(report)[:_STEPS]
    if worst and not (plan and plan.steps):
        yield from _heading("Found, the worst first")
        yield from (labelled("-", _found(one), width=_LABEL) for one in worst)


def _step(report: Report, place: int, step: Step) -> Iterator[Block]:
    """What to do and who does it, what that brings back, and where it is done."""
    assert report.plan is not None
    owners = {result.check.code: result.check.owner for result in report.checks}
    for line, cause in enumerate(report.plan.of(step)):
        owner = f", {owners[cause.code]}" if cause.code in owners else ""
        what = f"{action(cause)} ({cause.code}{owner})"
        yield labelled("" if line else f"{place}.", _also(what, line), width=_LABEL)
        yield labelled("", Text(plain(cause.fix)), width=_LABEL)
    back = f"brings back {brings_back(step.brings_back)}; then {then_sync(step)} sync"
    yield labelled("", Text(back), width=_LABEL)


def _also(what: str, line: int) -> Text:
    return Text(plain(f"and {what}" if line else what))


def _population(population: Availability, vendors: Mapping[str, str]) -> Block:
    whole, left = population.total, population.available
    if whole is None or left is None:
        numbers = "unknown" if whole is None else f"? of {number(whole)}"
    else:
        becomes = what_becomes(population, vendors)
        numbers = f"{number(left)} of {number(whole)}{': ' if becomes else ''}{becomes}"
    return labelled(population_name(population), Text(plain(numbers)), width=_POPULATION)


def _found(result: CheckResult) -> Text:
    check = result.check
    extent = part_of(result.findings, result.total)
    name = check.name.replace("-", " ")
    words = f"{check.code} {name}: {SEVERITY_WORDS[result.severity]}, {extent} ({check.owner})"
    return Text(plain(words))


def _details(files: Mapping[str, Path]) -> Iterator[Block]:
    yield BLANK
    if not files:
        yield Text("The details: run roster-lint with --details, or with --workbook FILE.xlsx.")
        return
    yield Text("The details:")
    for words, path in files.items():
        yield labelled("-", Text(plain(f"{words}: {path}")), width=_LABEL)
