"""All districts of a run in one table, with totals, what is found most, and what has changed."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from roster_lint import __version__
from roster_lint.errors import UsageError
from roster_lint.files.kinds import refuse_special
from roster_lint.fleet.outcome import Outcome, People

SCHEMA = 1
TOOL = "roster-lint fleet"

_RANK = {"incomplete": 0, "not-ready": 1, "ready": 2}
Kind = Literal["new", "gone", "better", "worse", "different"]


@dataclass(frozen=True)
class Code:
    """What one check found in all districts.

    Attributes:
        districts: how many have a finding.
        findings: how many there are.
    """

    code: str
    name: str
    severity: str
    districts: int
    findings: int


@dataclass(frozen=True)
class Change:
    """A district that is not as it was.

    Attributes:
        kind: ``better`` and ``worse`` go by the verdict, then by errors and warnings.
        before: verdict, errors, warnings, students held back, worst code; empty for a new one.
        now: the same; empty for one that is gone.
    """

    name: str
    kind: Kind
    before: Mapping[str, Any]
    now: Mapping[str, Any]


@dataclass(frozen=True)
class Summary:
    """A run over many districts.

    Attributes:
        list_name: what was linted.
        as_of: the date judged, as ISO has it.
        begun: when the run began.
        seconds: how long it took.
        workers: how many districts were linted at a time; None where a cluster knows.
        outcomes: a row a district, in the list's order.
        not_run: names of districts that a stopped run did not come to.
        changes: since the summary that was named; None where none was.
        before: the day of that summary.
    """

    list_name: str
    as_of: str
    begun: datetime
    seconds: float
    workers: int | None
    outcomes: tuple[Outcome, ...]
    not_run: tuple[str, ...] = ()
    changes: tuple[Change, ...] | None = None
    before: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Districts by verdict."""
        counted = Counter(one.verdict for one in self.outcomes)
        return {name: counted[name] for name in ("ready", "not-ready", "incomplete")}

    @property
    def exit_code(self) -> int:
        """3 where a district is incomplete or was not run, else 1 where one is not ready."""
        if self.not_run or any(one.exit_code > 1 for one in self.outcomes):
            return 3
        return max((one.exit_code for one in self.outcomes), default=0)

    @property
    def verdict(self) -> str:
        """The exit code in a word."""
        return {0: "ready", 1: "not-ready"}.get(self.exit_code, "incomplete")

    def total(self, name: str) -> int:
        """The sum of ``errors``, ``warnings`` or ``infos`` over the districts that were judged."""
        return sum(getattr(one, name) or 0 for one in self.outcomes)

    def populations(self) -> dict[str, People]:
        """The populations of all districts that know theirs, added up."""
        sums: dict[str, Counter[str]] = {}
        for one in self.outcomes:
            for entity, people in one.populations.items():
                sums.setdefault(entity, Counter()).update(
                    {name: count for name, count in vars(people).items() if count is not None}
                )
        fields = ("total", "available", "held_back")
        return {entity: People(*(found[f] for f in fields)) for entity, found in sums.items()}

    def codes(self) -> list[Code]:
        """What was found: errors and warnings before info, then what most districts have."""
        districts: Counter[str] = Counter()
        findings: Counter[str] = Counter()
        named: dict[str, tuple[str, str]] = {}
        for one in self.outcomes:
            for code, found in one.codes.items():
                districts[code] += 1
                findings[code] += found.findings
                if code not in named or found.severity == "error":
                    named[code] = (found.name, found.severity)

        def place(code: str) -> tuple[bool, int, int, str]:
            return named[code][1] == "info", -districts[code], -findings[code], code

        return [
            Code(code, *named[code], districts[code], findings[code])
            for code in sorted(named, key=place)
        ]

    def facts(self) -> dict[str, Any]:
        """The summary as JSON can have it."""
        return {
            "schema": SCHEMA,
            "tool": TOOL,
            "version": __version__,
            "list": self.list_name,
            "as_of": self.as_of,
            "begun": self.begun.astimezone(UTC).isoformat(timespec="seconds"),
            "seconds": round(self.seconds, 1),
            "workers": self.workers,
            "verdict": self.verdict,
            "exit_code": self.exit_code,
            "totals": {
                "districts": len(self.outcomes) + len(self.not_run),
                **self.counts,
                "not_run": len(self.not_run),
                "errors": self.total("errors"),
                "warnings": self.total("warnings"),
                "infos": self.total("infos"),
                "populations": {k: dict(vars(v)) for k, v in self.populations().items()},
            },
            "codes": [dict(vars(code)) for code in self.codes()],
            "before": self.before,
            "changes": None if self.changes is None else [dict(vars(c)) for c in self.changes],
            "not_run": list(self.not_run),
            "districts": [one.facts() for one in self.outcomes],
        }


@dataclass(frozen=True)
class Earlier:
    """An earlier summary.

    Attributes:
        as_of: the date that it judged.
        outcomes: its rows by name.
    """

    as_of: str
    outcomes: Mapping[str, Outcome]


def read_summary(path: Path, option: str) -> Earlier:
    """An earlier summary, from its file.

    Args:
        path: the file.
        option: what names it, such as ``--before``.

    Raises:
        UsageError: it is no summary, or of another schema.
    """
    refuse_special(path, option)
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        if facts["tool"] != TOOL or facts["schema"] != SCHEMA:
            raise KeyError
        rows = map(Outcome.of_facts, facts["districts"])
        return Earlier(str(facts["as_of"]), {one.name: one for one in rows})
    except OSError as error:
        raise UsageError(f"{option}: {path} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            f"{option}: {path} is no summary.json of this version of roster-lint fleet."
        ) from None


def changes(
    before: Mapping[str, Outcome], now: Sequence[Outcome], not_run: Collection[str] = ()
) -> tuple[Change, ...]:
    """What is not as it was, the worst first.

    Args:
        before: the earlier rows by name.
        now: the rows of this run.
        not_run: names of districts of which nothing is known yet.
    """
    found = [one for one in _changed(before, now) if one.name not in not_run]
    order = ("worse", "gone", "new", "different", "better")
    return tuple(sorted(found, key=lambda change: (order.index(change.kind), change.name)))


def _changed(before: Mapping[str, Outcome], now: Sequence[Outcome]) -> Iterable[Change]:
    names = {one.name for one in now}
    for one in now:
        old = before.get(one.name)
        if old is None:
            yield Change(one.name, "new", {}, _compared(one))
        elif _compared(old) != _compared(one):
            yield Change(one.name, _kind(old, one), _compared(old), _compared(one))
    for name, old in before.items():
        if name not in names:
            yield Change(name, "gone", _compared(old), {})


def _compared(one: Outcome) -> dict[str, Any]:
    return {
        "verdict": one.verdict,
        "errors": one.errors,
        "warnings": one.warnings,
        "held_back": one.held_back,
        "worst": one.worst,
    }


def _kind(old: Outcome, new: Outcome) -> Kind:
    def grade(one: Outcome) -> tuple[int, int, int, int]:
        counts = (one.errors or 0, one.warnings or 0, one.held_back or 0)
        return (-_RANK[one.verdict], *counts)

    if grade(new) == grade(old):
        return "different"
    return "worse" if grade(new) > grade(old) else "better"
