"""Whether a source could be judged: no verdict is ever ready by omission."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from roster_lint.loading.campus import Loaded
from roster_lint.report.counts import Availability
from roster_lint.report.results import CheckResult
from roster_lint.vocabulary import Family

# Without rows in these tables no record has a school, a name or a term, yet hardly a check would
# find anything. Where other tables are empty, a check reports what that means.
_NEVER_EMPTY = ("School", "Person", "TermSchedule", "Term")


@dataclass(frozen=True)
class Reason:
    """One reason why a run is incomplete.

    Attributes:
        sentence: for people.
        about: a missing table or column, which leaves all else judged; a check that crashed; or
            the source as a whole.
    """

    sentence: str
    about: Literal["missing", "crash", "source"]


def incompleteness(
    family: Family,
    loaded: Loaded,
    checks: Sequence[CheckResult],
    availability: Sequence[Availability],
    faults: Iterable[str] = (),
) -> tuple[Reason, ...]:
    """Why the source could not be judged, or not in full; empty where it could.

    A bundle may hold as little as a manifest: what is missing is a finding there.

    Args:
        family: what the source's tables are.
        loaded: what came of reading the source.
        checks: the results of all checks that were selected.
        availability: how many of each population there are, and how many will sync.
        faults: why the data cannot be relied on, a sentence each.
    """
    about_lacking: Literal["missing", "source"] = (
        "missing" if loaded.missing or loaded.unread else "source"
    )
    reasons = [Reason(sentence, about_lacking) for sentence in loaded.lacking]
    if family == "campus":
        reasons += (Reason(sentence, "source") for sentence in _without_rows(loaded))
    reasons += (Reason(sentence, "source") for sentence in faults)
    reasons += (Reason(_crash(c), "crash") for c in checks if c.status == "crashed")
    if not reasons and all(c.status == "skipped" for c in checks):
        reasons.append(Reason("Not one of the selected checks could run.", "source"))
    errors = any(c.counts.get("error") and not c.tolerated for c in checks)
    if family == "campus" and not reasons and not errors:
        populations = {a.entity: a for a in availability}
        reasons += (Reason(sentence, "source") for sentence in _nobody(populations))
    return tuple(reasons)


def _crash(result: CheckResult) -> str:
    check = result.check
    if check.is_own:
        return f"The district's own check {check.code} ({check.path}) crashed: {result.reason}"
    return f"The check {check.code} crashed: {result.reason}"


def empty_tables(loaded: Loaded) -> tuple[str, ...]:
    """Tables that were read and have no row, though no district can do without one."""
    return tuple(name for name in _NEVER_EMPTY if loaded.rows.get(name) == 0)


def _without_rows(loaded: Loaded) -> Iterator[str]:
    """What tables without a row mean. Missing tables are reported already."""
    if loaded.rows.get("Enrollment") == 0:
        yield "The table Enrollment has no row: there is nobody to judge."
    for name in empty_tables(loaded):
        yield f"The table {name} has no row, which no district can do without."


def _nobody(populations: dict[str, Availability]) -> Iterator[str]:
    """What to say where no error explains why nobody would sync.

    Most checks look only at those who would: where there are none, their silence means nothing.
    """
    students = populations.get("student")
    if students is not None and students.total == 0:
        yield "No student is enrolled in the school year and schools that were judged."
        return
    for entity, noun in (("student", "student"), ("teacher", "teacher"), ("section", "class")):
        one = populations.get(entity)
        if one is not None and one.total and not one.available and not _is_meant(one):
            yield (
                f"No {noun} would sync, of {one.total:,}: most checks look only at what would, and "
                "so had nothing to look at."
            )


def _is_meant(population: Availability) -> bool:
    """Whether every class is marked External LMS Exclude: a vendor may be sent only people."""
    fallen = {c.name for c in population.criteria if c.failed}
    return population.entity == "section" and fallen == {"not_excluded"}
