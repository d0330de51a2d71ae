"""Runs the whole sweep: each needed column and table taken away, each column set otherwise.

It takes most of an hour, so the suite has a sample of it. Exit code 1 where anything disagrees.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial

from fixtures.build import HERE
from roster_lint.contracts.table import campus_tables
from tests.case_runner import CaseRunner
from tests.explain.conftest import District
from tests.lineage.experiment import Experiment
from tests.lineage.sweep import explained_of, needed_columns, needed_tables, said_of


def main() -> int:
    """Prints each disagreement, and how many there are."""
    district, experiment = District(HERE / "back-to-school"), Experiment(CaseRunner())
    tasks: list[tuple[str, Callable[[], Iterator[str]]]] = []
    for missing in (*needed_columns(), *needed_tables()):
        tasks += (
            (f"{missing} in {name}", partial(said_of, missing, name))
            for name in ("ready", "back-to-school")
        )
        tasks.append((f"{missing} explained", partial(explained_of, missing, district)))
    for table in campus_tables().values():
        for column in table.columns:
            what = f"{table.name}.{column.name} otherwise"
            tasks.append((what, partial(experiment.disagreements, table, column)))
    found = 0
    for what, task in tasks:
        for disagreement in task():
            found += 1
            print(f"{what}: {disagreement}")  # noqa: T201
    print(f"{len(tasks)} tried, {found} disagreements")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
