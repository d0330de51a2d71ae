"""Each district comes to exactly one row, in whatever order its workers answer or are lost."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from roster_lint.fleet.district import Task
from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.running import Broke, Ended, Event, Started, run_all
from tests.fleet.conftest import row, task


class Workers:
    """Answers as chance has it: a row, a loss, or nothing for a while."""

    def __init__(self, draw: st.DataObject) -> None:
        self.draw = draw
        self.line: list[Task] = []
        self.submitted: Counter[str] = Counter()

    def submit(self, task: Task) -> None:
        self.line.append(task)
        self.submitted[task.name] += 1

    def event(self, _seconds: float) -> Event | None:
        kind = self.draw.draw(st.sampled_from(["row", "lost", "over", "started", "nothing"]))
        if kind == "nothing" or not self.line:
            return None
        place = self.draw.draw(st.integers(0, len(self.line) - 1))
        if kind == "started":
            return Started(self.line[place].name)
        one = self.line.pop(place)
        if kind == "row":
            return Ended(row(one.name))
        return Broke(one.name, "lost", again=kind == "lost")


class Seen:
    def __init__(self) -> None:
        self.rows: list[Outcome] = []

    def started(self, name: str) -> None:
        assert name not in [one.name for one in self.rows]

    def ended(self, outcome: Outcome) -> None:
        self.rows.append(outcome)

    def waiting(self) -> None:
        pass


@given(st.data(), st.integers(0, 6))
def test_every_district_has_one_row_and_at_most_two_attempts(
    data: st.DataObject, count: int
) -> None:
    workers, seen = Workers(data), Seen()
    names = [str(number) for number in range(count)]
    run_all([task(name) for name in names], workers, seen)
    assert sorted(one.name for one in seen.rows) == names
    for one in seen.rows:
        assert one.attempts == workers.submitted[one.name] <= 2
        assert (one.verdict == "ready") == one.judged
