"""The checks that found something: worst first, by topic, each with what to do about it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.text import Text

from roster_lint.checks.catalog import TOPICS
from roster_lint.checks.finding import Finding
from roster_lint.report.formats.text.page import BLANK, Block, bullet, heading, indented, labelled
from roster_lint.report.formats.text.verdict import EFFECTS
from roster_lint.report.formats.text.wording import (
    SEVERITY_WORDS,
    counted,
    listed,
    number,
    part_of,
    plain,
)
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from roster_lint.vendors.profile import NOBODY
from roster_lint.vendors.words import CONSEQUENCES
from roster_lint.vocabulary import Severity

SEVERITY_STYLES: dict[Severity, str] = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
}
SCHOOLS_SHOWN = 5
VENDORS_SHOWN = 6

_SEVERITIES = tuple(SEVERITY_WORDS)
_TOPICS = tuple(TOPICS)


def fired(report: Report) -> Iterator[Block]:
    """The checks with findings. A topic stands where its worst check does.

    What a cause hides is folded under the cause: fixing it fixes that, too.
    """
    topics: dict[str, list[CheckResult]] = defaultdict(list)
    results = by_badness(report)
    hidden = _hidden(results)
    folded = {one.check.code for under in hidden.values() for one in under}
    for result in results:
        if result.check.code not in folded:
            topics[result.check.topic].append(result)
    if not topics:
        return
    for topic, results in topics.items():
        yield from heading(TOPICS.get(topic, f"Checks {topic}"))
        for place, result in enumerate(results):
            if place:
                yield BLANK
            yield from _result(report, result)
            for one in hidden.get(result.check.code, ()):
                yield indented(Text("and because of it", style="dim"), 4)
                yield from _result(report, one, under=4)
    yield BLANK
    code = next(iter(topics.values()))[0].check.code
    hint = f"roster-lint rule {code} explains a check; --show all lists every finding."
    yield Text(hint, style="dim")


def by_badness(report: Report) -> list[CheckResult]:
    """The checks that found something, the worst first: by what they hold back, where known."""
    held_back = report.plan.held_back_by_code if report.plan else {}
    return sorted(
        (r for r in report.checks if r.status == "failed"),
        key=lambda result: _badness(result, held_back.get(result.check.code, 0)),
    )


def _badness(
    result: CheckResult, held_back: int
) -> tuple[bool, bool, int, int, int, int, int, str]:
    """A school year that blocks everything; what is held back; severity; what happens; order."""
    check = result.check
    return (
        result.tolerated,
        check.effect != "blocked" or check.entity != "school_year",
        -held_back,
        _SEVERITIES.index(result.severity),
        EFFECTS.index(check.effect),
        _TOPICS.index(check.topic) if check.topic in _TOPICS else len(_TOPICS),
        -result.findings,
        check.code,
    )


def _hidden(results: Sequence[CheckResult]) -> dict[str, list[CheckResult]]:
    """By the code of a cause that found something, what follows from it.

    Nothing is folded under a check that has causes of its own, or it would not be printed.
    """
    found = {result.check.code for result in results if not result.causes}
    hidden: dict[str, list[CheckResult]] = defaultdict(list)
    for result in results:
        cause = next((code for code in result.causes if code in found), None)
        if cause is not None:
            hidden[cause].append(result)
    return hidden


def _result(report: Report, result: CheckResult, under: int = 0) -> Iterator[Block]:
    """One check: its numbers, its first findings, and where to fix them.

    Args:
        report: the run's result.
        result: the check's.
        under: how much further in it stands, as what follows from another.
    """
    check = result.check
    yield indented(
        Text.assemble(
            (SEVERITY_WORDS[result.severity], SEVERITY_STYLES[result.severity]),
            " ",
            (check.code, "bold"),
            f" {check.name}: ",
            (extent(result), "bold"),
        ),
        under + 2,
    )
    if result.standing_out:
        yield labelled(
            "Where", Text(schools_standing_out(result), style="bold"), indent=under + 4, width=7
        )
    mixed = len([count for count in result.counts.values() if count]) > 1
    for finding in result.samples:
        yield bullet(Text(_sentence(report, finding, mixed=mixed)), indent=under + 4)
    more = result.findings - len(result.samples)
    if 0 < more < result.findings:
        yield indented(Text(f"… and {number(more)} more", style="dim"), under + 6)
    yield from _for_vendors(report, result, under + 4)
    if not under:
        yield labelled("Fix", Text(plain(check.fix)), indent=4, width=6)


def _for_vendors(report: Report, result: CheckResult, indent: int) -> Iterator[Block]:
    """What the findings mean for the vendors whose lines they concern, with the documents."""
    names = {vendor.name: vendor.display for vendor in report.vendors if vendor.name != NOBODY}
    by_line: dict[tuple[str, Severity, str], list[str]] = defaultdict(list)
    for one in result.vendors:
        if one.name in names:
            happens = f", {CONSEQUENCES[one.consequence]}" if one.consequence else ""  # type: ignore[index]
            by_line[one.name, one.severity, happens] += one.sources
    for (name, severity, happens), sources in list(by_line.items())[:VENDORS_SHOWN]:
        documents = "; ".join(dict.fromkeys(sources))
        words = f"{names[name]}: {SEVERITY_WORDS[severity]}{happens} ({documents})"
        yield labelled("Vendor", Text(plain(words)), indent=indent, width=8)
    more = len(by_line) - VENDORS_SHOWN
    if more > 0:
        shown = f"… and {counted(more, 'line')} more of vendors: --output-format json has all"
        yield indented(Text(shown, style="dim"), indent)


def extent(result: CheckResult) -> str:
    """How many of how many records, in how many findings, by severity."""
    records = result.found_records
    words = [part_of(records, result.total)]
    if records != result.findings:
        words.append(f"in {counted(result.findings, 'finding')}")
    by_severity = [
        counted(result.counts[s], SEVERITY_WORDS[s]) for s in _SEVERITIES if result.counts.get(s)
    ]
    if len(by_severity) > 1:
        words.append(listed(by_severity))
    if result.suppressed:
        words.append(f"{number(result.suppressed)} suppressed")
    if result.known:
        words.append(f"{number(result.known)} known")
    if result.tolerated:
        reason = f" ({plain(result.tolerance_reason)})" if result.tolerance_reason else ""
        words.append(f"tolerated: not counted{reason}")
    return ", ".join(words)


def _sentence(report: Report, finding: Finding, *, mixed: bool) -> str:
    message = plain(finding.message)
    school = report.school_names.get(finding.school_id or 0)
    # With one school in the district its name on every line would say nothing.
    if school and len(report.school_names) > 1 and school not in finding.message:
        message = f"{message} [{plain(school)}]"
    of_vendors = {counted.name for counted in finding.vendors}
    if of_vendors and len(of_vendors) < len(report.vendors):
        message = f"{message} (for {plain(listed(sorted(of_vendors)))})"
    return f"{SEVERITY_WORDS[finding.severity]}: {message}" if mixed else message


def schools_standing_out(result: CheckResult) -> str:
    """The schools that stand out; without a username for a whole school the cause is known."""
    shown = [
        f"{number(s.findings)} of {number(s.total)} at {plain(s.school)}"
        for s in result.standing_out[:SCHOOLS_SHOWN]
    ]
    more = len(result.standing_out) - len(shown)
    if more:
        shown.append(counted(more, "other school"))
    question = ": was the batch wizard run?" if result.check.code == "UN001" else ""
    return f"{listed(shown)}{question}"
