"""Everybody held back is named by a finding, or counted by one; the headline says how many."""

import re
from collections.abc import Iterator

import polars as pl

from tests.laws.seeing import PEOPLE, POPULATIONS, Seen

_CLAUSES = {"held_back": "held back", "to_be_deleted": "sent as ToBeDeleted"}
_NOUNS = {
    "student": "students?",
    "teacher": "teachers?",
    "staff": "other staff members?",
    "guardian": "guardians?",
    "relative": "relatives?",
    "section": "class(?:es)?",
}
_COUNT = r"\b([\d,]+) {}\b"


def the_headline_says_the_funnels_numbers(seen: Seen) -> Iterator[str]:
    """The verdict counts who is held back and who is deleted as the funnel does."""
    rest = seen.headline
    for outcome, words in _CLAUSES.items():
        clause, is_there, after = rest.partition(words)
        clause, rest = (clause, after) if is_there else ("", rest)
        for population in POPULATIONS:
            split = seen.availability[population].split
            if split is None:
                continue
            found = re.findall(_COUNT.format(_NOUNS[population]), clause)
            said = int(found[-1].replace(",", "")) if found else 0
            if said != getattr(split, outcome):
                yield f"{population}: {said} {words} in the headline, not {split}"


def everybody_held_back_is_named(seen: Seen) -> Iterator[str]:
    """Anyone who is held back is in a finding, or falls by one that counts the record."""
    found = seen.findings.filter(pl.col("severity").is_in(["error", "warning"]))
    fired = frozenset(found["code"].to_list())
    named = {
        **dict.fromkeys(PEOPLE, frozenset(found["person_id"].to_list())),
        "section": frozenset(found["section_id"].to_list()),
    }
    for population in POPULATIONS:
        for number, codes in sorted(seen.held_back(population).items()):
            if number in named[population]:
                continue
            if not codes:
                yield f"{population} {number} is held back, and nothing names or counts the record"
            elif not fired.intersection(codes):
                yield f"{population} {number} is held back by {codes}, which found nothing"


def every_code_that_holds_back_has_a_finding(seen: Seen) -> Iterator[str]:
    """No record is said to be held back by a check that found nothing."""
    fired = frozenset(seen.findings["code"].to_list())
    for population in POPULATIONS:
        silent = {code for codes in seen.held_back(population).values() for code in codes} - fired
        if silent:
            yield f"{population}: held back by {sorted(silent)}, which found nothing"
