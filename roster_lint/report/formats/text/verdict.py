"""The verdict and what it means, and the line that a log keeps."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from rich.text import Text

from roster_lint.report.counts import Affected
from roster_lint.report.formats.text.page import Block, bullets, indented
from roster_lint.report.formats.text.version import not_set, version_words
from roster_lint.report.formats.text.wording import (
    SEVERITY_WORDS,
    counted,
    listed,
    plain,
    population_name,
)
from roster_lint.report.report import Report
from roster_lint.vocabulary import Effect, family_of

EFFECTS: tuple[Effect, ...] = ("blocked", "missing", "deleted", "wrong", "risk")
"""What happens at the vendor, the worst first."""

VERDICT_WORDS = {"ready": "ready", "not-ready": "not ready", "incomplete": "incomplete"}
VERDICT_STYLES = {
    "ready": "bold green",
    "not-ready": "bold red",
    "incomplete": "bold magenta",
}

_HAPPENS: dict[Effect, tuple[str, str]] = {
    "blocked": ("is blocked entirely", "are blocked entirely"),
    "missing": ("would be missing", "would be missing"),
    "deleted": ("would be deleted", "would be deleted"),
    "wrong": (
        "would arrive with wrong or missing data",
        "would arrive with wrong or missing data",
    ),
    "risk": ("is at risk", "are at risk"),
}
NOUNS = {
    "student": "student",
    "teacher": "teacher",
    "staff": "other staff member",
    "guardian": "guardian",
    "relative": "relative",
    "section": "class",
}
"""A population's member, as the headline counts them."""
_PEOPLE_AND_CLASSES = ("person", "student", "teacher", "staff", "guardian", "relative", "section")


def verdict(report: Report, *, on_terminal: bool) -> Iterator[Block]:
    """The verdict with what it means, and whether its version was a guess.

    Args:
        report: the run's result.
        on_terminal: the reader can set the version for good.
    """
    style = VERDICT_STYLES[report.verdict]
    yield Text.assemble((f"{verdict_words(report)}: ", style), (meaning(report), "bold"))
    if report.other_version is not None:
        yield not_set(report.oneroster, report.other_version, on_terminal=on_terminal)
    if report.verdict == "incomplete":
        yield from bullets(Text(plain(reason)) for reason in report.incomplete)
        effects = clauses(report)
        if effects:
            yield indented(Text(f"In what could be judged, {', '.join(effects)}."), 2)


def counts(report: Report) -> str:
    """Findings by severity, and how many checks ran."""
    return f"{_counts(report)}."


def last_line(report: Report) -> Text:
    """The whole run in one line that fits a log, however long."""
    version = version_words(report.oneroster, is_set=report.oneroster_set)
    line = (
        f"roster-lint: {VERDICT_WORDS[report.verdict]}: {_counts(report)}; "
        f"{report.source_kind} {report.source_location}; "
        f"{year_name(report)}, "
        f"OneRoster {version}, {report.vendor}, as of {report.as_of.isoformat()}"
    )
    return Text(plain(line), style=VERDICT_STYLES[report.verdict])


def year_name(report: Report) -> str:
    """The school year that was judged, or that there is none."""
    if report.school_year is not None:
        return school_year_name(report.school_year.end_year)
    return "school year unknown" if report.unknown_year else "no school year"


def school_year_name(end_year: int) -> str:
    """``2026-27`` for 2027."""
    return f"{end_year - 1}-{end_year % 100:02d}"


def verdict_words(report: Report) -> str:
    """``Not ready``, or ``Ready, with 3 warnings``."""
    words = VERDICT_WORDS[report.verdict].capitalize()
    if report.verdict != "ready":
        return words
    known = sum(result.known for result in report.checks)
    beside = [counted(report.count("warning"), "warning")] if report.count("warning") else []
    beside += [counted(known, "known finding")] if known else []
    return f"{words}, with {listed(beside)}" if beside else words


def meaning(report: Report) -> str:
    """What the verdict means, in one sentence without its full stop."""
    if report.verdict == "incomplete":
        return _unjudged(report)
    effects = clauses(report)
    if report.only_the_baseline_fails:
        gone = sum(report.baseline.gone.values()) if report.baseline else 0
        return f"the baseline holds {counted(gone, 'finding')} that the data no longer has"
    if effects:
        return ", ".join(effects)
    if report.verdict == "ready" and not report.checks_run:
        return "but no check ran, so nothing is known"
    if report.verdict == "ready":
        where = "the vendor" if report.vendor_assumed else plain(report.vendor_display)
        return f"nothing found that would be missing, deleted or wrong at {where}"
    return f"there are findings, and this run fails on {report.fail_on} (--fail-on)"


def _unjudged(report: Report) -> str:
    """Who and what could not be judged: not all, where the source only misses a column."""
    parts = []
    if report.missing:
        unknown = [p for p in report.availability if p.available is None]
        silent = sum(result.is_unknown for result in report.checks)
        if unknown:
            who = listed([population_name(p).lower() for p in unknown])
            parts.append(f"{who} could not be judged")
        elif silent:
            parts.append(f"{counted(silent, 'check')} could not run")
        elif family_of(report.source_kind) == "bundle":
            parts.append(f"{listed(report.missing)} could not be read")
        else:
            parts.append(f"the source does not have {listed(report.missing)}")
    for result in report.checks:
        if result.status == "crashed":
            whose = "the district's own" if result.check.is_own else "the"
            parts.append(f"{whose} check {result.check.code} crashed")
    if report.unjudged or not parts:
        return "the source could not be judged"
    return listed(parts)


def clauses(report: Report) -> list[str]:
    """What happens to how many, an effect each: ``23 people would be missing``.

    People, classes and whatever is blocked; other records only where there is nothing else to
    report, since a list of cells and terms would bury the people.
    """
    affected = sorted(report.affected, key=lambda a: EFFECTS.index(a.effect))
    split = _split(report)
    if split:
        affected = [a for a in affected if a.effect not in ("missing", "deleted")]
    weighty = [a if a.effect == "blocked" else replace(a, others=0) for a in affected]
    shown = [a for a in weighty if _size(a)] or [a for a in affected if _size(a)]
    return split + [_clause(report, a) for a in shown]


def _split(report: Report) -> list[str]:
    """Who is held back, and who is sent as ToBeDeleted: the numbers of the funnel."""
    clauses = []
    for words, outcome in (
        (("is held back", "are held back"), "held_back"),
        (("is sent as ToBeDeleted", "are sent as ToBeDeleted"), "to_be_deleted"),
    ):
        numbers = [
            (getattr(population.split, outcome), NOUNS[population.entity])
            for population in report.availability
            if population.split is not None
        ]
        parts = [counted(number, noun) for number, noun in numbers if number]
        if parts:
            several = sum(number for number, _ in numbers) > 1
            clauses.append(f"{listed(parts)} {words[several]}")
    return clauses


def _size(affected: Affected) -> int:
    return affected.people + affected.classes + affected.others


def _clause(report: Report, affected: Affected) -> str:
    parts = []
    if affected.people:
        parts.append(_least(affected, "people") + counted(affected.people, "person"))
    if affected.classes:
        parts.append(_least(affected, "classes") + counted(affected.classes, "class"))
    if affected.others:
        parts += _others(report, affected)
    return f"{listed(parts)} {_HAPPENS[affected.effect][_size(affected) > 1]}"


def _least(affected: Affected, what: str) -> str:
    """Where a check could not run that would name more of them."""
    return "at least " if what in affected.unknown else ""


def _others(report: Report, affected: Affected) -> list[str]:
    """Records that are neither people nor classes, by kind as far as that is known."""
    kinds: Counter[str] = Counter()
    for result in report.checks:
        entity, effect = result.check.entity, result.check.effect
        if effect == affected.effect and entity not in _PEOPLE_AND_CLASSES and not result.tolerated:
            counts = result.records or result.counts
            kinds[entity] += counts.get("error", 0) + counts.get("warning", 0)
    found = {kind: count for kind, count in kinds.items() if count}
    if sum(found.values()) == affected.others:
        return [counted(count, kind) for kind, count in found.items()]
    # Several checks name the same records: how many there are of each kind is not known.
    if len(found) == 1:
        return [counted(affected.others, next(iter(found)))]
    return [counted(affected.others, "other record")]


def _counts(report: Report) -> str:
    findings = ", ".join(
        counted(report.count(severity), word) for severity, word in SEVERITY_WORDS.items()
    )
    crashed = sum(result.status == "crashed" for result in report.checks)
    outside = [
        f"{count:,} {what}"
        for count, what in ((report.checks_skipped, "skipped"), (crashed, "crashed"))
        if count
    ]
    brackets = f" ({', '.join(outside)})" if outside else ""
    known = sum(result.known for result in report.checks)
    more = f", {known:,} more known" if known else ""
    return f"{findings} in {counted(report.checks_run, 'check')}{brackets}{more}"
