"""Tries mutants of the SQL: ``python -m mutation [FILE …]``.

Without a FILE these are all checks of Campus data, and every criterion as a whole. A FILE is a
check's code or the name of a file of the model without its ending, several at once: the start takes
half a minute, whatever there is to try. Files of the model and checks of the payload (OP) are tried
only where they are named, these on their own cases alone. Exit code 1 where the list of survivors
is wrong, 2 where a FILE has no mutants. What to do about it: ``README.md`` here.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from mutation.hunting import all_mutants, survivors
from mutation.mutants import Mutant, of_criteria
from mutation.of_bundles import payload_mutants, payload_survivors
from mutation.survivors import complaints
from tests.case_runner import campus_checks


def main(files: Sequence[str]) -> int:
    """Tries the mutants of some files; prints the counts by file and what is wrong."""
    criteria: list[Mutant] = []
    if not files:
        files = [check.code for check in campus_checks()]
        criteria = list(of_criteria())
    of_payload = payload_mutants(files)
    of_campus = [*all_mutants(files), *criteria] if set(files) - _of(of_payload) else []
    mutants = [*of_payload, *of_campus]
    if unknown := set(files) - _of(mutants):
        sys.stderr.write(f"neither a check's code nor a file of the model: {sorted(unknown)}\n")
        return 2
    alive = payload_survivors(of_payload) if of_payload else set()
    alive |= survivors(of_campus, _progress) if of_campus else set()
    wrong = complaints(mutants, alive)
    sys.stdout.write("\n".join([counts(mutants, alive), *wrong]) + "\n")
    return 1 if wrong else 0


def _of(mutants: Iterable[Mutant]) -> set[str]:
    return {mutant.file for mutant in mutants}


def counts(mutants: Iterable[Mutant], alive: Iterable[Mutant]) -> str:
    """How many there were and how many were killed, in all and by file, in one line."""
    tried, left = Counter(m.file for m in mutants), Counter(m.file for m in alive)
    by_file = ", ".join(f"{file} {tried[file] - left[file]}/{tried[file]}" for file in tried)
    killed = tried.total() - left.total()
    return f"{tried.total()} mutants, {killed} killed, {left.total()} survived: {by_file}"


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text}\033[K")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
