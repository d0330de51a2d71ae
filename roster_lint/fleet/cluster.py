"""Workers of a Dask cluster that exists: each lints in a process of its own, as this machine does.

So a district that crashes, or takes too long, costs the cluster no worker. What travels is a task
with its settings there, and a row of numbers back. A task's name is a number, never a district's.
"""

import json
import logging
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from roster_lint import __version__
from roster_lint.errors import ResourceError, SourceError, UsageError
from roster_lint.fleet.district import Task
from roster_lint.fleet.on_worker import Answer, end_slots, lint_on_worker, look
from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.running import Broke, Ended, Event

_CONNECT = 20
"""Seconds that the scheduler has to answer."""

_WITHOUT_WORKERS = 600
"""Seconds that a cluster may be without a worker once it has had one."""

_LOOK = 5.0

_ADDRESS = re.compile(r"(?:\w+://)?([\w.-]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})/?")


class Cluster:
    """The cluster's workers, as a run sees them."""

    def __init__(self, client: Any, address: str, token: str) -> None:  # noqa: ANN401  (Dask's, untyped)
        self._client = client
        self._address = address
        self._token = token
        self._futures: dict[str, Any] = {}
        self._done: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self._number = 0
        self._seen: float | None = None
        self._looked = 0.0

    def submit(self, task: Task) -> None:
        """Puts a district in the cluster's line; earlier ones go first."""
        self._number += 1
        key = f"roster-lint-{self._token}-{self._number}"
        try:
            future = self._client.submit(
                lint_on_worker, __version__, self._token, task, key=key, pure=False
            )
        except Exception as error:
            raise self._lost(error) from None
        self._futures[task.name] = future
        future.add_done_callback(lambda done: self._done.put((task.name, done)))

    def event(self, seconds: float) -> Event | None:
        """What happened next; None where nothing did for so many seconds.

        Raises:
            SourceError: the scheduler is gone.
            ResourceError: the cluster has been without a worker for long.
        """
        try:
            name, future = self._done.get(timeout=seconds)
        except Empty:
            self._look()
            return None
        self._futures.pop(name, None)
        status = future.status
        if status == "finished":
            answer: Answer = future.result(timeout=_CONNECT)
            if "row" in answer:
                return Ended(Outcome.of_facts(answer["row"]))
            return Broke(name, answer["lost"], answer["again"])
        if status == "error":
            return Broke(name, _reason(future.exception(timeout=_CONNECT)), again=False)
        # Cancelled, or lost with the scheduler that knew of it.
        self._look()
        return Broke(name, "The cluster gave it up.", again=True)

    def _look(self) -> None:
        """Checks whether there still is a cluster."""
        now = time.monotonic()
        if self._client.status not in ("running", "connecting"):
            raise self._lost(None)
        if now - self._looked < _LOOK:
            return
        self._looked = now
        try:
            workers = self._client.scheduler_info(n_workers=0)["n_workers"]
        except Exception as error:
            raise self._lost(error) from None
        if workers:
            self._seen = now
        elif self._seen is not None and now - self._seen > _WITHOUT_WORKERS:
            raise ResourceError(
                f"The Dask cluster at {self._address} has had no worker for "
                f"{_WITHOUT_WORKERS // 60} minutes: start some, then run again with --resume."
            )

    def _lost(self, error: Exception | None) -> SourceError:
        said = f" ({type(error).__name__})" if error is not None else ""
        return SourceError(
            f"The connection to the Dask cluster at {self._address} was lost{said}: run again with "
            "--resume."
        )

    def close(self) -> None:
        """Cancels what is not done, and ends what is being done."""
        with suppress(Exception):
            self._client.cancel([*self._futures.values()], force=True)
        with suppress(Exception):
            self._client.run(end_slots, self._token)


@contextmanager
def cluster(address: str, first: Task) -> Iterator[Cluster]:
    """The workers of a cluster while a run lasts.

    Args:
        address: of the scheduler, or the path of its scheduler file.
        first: one of the tasks: the workers there are by now must fit it.

    Raises:
        UsageError: Dask is not installed, or the workers have another version or another folder.
        SourceError: it does not answer.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--dask needs the package distributed: install roster-lint[fleet]."
        ) from None
    # What went wrong is said here, once.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    address = _address(address)
    connect: Any = Client
    try:
        client = connect(address, timeout=_CONNECT, set_as_default=False, name="roster-lint-fleet")
    except Exception as error:
        raise SourceError(
            f"--dask: no Dask scheduler answers at {address} ({type(error).__name__})."
        ) from None
    with client:
        _refuse_unlike(client, first)
        workers = Cluster(client, address, first.token or "")
        try:
            yield workers
        finally:
            workers.close()


def _address(said: str) -> str:
    """The scheduler's address, once it answers; without an answer Dask would wait for a minute.

    Raises:
        UsageError: it is no address, or there is no such scheduler file.
        SourceError: it does not answer.
    """
    address = said
    if Path(said).suffix == ".json":
        try:
            address = str(json.loads(Path(said).read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError, KeyError, TypeError):
            raise UsageError(f"--dask: {said} is no scheduler file of Dask.") from None
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise UsageError(f"--dask: '{said}' is no address of a scheduler, such as tcp://host:8786.")
    try:
        socket.create_connection((found[1].strip("[]"), int(found[2])), _CONNECT).close()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"--dask: no scheduler answers at {address}: {reason}.") from None
    return address


def _refuse_unlike(client: Any, task: Task) -> None:  # noqa: ANN401
    """Looks at the workers that are there by now; each task looks again."""
    try:
        said: dict[str, str | None] = client.run(
            look, __version__, task.out, task.token, on_error="return"
        )
    except Exception as error:
        raise SourceError(f"--dask: the workers do not answer ({type(error).__name__}).") from None
    for answer in said.values():
        if isinstance(answer, Exception):
            raise UsageError(f"--dask: {_reason(answer)}")
        if answer is not None:
            raise UsageError(f"--dask: {answer}")


def _reason(error: object) -> str:
    """What a worker's error means, without its text: it may quote anything."""
    kind = type(error).__name__
    if isinstance(error, ModuleNotFoundError | ImportError | AttributeError):
        return f"A worker has no roster-lint {__version__}: install it there ({kind})."
    if kind == "KilledWorker":
        return "The workers that it was given to were lost, one after another."
    return f"The cluster could not do it ({kind})."
