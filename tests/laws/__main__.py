"""All laws on all districts: ``python -m tests.laws [WORD …]``.

Prints which law is broken where, and a summary. A WORD limits it to the districts whose name it
begins: of a case that is its check's code. Exit code 1 where a law is broken, 2 where no district
has such a name. What it is for: ``tests/README.md``.
"""

import sys
from collections import Counter
from collections.abc import Sequence

from tests.laws.examples import case_districts, sample_districts
from tests.laws.trying import tried


def main(words: Sequence[str]) -> int:
    """Tries the districts whose names begin so, or all."""
    names = [one.name for one in (*sample_districts(), *case_districts())]
    chosen = [name for name in names if not words or name.startswith(tuple(words))]
    if not chosen:
        sys.stderr.write(f"no district has a name that begins with {' or '.join(words)}\n")
        return 2
    broken: Counter[str] = Counter()
    for one in tried(chosen):
        for wrong in one.wrong:
            broken[wrong.partition(":")[0]] += 1
            sys.stdout.write(f"{one.name}: {wrong}\n")
    laws = ", ".join(f"{law} {number} times" for law, number in broken.most_common())
    sys.stdout.write(f"{len(chosen)} districts; laws broken: {laws or 'none'}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
