"""Carries out the plans of all districts: ``python -m tests.plan [WORD …]``.

Prints which promise was not kept, and why a plan could not be carried out to its end. A WORD
limits it to the districts whose names begin so, ``--slice 2/5`` to every fifth, from the second
on. Exit code 1 where a promise was not kept, 2 where no district has such a name.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from time import monotonic

from tests.plan.examples import STORED, others
from tests.plan.trying import all_tried


def main(arguments: Sequence[str]) -> int:
    """Carries out the plans of the districts whose names begin so, or of all."""
    parser = ArgumentParser(prog="python -m tests.plan")
    parser.add_argument("words", nargs="*", metavar="WORD", help="how a district's name begins")
    parser.add_argument(
        "--slice",
        default=slice(None),
        type=_slice,
        metavar="N/M",
        help="every Mth, from the Nth on",
    )
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    words = tuple(chosen.words)
    names = [one.name for one in (*STORED, *others())]
    names = [name for name in names if not words or name.startswith(words)][chosen.slice]
    if not names:
        sys.stderr.write(f"no district has a name that begins with {' or '.join(words)}\n")
        return 2
    steps = broken = stopped = 0
    begin = monotonic()
    for name, kept in all_tried(names, chosen.workers):
        steps, broken = steps + kept.steps, broken + bool(kept.wrong)
        stopped += kept.stopped is not None
        said = [*kept.wrong, *([f"not to the end: {kept.stopped}"] if kept.stopped else [])]
        sys.stdout.writelines(f"{name}: {one}\n" for one in said)
        sys.stdout.flush()
    sys.stdout.write(
        f"{len(names)} districts, {steps} steps in {monotonic() - begin:.0f} s; "
        f"{stopped} plans not carried out to the end; not kept in {broken} districts\n"
    )
    return 1 if broken else 0


def _slice(text: str) -> slice:
    first, every = map(int, text.split("/"))
    return slice(first - 1, None, every)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
