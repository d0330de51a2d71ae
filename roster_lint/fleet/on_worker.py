"""What runs inside a worker of a Dask cluster: it lints in a process of its own."""

import threading
from typing import Any, TypedDict

from roster_lint import __version__
from roster_lint.errors import RosterLintError
from roster_lint.fleet.district import Task
from roster_lint.fleet.judging import see_folder
from roster_lint.fleet.running import Ended
from roster_lint.fleet.sharing import part_of_worker
from roster_lint.fleet.slot import Slot, attempted

_slots: dict[tuple[str, int], Slot] = {}
_lock = threading.Lock()


class Answer(TypedDict, total=False):
    """A row, or how the process was lost and whether another attempt may do better."""

    row: dict[str, Any]
    lost: str
    again: bool


def lint_on_worker(version: str, token: str, task: Task) -> Answer:
    """Lints a district.

    Args:
        version: of roster-lint, as the run has it.
        token: the run's.
        task: the district.
    """
    problem = look(version, task.out, task.token)
    if problem is not None:
        return {"lost": problem, "again": False}
    ended = attempted(part_of_worker(task), _slot(token).run)
    if isinstance(ended, Ended):
        return {"row": ended.outcome.facts()}
    return {"lost": ended.reason, "again": ended.again}


def look(version: str, out: Any, token: str | None) -> str | None:  # noqa: ANN401  (a path of another machine)
    """Why this worker cannot do it; None where it can."""
    if version != __version__:
        return (
            f"A worker has roster-lint {__version__}, and this machine {version}: install the same."
        )
    try:
        see_folder(out, token)
    except RosterLintError as error:
        return str(error)
    return None


def end_slots(token: str) -> None:
    """Ends the processes of a run; what they are at is broken off."""
    with _lock:
        mine = [_slots.pop(key) for key in [*_slots] if key[0] == token]
    for slot in mine:
        slot.stop()


def _slot(token: str) -> Slot:
    """The slot of this thread of the worker's, kept from one district to the next."""
    key = token, threading.get_ident()
    with _lock:
        if key not in _slots:
            _slots[key] = Slot(threads=1)
        return _slots[key]
