"""Spoils samples by chance: ``python -m tests.fuzz [--seconds N] [--seed S] [--only NUMBER]``.

Prints each source with which something is wrong, and a summary. Exit code 1 where there is one.
What it is for: ``tests/README.md``.
"""

import argparse
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path

from tests.fuzz.trying import tried


def main() -> int:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one source, to look at again")
    parser.add_argument("--keep", type=Path, help="where that source is left")
    arguments = parser.parse_args()
    if arguments.only is not None:
        sys.stdout.write(f"{tried(arguments.seed, arguments.only, arguments.keep)}\n")
        return 0
    end = time.monotonic() + arguments.seconds
    codes: Counter[int] = Counter()
    wrong = 0
    for number in count():
        if time.monotonic() > end:
            break
        trial = tried(arguments.seed, number)
        codes[trial.code] += 1
        if trial.complaint:
            wrong += 1
            sys.stdout.write(f"{trial}\n")
            sys.stdout.flush()
    found = ", ".join(f"{number} with exit code {code}" for code, number in sorted(codes.items()))
    sys.stdout.write(f"{codes.total()} sources: {found}; {wrong} with something wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
