"""All mutants, all cases, two workers: who is still alive at the end."""

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import cache
from multiprocessing import get_context

from mutation import own_tests
from mutation.killing import Killer, cases, healthy
from mutation.mutants import Mutant, of_check, of_model
from roster_lint.model.build import campus_model
from tests.case_model import statements
from tests.case_runner import campus_checks

WORKERS = 2
_SHARES = 8

TOPICS = {
    "10_school_year": ("YR",),
    "20_calendar": ("GR", "EX", "YR"),
    "21_last_school_day": ("YR",),
    "30_schedule": ("SC", "CO", "EX"),
    "40_account": ("UN", "EM"),
    "50_enrollment": ("ST", "EX"),
    "51_assignment": ("TE", "NS"),
    "52_staff_history": ("TE",),
    "53_relationship": ("FA",),
    "54_relative": ("FA", "EM"),
    "60_person": ("UN", "EM", "FA"),
    "61_compared_number": ("ST",),
    "35_section": ("CO", "SC"),
    "71_roster": ("RO", "CO", "SC"),
    "72_teaching": ("TE", "CO"),
    "73_staff_nearest": ("NS",),
    "74_calendar_schedule": ("SC", "ST"),
    "90_judged_row": ("DA",),
    "91_lost_parent": ("DA",),
    "92_reference": ("DA",),
    "93_judged_column": ("DA",),
    "10_sent_address": ("AC", "EM"),
    "25_called": ("AC", "EM"),
    "20_account": ("AC", "EM"),
    "30_pattern": ("AC", "EM"),
    "40_candidate": ("AC", "EM"),
    "50_suggestion": ("AC", "EM"),
}
"""Whose cases are likely to notice a mutant of a file of the model: those are tried first."""


def all_mutants(files: Collection[str] = ()) -> list[Mutant]:
    """The mutants of the whole model and of every check.

    Args:
        files: only those of these checks, by code, and of these files of the model, by name.
    """
    checks = [check for check in campus_checks() if not files or check.code in files]
    parts = [part for part in statements() if not files or part.file.path.stem in files]
    return [*of_model(parts), *(mutant for check in checks for mutant in of_check(check))]


def survivors(mutants: Iterable[Mutant], progress: Callable[[str], object]) -> set[Mutant]:
    """The mutants that neither a case nor a test of the model distinguishes from the original.

    Four rounds, so that most meet their death early. The healthy district; the cases of the check,
    or for the model those of the topics that a file is about; all other cases, where also the
    checks are asked that a case wants silent; for the Campus model its own tests, since the funnel,
    explanations and the payload read what no check does.

    Args:
        mutants: what to try.
        progress: follows how far it is.
    """
    codes = [check.code for check in campus_checks()]
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        alive = _round(pool, [None], mutants, lambda code, mutant: True, progress)
        alive = _round(pool, codes, alive, _at_home, progress)
        alive = _round(pool, codes, alive, lambda code, m: not _at_home(code, m), progress)
    of_campus = {file.path.stem for file in campus_model()}
    tried = {mutant for mutant in alive if mutant.table and mutant.file in of_campus}
    return (alive - tried) | own_tests.survivors(tried, WORKERS, progress)


def _round(
    pool: ProcessPoolExecutor,
    codes: Sequence[str | None],
    mutants: Iterable[Mutant],
    meets: Callable[[str | None, Mutant], bool],
    progress: Callable[[str], object],
) -> set[Mutant]:
    """Tries the cases of one check after the other on the mutants still alive that meet them."""
    alive, waiting = set(mutants), list(codes)
    running: set[Future[set[Mutant]]] = set()
    while waiting or running:
        while waiting and len(running) < WORKERS:
            code = waiting.pop(0)
            chosen = sorted(m for m in alive if meets(code, m))
            shares = [chosen] if code else [chosen[share::_SHARES] for share in range(_SHARES)]
            running |= {pool.submit(_killed, code, share) for share in shares if share}
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            alive -= future.result()
        progress(f"{len(waiting)} checks' cases left in this round, {len(alive)} mutants alive")
    return alive


def _at_home(code: str | None, mutant: Mutant) -> bool:
    if mutant.table is None:
        return mutant.file == code
    return code is not None and code[:2] in TOPICS.get(mutant.file, ())


def _killed(code: str | None, mutants: list[Mutant]) -> set[Mutant]:
    return _killer().killed(cases(code) if code else healthy(), mutants)


@cache
def _killer() -> Killer:
    return Killer()
