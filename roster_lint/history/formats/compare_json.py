"""A comparison for programs: one JSON object whose findings are written as they are read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, TextIO

from roster_lint import __version__
from roster_lint.history.comparison import STANDINGS, Compared, Comparison, Standing, Tally
from roster_lint.history.facts import Facts

SCHEMA = 1
"""The schema's version: it changes only where a reader would break, not where a key is added."""

_LISTED: tuple[Standing, ...] = STANDINGS[:-1]

# ASCII escapes are valid whatever encoding the stream has.
_encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def write_json(comparison: Comparison, stream: TextIO) -> None:
    """Writes a comparison: every finding but those that stand in both with the same severity.

    Args:
        comparison: not yet closed.
        stream: a text stream; it is left open.
    """
    stream.write("{\n")
    for name, value in _facts(comparison).items():
        stream.write(f"  {_encode(name)}: {_encode(value)},\n")
    stream.write('  "findings": [')
    separator = "\n    "
    for finding in _findings(comparison):
        stream.write(f"{separator}{_encode(finding)}")
        separator = ",\n    "
    stream.write("]\n}\n" if separator == "\n    " else "\n  ]\n}\n")


def _facts(comparison: Comparison) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": "roster-lint",
        "command": "compare",
        "version": __version__,
        "old": report_facts(comparison.old_name, comparison.old),
        "new": report_facts(comparison.new_name, comparison.new),
        "fail_on": comparison.fail_on,
        "exit_code": comparison.exit_code,
        "failing": comparison.failing,
        "risen": comparison.risen,
        "differences": [asdict(one) for one in comparison.differences],
        "summary": dict(comparison.tally),
        "levels": {level: _whole(tally) for level, tally in comparison.levels.items()},
        "availability": [
            {
                "entity": one.entity,
                "total": _pair(one.total),
                "available": _pair(one.available),
                "held_back": _pair(one.held_back),
            }
            for one in comparison.populations
        ],
        "checks": [
            {
                "code": one.code,
                "name": one.name,
                "level": one.level,
                **_whole(one.tally),
                "silent": one.silent,
                "regraded": [asdict(change) for change in one.regraded],
            }
            for one in comparison.checks
        ],
        "schools": [
            {"school_id": one.school_id, "school": one.school, **_whole(one.tally)}
            for one in comparison.schools
        ],
    }


def report_facts(name: str, facts: Facts) -> dict[str, Any]:
    """Which report it is: its file, and how it was made."""
    return {
        "file": name,
        "as_of": facts.as_of.isoformat(),
        "verdict": facts.verdict,
        "incomplete": list(facts.incomplete),
        "source": {"kind": facts.source.kind, "location": facts.source.location},
        "vendor": facts.vendor,
        "oneroster": facts.oneroster,
        "school_year": facts.school_year,
        "schools": list(facts.schools),
        "version": facts.version,
    }


def _whole(tally: Tally) -> Mapping[str, int]:
    return {standing: tally.get(standing, 0) for standing in STANDINGS}


def _pair(numbers: tuple[int | None, int | None]) -> dict[str, int | None]:
    return {"before": numbers[0], "after": numbers[1]}


def _findings(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for standing in _LISTED:
        yield from map(_finding, comparison.findings(standing))
    yield from map(_finding, comparison.regraded())


def _finding(one: Compared) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name != "key"} | {
        "key": dict(one.key)
    }
