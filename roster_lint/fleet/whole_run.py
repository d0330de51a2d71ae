"""One run over many districts, from the list to the summary."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from roster_lint.engine.memory import bytes_of
from roster_lint.fleet.district import Task
from roster_lint.fleet.judging import given_up
from roster_lint.fleet.keeping import Keeper, kept, prepare_folder
from roster_lint.fleet.listing import Listing, largest_first
from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.running import Watcher, Workers, run_all
from roster_lint.fleet.summary import Summary, read_summary
from roster_lint.fleet.tasks import Plan, Wanted, plan


@dataclass(frozen=True)
class How:
    """How a run is done.

    Attributes:
        workers: on this machine, how many districts at a time; as many as fit where absent.
        dask: the address of a cluster's scheduler; this machine where absent.
        resume: districts that an earlier run has judged are not linted anew.
        before: an earlier summary to compare with.
        log: a file that gets a line for each district.
    """

    workers: int | None = None
    dask: str | None = None
    resume: bool = False
    before: Path | None = None
    log: Path | None = None


class Shown(Protocol):
    """Who looks on besides what is kept."""

    def begin(self, sizes: "dict[str, int | None]", done: int) -> None:
        """A run begins: the districts to lint with their sizes, and how many are done already."""
        ...

    def started(self, name: str) -> None:
        """A district is being linted."""
        ...

    def ended(self, outcome: Outcome) -> None:
        """A district has its row."""
        ...

    def waiting(self) -> None:
        """Time passes."""
        ...


class _Both:
    """What is kept and what is shown."""

    def __init__(self, *watchers: Watcher) -> None:
        self._watchers = watchers

    def started(self, name: str) -> None:
        for one in self._watchers:
            one.started(name)

    def ended(self, outcome: Outcome) -> None:
        for one in self._watchers:
            one.ended(outcome)

    def waiting(self) -> None:
        for one in self._watchers:
            one.waiting()


def run_fleet(listing: Listing, wanted: Wanted, how: How, shown: Shown) -> Summary:
    """Lints all districts of a list, and writes what is wanted of each and the summary.

    Where it is stopped, the summary says what was done by then, and the error is passed on.

    Raises:
        UsageError: settings that hold for all are wrong, or a place cannot be written.
        SourceError: the cluster cannot be reached.
    """
    planned = plan(largest_first(listing.districts), wanted)
    before = read_summary(how.before, "--before") if how.before is not None else None
    with ExitStack() as stack:
        names = [one.name for one in listing.districts]
        as_of = str(planned.settings.as_of)
        keeper = Keeper(listing.name, as_of, names, wanted.out, before=before)
        todo = _todo(planned, wanted, how, keeper)
        if how.log is not None:
            keeper.log = stack.enter_context(how.log.open("a", encoding="utf-8"))
        if wanted.out is not None:
            prepare_folder(wanted.out, planned.token)
        for task, reason in planned.refused:
            keeper.ended(given_up(task, reason))
        sizes = {one.name: one.size for one in listing.districts}
        shown.begin({task.name: sizes[task.name] for task in todo}, len(names) - len(todo))
        try:
            if todo:
                workers = stack.enter_context(_workers(todo, planned, how, keeper))
                run_all(todo, workers, _Both(keeper, shown))
        finally:
            keeper.save()
        return keeper.summary()


def _todo(planned: Plan, wanted: Wanted, how: How, keeper: Keeper) -> Sequence[Task]:
    if not how.resume or wanted.out is None:
        return planned.tasks
    known = kept(wanted.out, planned.tasks)
    keeper.rows.update(known)
    return [task for task in planned.tasks if task.name not in known]


def _workers(
    todo: Sequence[Task], planned: Plan, how: How, keeper: Keeper
) -> AbstractContextManager[Workers]:
    if how.dask is not None:
        from roster_lint.fleet.cluster import cluster

        return cluster(how.dask, todo[0])
    from roster_lint.fleet.pool import LocalPool
    from roster_lint.fleet.sharing import share

    memory = planned.settings.memory
    mine = share(len(todo), how.workers, bytes_of(memory) if memory else None)
    keeper.workers = mine.workers
    return closing(LocalPool(mine.workers, mine.threads, mine.setting))
