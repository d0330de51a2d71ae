"""How many districts a machine can lint at a time, and how much memory each may have."""

from dataclasses import dataclass, replace

from roster_lint.engine import memory
from roster_lint.fleet.district import Task
from roster_lint.fleet.running import cores

_USABLE = 0.8
"""The share of the machine's memory that the workers may have together."""

_BESIDE = 600_000_000
"""What a process needs beside what its engine holds, in bytes."""

_LEAST, _MOST = 500_000_000, 8_000_000_000


@dataclass(frozen=True)
class Share:
    """What one of several workers has.

    Attributes:
        workers: how many there are.
        threads: of each worker's engine.
        memory: what each engine may hold, in bytes.
    """

    workers: int
    threads: int
    memory: int

    @property
    def setting(self) -> str:
        """The memory as the setting has it."""
        return f"{self.memory // 1_000_000}MB"


def share(districts: int, workers: int | None, engine: int | None = None) -> Share:
    """Divides this machine.

    Args:
        districts: how many there are to lint.
        workers: how many were asked for; as many as cores and memory allow where absent.
        engine: the memory that each engine was given, in bytes; divided evenly where absent.
    """
    import duckdb

    with duckdb.connect() as connection:
        machine = memory.of_the_machine(connection)
    free = memory.free()
    usable = int(machine * _USABLE) if free is None else min(int(machine * _USABLE), free)
    if workers is None:
        fit = usable // ((engine or _LEAST) + _BESIDE)
        workers = max(1, min(cores(), fit, districts))
    return Share(
        workers,
        max(1, cores() // workers),
        engine or min(max(usable // workers - _BESIDE, _LEAST), _MOST),
    )


def part_of_worker(task: Task) -> Task:
    """The task with the memory that each thread of this Dask worker has, where none is set."""
    if task.settings.memory is not None:
        return task
    from distributed import get_worker

    worker = get_worker()
    limit = worker.memory_manager.memory_limit
    if not limit:
        return task
    mine = min(max(limit // worker.state.nthreads - _BESIDE, _LEAST), _MOST)
    settings = task.settings.model_copy(update={"memory": f"{mine // 1_000_000}MB"})
    return replace(task, settings=settings)
