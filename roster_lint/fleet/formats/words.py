"""How a summary says things, in text and on its page alike."""

from collections.abc import Mapping
from typing import Any

from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.summary import Change, Summary
from roster_lint.report.formats.text.wording import counted, number

_VERDICTS = {
    "ready": "ready",
    "not-ready": "not ready",
    "incomplete": "incomplete",
    "not-run": "not run",
}


def verdict_words(verdict: str) -> str:
    """A verdict for people."""
    return _VERDICTS[verdict]


def headline(summary: Summary) -> str:
    """How many districts are what: ``2 of 5 districts are ready, 2 are not ready, …``."""
    counts = {**summary.counts, "not-run": len(summary.not_run)}
    whole = len(summary.outcomes) + len(summary.not_run)
    if whole == 1:
        (verdict,) = (verdict for verdict, count in counts.items() if count)
        return f"The district {_verb(verdict, 1)} {verdict_words(verdict)}"
    if counts["ready"] == whole:
        return f"All {counted(whole, 'district')} are ready"
    ready = counts["ready"]
    said = [
        f"{number(ready)} of {counted(whole, 'district')} {_verb('ready', ready)} ready",
        *(
            f"{number(count)} {_verb(verdict, count)} {verdict_words(verdict)}"
            for verdict in ("not-ready", "incomplete", "not-run")
            if (count := counts[verdict])
        ),
    ]
    return ", ".join(said)


def _verb(verdict: str, count: int) -> str:
    is_one = count == 1
    if verdict == "not-run":
        return "was" if is_one else "were"
    return "is" if is_one else "are"


def reason_of(outcome: Outcome) -> str | None:
    """Why a district is incomplete: its first reason, and how many more there are."""
    if not outcome.reasons:
        return None
    more = len(outcome.reasons) - 1
    return outcome.reasons[0] + (f" ({number(more)} more)" if more else "")


def change_words(change: Change) -> str:
    """What is not as it was."""
    if change.kind == "new":
        return f"new: {verdict_words(change.now['verdict'])}"
    if change.kind == "gone":
        return f"no longer listed; it was {verdict_words(change.before['verdict'])}"
    parts = [
        _from_to(change.before, change.now, key, noun)
        for key, noun in (("errors", "errors"), ("warnings", "warnings"), ("worst", "worst"))
        if change.before[key] != change.now[key]
    ]
    if change.before["held_back"] != change.now["held_back"]:
        parts.append(_from_to(change.before, change.now, "held_back", "students held back"))
    if change.before["verdict"] != change.now["verdict"]:
        before, now = (verdict_words(one["verdict"]) for one in (change.before, change.now))
        parts.insert(0, f"{before} before, {now} now")
    return "; ".join(parts)


def _from_to(before: Mapping[str, Any], now: Mapping[str, Any], key: str, noun: str) -> str:
    return f"{noun} {_said(before[key])} → {_said(now[key])}"


def _said(value: object) -> str:
    if value is None:
        return "none" if value is None else ""
    return number(value) if isinstance(value, int) else str(value)
