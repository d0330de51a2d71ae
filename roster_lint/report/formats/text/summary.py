"""The short report: what to fix first, who will sync, and a line for each of the worst checks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from rich.table import Table
from rich.text import Text

from roster_lint.report.counts import Availability
from roster_lint.report.formats.text.accepted import accepted
from roster_lint.report.formats.text.availability import by_school
from roster_lint.report.formats.text.bars import FULL, bar
from roster_lint.report.formats.text.fired import SEVERITY_STYLES, by_badness
from roster_lint.report.formats.text.footer import suppression_problem
from roster_lint.report.formats.text.page import BLANK, Block, heading, labelled
from roster_lint.report.formats.text.plan import fix_first
from roster_lint.report.formats.text.verdict import (
    VERDICT_STYLES,
    VERDICT_WORDS,
    verdict,
    year_name,
)
from roster_lint.report.formats.text.version import version_words
from roster_lint.report.formats.text.wording import (
    SEVERITY_WORDS,
    WAYS,
    counted,
    number,
    part_of,
    plain,
    plural,
    population_name,
    share,
)
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult

_STEPS = 8
_CHECKS = 8
_BAR = 10
_REASONS = 2


def summary(report: Report, *, on_terminal: bool) -> Iterator[Block]:
    """The blocks of the short report, down to the line that names the longer ones.

    Args:
        report: the run's result.
        on_terminal: the reader can set the version for good.
    """
    yield from verdict(report, on_terminal=on_terminal)
    yield Text(plain(judged(report)), style="dim")
    yield from chain(
        fix_first(report, _STEPS),
        _who_will_sync(report),
        _vendors(report),
        _found(by_badness(report)),
        _not_checked(report),
        _suppressed(report),
    )
    yield BLANK
    yield Text(_more(report), style="dim")


def judged(report: Report) -> str:
    """What was judged, and for whom."""
    parts = [
        "No vendor chosen: general rules only (--vendor NAME)"
        if report.vendor_assumed
        else report.vendor_display,
        f"OneRoster {version_words(report.oneroster, is_set=report.oneroster_set)}",
        year_name(report),
        f"as of {report.as_of.isoformat()}",
    ]
    if report.schools:
        parts.append(f"only {', '.join(report.schools)}")
    if report.fail_on != "error":
        parts.append(f"--fail-on {report.fail_on}")
    return f"{'; '.join(parts)}."


def _who_will_sync(report: Report) -> Iterator[Block]:
    """A line a population, then the schools where records go missing."""
    if not report.availability:
        return
    yield from heading("Who will sync")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, overflow="crop")
    table.add_column()
    vendors = {vendor.name: vendor.display for vendor in report.vendors}
    for population in report.availability:
        table.add_row(Text(population_name(population)), *_line(population, vendors))
    yield table
    yield from by_school(report.availability)


def _line(population: Availability, vendors: Mapping[str, str]) -> Iterator[Text]:
    """How many of how many, the percentage, a bar, and what becomes of the others."""
    whole, left = population.total, population.available
    if whole is None or left is None:
        yield Text("unknown" if whole is None else f"? of {number(whole)}", style="magenta")
        return
    yield Text(f"{number(left)} of {number(whole)}")
    yield Text(share(left, whole) if whole else "")
    yield bar(left, whole, FULL, "green" if left == whole else "", _BAR)
    yield Text(what_becomes(population, vendors), style="dim")


def what_becomes(population: Availability, vendors: Mapping[str, str]) -> str:
    """What becomes of those who will not sync, and how many of the others have no account.

    Args:
        population: as it was counted.
        vendors: names of profiles, and what the vendors are called.
    """
    split = population.split
    ways = (
        [(getattr(split, way), words) for way, words in WAYS.items()]
        if split
        else [(population.to_be_deleted or 0, WAYS["to_be_deleted"])]
    )
    ways += [
        (lost, f"without an account at {vendors.get(name, name)}")
        for name, lost in population.no_account.items()
    ]
    return ", ".join(f"{number(count)} {words}" for count, words in ways if count)


def _vendors(report: Report) -> Iterator[Block]:
    """The verdict for each vendor, where several were named."""
    if len(report.vendors) < 2:
        return
    yield from heading("By vendor")
    width = max(len(one.display) for one in report.vendors) + 2
    for one in report.vendors:
        counts = (
            counted(one.counts.get(severity, 0), word)
            for severity, word in SEVERITY_WORDS.items()
            if severity != "info"
        )
        style = VERDICT_STYLES[one.verdict]
        said = Text.assemble((VERDICT_WORDS[one.verdict], style), f" ({', '.join(counts)})")
        yield labelled(plain(one.display), said, width=width)


def _found(failed: Sequence[CheckResult]) -> Iterator[Block]:
    """A line for each of the worst checks; the codes of the others with their numbers."""
    if not failed:
        return
    yield from heading("Found")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for result in failed[:_CHECKS]:
        table.add_row(
            Text(SEVERITY_WORDS[result.severity], style=SEVERITY_STYLES[result.severity]),
            Text(result.check.code, style="bold"),
            Text(plain(result.check.name)),
            Text(_extent(result)),
            Text(plain(_worst_place(result)), style="dim"),
        )
    yield table
    others: dict[str, list[str]] = {words: [] for words in (*SEVERITY_WORDS.values(), "tolerated")}
    for result in failed[_CHECKS:]:
        words = "tolerated" if result.tolerated else SEVERITY_WORDS[result.severity]
        others[words].append(f"{result.check.code} {number(result.findings)}")
    for words, codes in others.items():
        if codes:
            label = words if words == "tolerated" else f"more {plural(words)}"
            yield labelled(label, Text(", ".join(codes)), width=15)


def _extent(result: CheckResult) -> str:
    """``43 of 148``, or how many where there is nothing to compare it with."""
    extent = part_of(result.findings, result.total).partition(" (")[0]
    return f"{extent}, tolerated" if result.tolerated else extent


def _worst_place(result: CheckResult) -> str:
    """The school with most findings, and how many these are where there are others."""
    worst = result.worst_school
    if worst is None:
        return ""
    if worst.findings == result.findings:
        return worst.school
    return f"{number(worst.findings)} at {worst.school}"


def _not_checked(report: Report) -> Iterator[Block]:
    """What could not or need not be looked at, by reason."""
    skipped = Counter(
        plain(result.reason or "no reason given")
        for result in report.checks
        if result.status in ("skipped", "crashed")
    )
    if not skipped:
        return
    unknown = {plain(r.reason or "") for r in report.checks if r.is_unknown}
    reasons = sorted(skipped, key=lambda reason: (reason not in unknown, -skipped[reason], reason))
    said = [f"{reason} ({number(skipped[reason])})" for reason in reasons[:_REASONS]]
    rest = sum(skipped[reason] for reason in reasons[_REASONS:])
    said += [f"other reasons ({number(rest)})"] if rest else []
    total = counted(sum(skipped.values()), "check")
    yield BLANK
    yield Text.assemble(("Not checked: ", "bold"), f"{total}: {'; '.join(said)}.")


def _suppressed(report: Report) -> Iterator[Block]:
    """How many findings the district accepts, and the entries that have to be looked at."""
    matched = sum(result.suppressed for result in report.checks)
    if report.suppressions:
        yield Text.assemble(("Suppressed: ", "bold"), f"{counted(matched, 'finding')}.")
    yield from (suppression_problem(use) for use in report.suppressions if use.problem)
    yield from (Text.assemble(("Accepted: ", "bold"), sentence) for sentence in accepted(report))


def _more(report: Report) -> str:
    """Where the rest is."""
    notes = f" and {counted(len(report.notes), 'note')}" if report.notes else ""
    more = [
        f"--details shows samples, where to fix each, assumptions{notes}",
        "--html FILE has it all as a page",
    ]
    if report.not_listed is None:
        more.append("--missing FILE lists who will not sync")
    failed = by_badness(report)
    if failed:
        more.append(f"roster-lint rule {failed[0].check.code} explains a check")
    return f"{'; '.join(more)}."
