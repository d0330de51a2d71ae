"""A process that dies, hangs or is stopped costs its own district alone.

The process is a small program that does what a district's name says, so that no engine is needed.
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from roster_lint.fleet import slot as slots
from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.pool import LocalPool
from roster_lint.fleet.running import run_all
from roster_lint.fleet.slot import Lost, Slot
from tests.fleet.conftest import row, task

PROGRAM = """
import json, os, pickle, signal, sys, time
sys.path[:] = {path!r}
from pathlib import Path
from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.serving import SIZE
while head := sys.stdin.buffer.read(SIZE.size):
    task = pickle.loads(sys.stdin.buffer.read(SIZE.unpack(head)[0]))
    word, _, rest = task.name.partition("-")
    once = Path({once!r}) / task.name
    if word == "dies" or word == "once" and not once.exists():
        once.touch()
        Path(os.environ["TMPDIR"], "unpacked").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "hangs":
        time.sleep(60)
    if word == "exits":
        sys.exit(7)
    answer = json.dumps(Outcome(task.name, "ready", 0, reasons=(os.environ["TMPDIR"],)).facts())
    if word == "torn":
        sys.stdout.buffer.write(SIZE.pack(len(answer)) + answer.encode()[:9])
        sys.exit(0)
    sys.stdout.buffer.write(SIZE.pack(len(answer)) + answer.encode())
    sys.stdout.buffer.flush()
"""


@pytest.fixture(autouse=True)
def program(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    code = PROGRAM.replace("{once!r}", repr(str(tmp_path)))
    monkeypatch.setattr(slots, "_PATIENCE", 0.2)
    monkeypatch.setattr(
        slots,
        "_START",
        code.replace("{", "{{").replace("}", "}}").replace("{{path!r}}", "{path!r}"),
    )


@pytest.fixture
def slot() -> Iterator[Slot]:
    made = Slot()
    yield made
    made.stop()
    assert made.process_id is None


def test_a_process_takes_one_district_after_another(slot: Slot) -> None:
    assert slot.run(task("a")).name == "a"
    first = slot.process_id
    assert slot.run(task("b")).name == "b"
    assert slot.process_id == first


@pytest.mark.parametrize(
    ("name", "said"),
    [("dies", "killed (signal 9)"), ("exits", "exit code 7"), ("torn", "before it was done")],
)
def test_a_process_that_ends_is_lost_and_another_takes_the_next(
    slot: Slot, name: str, said: str
) -> None:
    with pytest.raises(Lost) as lost:
        slot.run(task(name))
    assert said in lost.value.reason and lost.value.again
    outcome = slot.run(task("next"))
    # What it had unpacked is gone.
    assert list(Path(outcome.reasons[0]).iterdir()) == []


def test_a_district_that_takes_too_long_is_given_up(slot: Slot) -> None:
    begun = time.monotonic()
    with pytest.raises(Lost, match="within 1 seconds") as lost:
        slot.run(task("hangs", timeout=1.0))
    assert time.monotonic() - begun < 20 and not lost.value.again


def test_a_process_that_was_killed_while_it_waited_is_replaced(slot: Slot) -> None:
    slot.run(task("a"))
    assert slot.process_id is not None
    os.kill(slot.process_id, 9)
    time.sleep(0.2)
    assert slot.run(task("b")).name == "b"


def test_a_process_is_replaced_after_many_districts(
    slot: Slot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "_MOST_DISTRICTS", 1)
    slot.run(task("a"))
    first = slot.process_id
    slot.run(task("b"))
    assert slot.process_id != first


def test_a_slot_that_is_stopped_lets_go_and_starts_nothing(slot: Slot) -> None:
    threading.Timer(1.0, slot.stop).start()
    with pytest.raises(Lost):
        slot.run(task("hangs"))
    with pytest.raises(Lost, match="stopped"):
        slot.run(task("a"))


class Seen:
    """Notes the rows."""

    def __init__(self) -> None:
        self.rows: dict[str, Outcome] = {}

    def started(self, name: str) -> None:
        assert name not in self.rows

    def ended(self, outcome: Outcome) -> None:
        assert outcome.name not in self.rows
        self.rows[outcome.name] = outcome

    def waiting(self) -> None:
        pass


def test_whatever_befalls_one_district_the_others_are_unharmed() -> None:
    names = ["dies", "a", "hangs", "once-1", "b", "exits", "torn", "once-2", *map(str, range(9))]
    pool, seen = LocalPool(2, 1, None), Seen()
    try:
        run_all(
            [task(name, timeout=1.5 if name == "hangs" else None) for name in names], pool, seen
        )
    finally:
        pool.close()
    assert set(seen.rows) == set(names)
    bad = {name for name, one in seen.rows.items() if one.verdict == "incomplete"}
    assert bad == {"dies", "hangs", "exits", "torn"}
    assert seen.rows["dies"].attempts == seen.rows["once-1"].attempts == 2
    assert seen.rows["hangs"].attempts == seen.rows["a"].attempts == 1
    assert not any(seen.rows[name].judged for name in bad)
    assert row("a").judged
