"""The explanation for programs: one JSON object, documented in docs/explain.md."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from roster_lint import __version__
from roster_lint.explain.explanation import Explanation, Members, Record, Run, Served, State

SCHEMA = 1
"""The schema's version: it changes only where a reader would break, not where a key is added."""


def write_json(explained: Explanation, stream: TextIO) -> None:
    """Writes an explanation to a text stream, which is left open."""
    # ASCII escapes are valid whatever encoding the stream has.
    json.dump(_facts(explained), stream, indent=2, ensure_ascii=True, allow_nan=False)
    stream.write("\n")


def _facts(explained: Explanation) -> dict[str, Any]:
    name = {} if explained.name is None else {"personal_name": explained.name}
    return {
        "schema": SCHEMA,
        "tool": "roster-lint",
        "version": __version__,
        **_run(explained.run),
        "kind": explained.kind,
        "key": dict(explained.key),
        "label": explained.label,
        **name,
        "facts": dict(explained.facts),
        "verdict": explained.verdict,
        "because": explained.because,
        "failed": [state.name for state in explained.failed],
        "criteria": [*_states(explained.before), *_states(explained.after)],
        "records": [_record(record) for record in explained.records],
        "returns": _served(explained.served),
        "further": [_record(record) for record in explained.further],
        "members": _members(explained.members),
        "other_roles": [asdict(role) for role in explained.other_roles],
        "notes": list(explained.notes),
        "article": explained.article,
    }


def _run(run: Run) -> dict[str, Any]:
    start, end = run.window
    return {
        "source": {"kind": run.source_kind, "location": run.source_location},
        "as_of": run.as_of.isoformat(),
        "school_year": run.end_year,
        "window": {"start": start, "end": end},
        "oneroster": run.oneroster,
        "oneroster_set": run.oneroster_set,
        "vendor": run.vendor,
        "schools": list(run.schools),
        "readings": dict(run.readings),
    }


def _states(states: Iterable[State]) -> list[dict[str, Any]]:
    return [
        {
            "name": state.name,
            "title": state.title,
            "passed": state.passed,
            "because": state.because,
            "unknown": state.unknown is not None,
            "mend": [{"check": remedy.check, "fix": remedy.fix} for remedy in state.remedies],
        }
        for state in states
    ]


def _record(record: Record) -> dict[str, Any]:
    return {
        "entity": record.entity,
        "key": dict(record.key),
        "decides": record.decides,
        "facts": dict(record.facts),
        "failed": [state.name for state in record.failed],
        "criteria": _states(record.criteria),
        "returns": _served(record.served),
    }


def _served(served: Served | None) -> dict[str, Any] | None:
    if served is None:
        return None
    return {
        "object": served.object,
        "sourcedId": served.sourced_id,
        "sourcedId_is": served.certainty,
        "note": served.note,
        "role": served.role,
        "primary": served.primary,
        "status": served.status,
    }


def _members(members: Members | None) -> dict[str, Any] | None:
    if members is None:
        return None
    return {
        "entity": members.noun,
        "total": members.total,
        "sync": members.sync,
        "reasons": [asdict(reason) for reason in members.reasons],
        "listed": [
            {"key": dict(m.key), "label": m.label, "because": m.text} for m in members.listed
        ],
        "more": members.more,
    }
