"""All corruptions of the healthy district: ``python -m tests.sweep [TABLE …]``.

Prints each that goes unnoticed, each exception that is no longer needed, and a summary. One in
ten is linted a second time, as a real run does it. Exit code 1 where anything is wrong, 2 where
there is nothing to spoil in a TABLE. What it is for: ``tests/README.md``.
"""

import sys
from collections.abc import Sequence

from tests.sweep.corruptions import corruptions
from tests.sweep.trying import summary, tried


def main(tables: Sequence[str]) -> int:
    """Tries the corruptions of some tables, or of all."""
    chosen = [one for one in corruptions() if not tables or one.table in tables]
    if unknown := set(tables) - {one.table for one in chosen}:
        sys.stderr.write(f"there is nothing to spoil in {sorted(unknown)}\n")
        return 2
    all_tried = list(tried(chosen))
    complaints = [one.complaint for one in all_tried if one.complaint]
    sys.stdout.write("\n".join([*complaints, summary(all_tried)]) + "\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
