"""A trend for programs: one JSON object with every night."""

import json
from dataclasses import asdict
from typing import Any, TextIO

from roster_lint import __version__
from roster_lint.history.answer import answer
from roster_lint.history.nights import Line, Night, Trend

SCHEMA = 1
"""The schema's version: it changes only where a reader would break, not where a key is added."""


def write_json(trend: Trend, stream: TextIO) -> None:
    """Writes a trend to a text stream, which is left open."""
    # ASCII escapes are valid whatever encoding the stream has.
    json.dump(_facts(trend), stream, indent=2, ensure_ascii=True, allow_nan=False)
    stream.write("\n")


def _facts(trend: Trend) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": "roster-lint",
        "command": "trend",
        "version": __version__,
        "folder": trend.folder,
        "lines": [_line(line) for line in trend.lines],
        "skipped": [{"file": name, "problem": problem} for name, problem in trend.skipped],
        "other_files": trend.others,
    }


def _line(line: Line) -> dict[str, Any]:
    found = answer(line)
    return {
        "answer": found.sentence,
        "direction": found.direction,
        "source": line.source,
        "vendor": line.vendor,
        "oneroster": line.oneroster,
        "schools": list(line.schools),
        "nights": [_night(night) for night in line.nights],
        "changes": [
            {"from": of.isoformat(), "what": one.what, "before": one.before, "after": one.after}
            for of, one in line.changes
        ],
        "twice": [
            {"as_of": one.as_of.isoformat(), "kept": one.kept, "left_out": list(one.left_out)}
            for one in line.twice
        ],
    }


def _night(night: Night) -> dict[str, Any]:
    return {
        "as_of": night.as_of.isoformat(),
        "file": night.file,
        "verdict": night.verdict,
        "error": night.errors,
        "warning": night.warnings,
        "info": night.infos,
        "availability": {name: asdict(one) for name, one in night.populations.items()},
    }
