"""Runs the whole sweep: each needed column and table taken away, each column set otherwise.

    python -m tests.model.lineage                      # all; half an hour on a core
    python -m tests.model.lineage Enrollment Term.name # these tables and columns alone

The suite has a sample of it. Exit code 1 where anything disagrees.
"""

import sys
from collections.abc import Callable, Collection, Iterator
from functools import partial

from fixtures.build import HERE
from roster_lint.contracts.table import campus_tables
from tests.case_runner import CaseRunner
from tests.explain.conftest import District
from tests.model.lineage.experiment import Experiment
from tests.model.lineage.sweep import explained_of, needed_columns, needed_tables, said_of


def main(*names: str) -> int:
    """Prints each disagreement, and how many there are.

    Args:
        names: tables and columns; all where there are none.
    """
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
    tasks = [(what, task) for what, task in tasks if _is_named(what.split()[0], names)]
    found = 0
    for what, task in tasks:
        for disagreement in task():
            found += 1
            print(f"{what}: {disagreement}", flush=True)  # noqa: T201
    print(f"{len(tasks)} tried, {found} disagreements")  # noqa: T201
    return 1 if found else 0


def _is_named(column: str, names: Collection[str]) -> bool:
    return not names or column in names or column.partition(".")[0] in names


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
