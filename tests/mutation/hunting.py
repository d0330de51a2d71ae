"""All mutants, all cases, two workers: who is still alive at the end."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import cache
from multiprocessing import get_context

from roster_lint.catalog import load_checks
from tests.mutation.killing import Killer, cases, healthy
from tests.mutation.mutants import Mutant, of_check, of_model

WORKERS = 2
_SHARES = 6


def all_mutants() -> list[Mutant]:
    """The mutants of the whole model and of every check."""
    return [*of_model(), *(mutant for check in load_checks() for mutant in of_check(check))]


def survivors(mutants: Iterable[Mutant], progress: Callable[[str], object]) -> set[Mutant]:
    """The mutants that no case tells from the original.

    First each check's mutants meet its own cases, and the model's the healthy district; then
    whoever is left meets the cases of one check after the other, where also the checks are asked
    that a case wants silent.

    Args:
        mutants: what to try.
        progress: told how far it is.
    """
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        alive = set(mutants)
        for killed in pool.map(_at_home, list(_homes(alive))):
            alive -= killed
            progress(f"{len(alive)} mutants left at home")
        codes = [check.code for check in load_checks()]
        running: set[Future[set[Mutant]]] = set()
        while codes or running:
            while codes and len(running) < WORKERS:
                running.add(pool.submit(_abroad, codes.pop(0), alive))
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                alive -= future.result()
            progress(f"{len(codes)} checks' cases left to try on {len(alive)} mutants")
    return alive


def _homes(mutants: Iterable[Mutant]) -> Iterator[list[Mutant]]:
    ordered = sorted(mutants, key=lambda mutant: (mutant.file, mutant.name))
    model = [mutant for mutant in ordered if mutant.table]
    yield from filter(None, (model[share::_SHARES] for share in range(_SHARES)))
    for code in sorted({mutant.file for mutant in ordered if mutant.table is None}):
        yield [mutant for mutant in ordered if mutant.file == code]


def _at_home(mutants: list[Mutant]) -> set[Mutant]:
    code = None if mutants[0].table else mutants[0].file
    killed = _killer().killed(healthy(), mutants)
    left = [mutant for mutant in mutants if mutant not in killed]
    return killed | (_killer().killed(cases(code), left) if code else set())


def _abroad(code: str, mutants: set[Mutant]) -> set[Mutant]:
    others = sorted(
        (mutant for mutant in mutants if mutant.file != code),
        key=lambda mutant: (mutant.file, mutant.name),
    )
    return _killer().killed(cases(code), others)


@cache
def _killer() -> Killer:
    return Killer()
