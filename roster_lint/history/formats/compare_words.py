"""A comparison in sentences and table cells, the same on a terminal and in Markdown."""

from collections.abc import Iterator, Sequence

from roster_lint.history.comparison import (
    LEVELS,
    STANDINGS,
    CheckChange,
    Comparison,
    Level,
    PopulationChange,
    SchoolChange,
    Standing,
    Tally,
)
from roster_lint.history.differences import shortened
from roster_lint.report.formats.text.wording import NAMES, counted, listed, number

TITLES: dict[Standing, str] = {
    "new": "new",
    "newly_checked": "newly checked",
    "gone": "gone",
    "not_checked": "not checked",
    "still": "still there",
}
LEVEL_NAMES: dict[Level, str] = {
    "error": "errors",
    "warning": "warnings",
    "info": "info",
    "tolerated": "tolerated",
    "known": "known (baseline)",
}
ALWAYS: tuple[Standing, ...] = ("new", "gone", "still")
"""The columns that stand in each table; the others where they hold anything."""


def columns(comparison: Comparison) -> list[Standing]:
    """Which columns the tables have."""
    tally = comparison.tally
    return [one for one in STANDINGS if one in ALWAYS or tally[one]]


def cells(tally: Tally, shown: Sequence[Standing]) -> list[str]:
    """The numbers of a row; what is none of them is left blank."""
    return [number(tally[one]) if tally.get(one) else "" for one in shown]


def answer(comparison: Comparison) -> str:
    """What is new, in a few words and without a full stop."""
    if comparison.is_incomplete:
        return f"Incomplete: {_incomplete(comparison)}"
    fresh = _fresh(comparison)
    at = comparison.fail_on
    if comparison.failing:
        rose = (
            f", and {number(comparison.risen)} still there rose to it" if comparison.risen else ""
        )
        return f"{counted(comparison.failing, 'new finding')} at or above {at}{rose}"
    if comparison.risen:
        return f"{counted(comparison.risen, 'finding')} still there rose to {at} or above"
    if not fresh:
        return "Nothing new"
    if at == "never":
        return counted(fresh, "new finding")
    return f"Nothing new at or above {at}; {number(fresh)} below it"


def _fresh(comparison: Comparison) -> int:
    return comparison.tally["new"] + comparison.tally["newly_checked"]


def _incomplete(comparison: Comparison) -> str:
    pairs = (("the older report", comparison.old), ("the newer report", comparison.new))
    names = [name for name, facts in pairs if facts.is_incomplete]
    verb = "is" if len(names) == 1 else "are"
    return f"{listed(names)} {verb} incomplete, so this is no answer"


def totals(comparison: Comparison) -> str:
    """All findings by what became of them: ``12 new, 43 gone, 100 still there``."""
    tally = comparison.tally
    return ", ".join(f"{number(tally[one])} {TITLES[one]}" for one in columns(comparison))


def level_rows(comparison: Comparison) -> Iterator[tuple[str, Tally]]:
    """A row a level that occurs."""
    for level in LEVELS:
        if level in comparison.levels:
            yield LEVEL_NAMES[level], comparison.levels[level]


def has_changed(change: CheckChange | SchoolChange) -> bool:
    """Whether anything is new, gone, checked once only or of another severity."""
    regraded = change.regraded if isinstance(change, CheckChange) else ()
    return bool(regraded) or any(n for standing, n in change.tally.items() if standing != "still")


def unchanged(checks: Sequence[CheckChange]) -> str | None:
    """That further checks found what they had found; None where there are none."""
    same = [check for check in checks if not has_changed(check)]
    if not same:
        return None
    still = sum(check.tally.get("still", 0) for check in same)
    which = "check finds" if len(same) == 1 else f"{number(len(same))} checks find"
    before = "1 more" if len(same) == 1 else ""
    return f"{before} {which} just what was found before ({number(still)}).".strip()


def regraded_words(check: CheckChange) -> Iterator[str]:
    """``3 still there, now warning in place of error``, a sentence's end for each."""
    for one in check.regraded:
        yield f"{number(one.findings)} still there, {one.after} in place of {one.before}"


def silent_lines(comparison: Comparison) -> Iterator[str]:
    """Why findings are called newly checked or not checked: each reason once, with its checks."""
    reasons: dict[str, list[CheckChange]] = {}
    for check in comparison.checks:
        if check.silent and (check.tally.get("newly_checked") or check.tally.get("not_checked")):
            reasons.setdefault(check.silent, []).append(check)
    for reason, checks in reasons.items():
        yield f"{shortened([check.code for check in checks])}: {reason}."
    if any(
        not check.silent and (check.tally.get("newly_checked") or check.tally.get("not_checked"))
        for check in comparison.checks
    ):
        yield "Others: only one of the two runs looked at the school."


def population_rows(comparison: Comparison) -> Iterator[tuple[str, str, str, str]]:
    """Name, before, after and the change in how many will sync."""
    for one in comparison.populations:
        yield (
            NAMES.get(one.entity, one.entity.capitalize()),
            _of(one, 0),
            _of(one, 1),
            _change(one),
        )


def _of(change: PopulationChange, side: int) -> str:
    available, total = change.available[side], change.total[side]
    if available is None or total is None:
        return "unknown"
    return f"{number(available)} of {number(total)}"


def _change(change: PopulationChange) -> str:
    before, after = change.available
    if before is None or after is None or before == after:
        return ""
    return f"{after - before:+,}"


def last_line(comparison: Comparison) -> str:
    """The whole comparison in one line for a log."""
    return (
        f"roster-lint: {answer(comparison)}: {totals(comparison)}; "
        f"{comparison.old_name} as of {comparison.old.as_of.isoformat()}, "
        f"{comparison.new_name} as of {comparison.new.as_of.isoformat()}"
    )


def between(comparison: Comparison) -> str:
    """Which two reports are compared."""
    return (
        f"{comparison.new_name} (as of {comparison.new.as_of.isoformat()}) against "
        f"{comparison.old_name} (as of {comparison.old.as_of.isoformat()})."
    )
