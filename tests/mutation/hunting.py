"""All mutants, all cases, two workers: who is still alive at the end."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import cache
from multiprocessing import get_context

from tests.case_runner import campus_checks
from tests.mutation.killing import Killer, cases, healthy
from tests.mutation.mutants import Mutant, of_check, of_model

WORKERS = 2
_SHARES = 8

_TOPICS = {
    "10": ("YR",),
    "20": ("GR", "EX", "YR"),
    "30": ("SC", "CO", "EX"),
    "40": ("UN", "EM"),
    "50": ("ST", "EX"),
    "51": ("TE", "NS"),
    "52": ("TE",),
    "53": ("FA",),
    "54": ("FA", "EM"),
    "60": ("UN", "EM", "FA"),
    "70": ("CO", "SC"),
    "71": ("RO", "CO", "SC"),
    "72": ("TE", "CO"),
    "73": ("NS",),
}
"""Whose cases are likely to notice a mutant of a file of the model, by the file's number."""


def all_mutants() -> list[Mutant]:
    """The mutants of the whole model and of every check."""
    return [*of_model(), *(mutant for check in campus_checks() for mutant in of_check(check))]


def survivors(mutants: Iterable[Mutant], progress: Callable[[str], object]) -> set[Mutant]:
    """The mutants that no case tells from the original.

    Three rounds, so that most meet their death early. The healthy district; the cases of the check,
    or for the model those of the topics that a file is about; all other cases, where also the
    checks are asked that a case wants silent.

    Args:
        mutants: what to try.
        progress: told how far it is.
    """
    codes = [check.code for check in campus_checks()]
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        alive = _round(pool, [None], mutants, lambda code, mutant: True, progress)
        alive = _round(pool, codes, alive, _at_home, progress)
        return _round(pool, codes, alive, lambda code, m: not _at_home(code, m), progress)


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
    return code is not None and code[:2] in _TOPICS.get(mutant.file[:2], "")


def _killed(code: str | None, mutants: list[Mutant]) -> set[Mutant]:
    return _killer().killed(cases(code) if code else healthy(), mutants)


@cache
def _killer() -> Killer:
    return Killer()
