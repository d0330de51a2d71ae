"""Carries out the plans of all districts: ``python -m tests.plan [WORD …]``.

Prints which promise was not kept, and why a plan could not be carried out to its end. A WORD
limits it to the districts whose names begin so. Exit code 1 where a promise was not kept.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.district_folder import DistrictFolder
from tests.plan.examples import STORED, others
from tests.plan.promises import tried


def main(words: Sequence[str]) -> int:
    """Carries out the plans of the districts whose names begin so, or of all."""
    steps = broken = districts = 0
    with TemporaryDirectory() as path:
        folder = DistrictFolder(Path(path))
        for example in (*STORED, *others()):
            if words and not example.name.startswith(tuple(words)):
                continue
            kept = tried(example.district(), example.settings, folder)
            districts, steps, broken = districts + 1, steps + kept.steps, broken + bool(kept.wrong)
            said = [*kept.wrong, *([f"not to the end: {kept.stopped}"] if kept.stopped else [])]
            sys.stdout.writelines(f"{example.name}: {one}\n" for one in said)
            sys.stdout.flush()
    sys.stdout.write(f"{districts} districts, {steps} steps; not kept in {broken} districts\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
