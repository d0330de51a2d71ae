"""Are we getting ready? One sentence for each line of nights."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from roster_lint.history.nights import Line, Night
from roster_lint.report.formats.text.wording import number

Direction = Literal[
    "ready", "getting-ready", "not-getting-ready", "no-change", "one-night", "unknown"
]

_WORDS: dict[Direction, str] = {
    "ready": "Ready",
    "getting-ready": "Getting ready",
    "not-getting-ready": "Not getting ready",
    "no-change": "No change",
}


@dataclass(frozen=True)
class Answer:
    """Whether it gets better, and the sentence that says so."""

    direction: Direction
    sentence: str


@dataclass(frozen=True)
class _Measure:
    """What is compared: how many, of what, and what is said of them."""

    noun: str
    nouns: str
    was: str
    were: str

    def first(self, count: int, day: str) -> str:
        """``43 students were held back on 1 August``."""
        if count == 0:
            return f"no {self.noun} {self.was} on {day}"
        noun, verb = (self.noun, self.was) if count == 1 else (self.nouns, self.were)
        return f"{number(count)} {noun} {verb} on {day}"


_HELD_BACK = _Measure("student", "students", "was held back", "were held back")
_NOT_SYNCING = _Measure("student", "students", "would not sync", "would not sync")
_ERRORS = _Measure("error", "errors", "was found", "were found")


def answer(line: Line) -> Answer:
    """Compares a line's first whole night with its last.

    By the students that a fault holds back; where these are unknown, by those that will not sync;
    where these stay the same, by errors, as long as both nights looked for the same ones.
    """
    whole = line.whole
    if not whole:
        one = len(line.nights) == 1
        shown = "the only report is" if one else f"all {number(len(line.nights))} reports are"
        return Answer("unknown", f"Not known: {shown} incomplete.")
    last_of_all = line.nights[-1]
    after = ""
    if last_of_all.is_gap:
        after = f" The last night, {day(last_of_all.as_of, last_of_all.as_of)}, is incomplete."
    if len(whole) == 1:
        measure = _measure(whole[0], whole[0])
        count = _count(whole[0], measure)
        sentence = measure.first(count, day(whole[0].as_of, whole[0].as_of))
        return Answer("one-night", f"One night so far: {sentence}.{after}")
    return _of_two(whole[0], whole[-1], line.unlike, after)


def _of_two(first: Night, last: Night, unlike: str, after: str) -> Answer:
    measure = _measure(first, last)
    before, now = _count(first, measure), _count(last, measure)
    if before == now and first.errors != last.errors and not unlike:
        measure = _ERRORS
        before, now = _count(first, measure), _count(last, measure)
    if unlike and measure is _ERRORS:
        days = f"{day(first.as_of, last.as_of)} and {day(last.as_of, first.as_of)}"
        shown = f"the errors of {days} cannot be compared (different: {unlike})"
        return Answer("unknown", f"Not known: {shown}.{after}")
    direction: Direction
    if last.verdict == "ready" and now:
        # A baseline, or checks that only warn: people are held back all the same.
        after = f" The verdict of {day(last.as_of, first.as_of)} is ready.{after}"
    if last.verdict == "ready" and not now:
        direction = "ready"
    elif before == now:
        direction = "no-change"
    else:
        direction = "getting-ready" if now < before else "not-getting-ready"
    then, today = day(first.as_of, last.as_of), day(last.as_of, first.as_of)
    if before == now:
        either = "or" if not now else "and"
        shown = f"{measure.first(before, then)} {either} on {today}"
    else:
        shown = f"{measure.first(before, then)}, {number(now) if now else 'none'} on {today}"
    return Answer(direction, f"{_WORDS[direction]}: {shown}.{after}")


def _measure(first: Night, last: Night) -> _Measure:
    students = first.numbers("student"), last.numbers("student")
    if all(one.total for one in students):
        if all(one.held_back is not None for one in students):
            return _HELD_BACK
        if all(one.available is not None for one in students):
            return _NOT_SYNCING
    return _ERRORS


def _count(night: Night, measure: _Measure) -> int:
    students = night.numbers("student")
    if measure is _HELD_BACK:
        return students.held_back or 0
    if measure is _NOT_SYNCING:
        return (students.total or 0) - (students.available or 0)
    return night.errors or 0


def day(of: date, beside: date) -> str:
    """``1 August``, with the year where the other date is in another one."""
    year = f" {of.year}" if of.year != beside.year else ""
    return f"{of.day} {of:%B}{year}"
