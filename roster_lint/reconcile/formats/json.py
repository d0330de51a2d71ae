"""A reconciliation for programs: one JSON object, written as its differences are read."""

import json
from typing import TextIO

from roster_lint import __version__
from roster_lint.reconcile.calibration import Calibration, Tried
from roster_lint.reconcile.result import Count, Difference, Reconciliation


def write_json(found: Reconciliation, stream: TextIO, *, personal: bool) -> None:
    """Writes the result.

    Args:
        found: the result.
        stream: a text stream; it is left open.
        personal: values may be written although they are personal; else they are null.
    """
    head = json.dumps(_facts(found), indent=2, ensure_ascii=False)
    stream.write(head.removesuffix("\n}"))
    stream.write(',\n  "differences": [')
    separator = "\n    "
    for one in found.differences():
        stream.write(separator + json.dumps(_difference(one, personal), ensure_ascii=False))
        separator = ",\n    "
    stream.write(f"{'' if separator.startswith(chr(10)) else chr(10) + '  '}]\n}}\n")


def _facts(found: Reconciliation) -> dict[str, object]:
    sides = found.sides
    return {
        "schema": 1,
        "tool": "roster-lint",
        "version": __version__,
        "sis": {"kind": sides.prepared.source_kind, "location": sides.prepared.source_location},
        "served": {"kind": sides.served_kind, "location": sides.served_location},
        "as_of": found.as_of.isoformat(),
        "oneroster": found.oneroster,
        "oneroster_of_settings": sides.asked or found.oneroster,
        "cache": None if found.cache_day is None else found.cache_day.isoformat(),
        "absent": list(sides.absent),
        "notes": list(sides.notes),
        "exit_code": found.exit_code,
        "differing": found.differing,
        "entities": {name: _count(count) for name, count in found.counts.items()},
        "schools": [
            {
                "school_id": school.school_id,
                "name": school.name,
                "entities": {name: _count(count) for name, count in school.counts.items()},
            }
            for school in found.schools
        ],
        "reasons": [
            {
                "entity": group.entity,
                "kind": group.kind,
                "field": group.field,
                "code": group.code,
                "reason": group.words,
                "records": group.records,
                "samples": list(group.samples),
            }
            for group in found.groups
        ],
        "calibration": None if found.calibration is None else _calibration(found.calibration),
    }


def _count(count: Count) -> dict[str, int]:
    return {
        "predicted": count.expected,
        "served": count.served,
        "same": count.same,
        "not_served": count.missing,
        "not_predicted": count.extra,
        "other_values": count.changed,
    }


def _difference(one: Difference, personal: bool) -> dict[str, object]:
    shown = personal or not one.is_personal
    return {
        "entity": one.entity,
        "kind": one.kind,
        "field": one.field,
        "predicted_id": one.expected_id,
        "served_id": one.served_id,
        "person_id": one.person_id,
        "section_id": one.section_id,
        "school_id": one.school_id,
        "role": one.role,
        "predicted": one.expected if shown else None,
        "served": one.served if shown else None,
        "code": one.code,
        "reason": one.words,
    }


def _calibration(found: Calibration) -> dict[str, object]:
    return {
        "differing": found.differing,
        "readings": [_tried(tried) for tried in found.tried],
        "best": [{"setting": one.key, "value": one.value} for one in found.best],
        "left": found.left,
        "toml": list(found.toml),
    }


def _tried(tried: Tried) -> dict[str, object]:
    return {
        "setting": tried.reading.key,
        "value": tried.reading.value,
        "instead_of": tried.instead_of,
        "verdict": tried.verdict,
        "explained": tried.explained,
        "contradicting": tried.contradicting,
        "contradicted_by": list(tried.samples),
        "beside": [one.key for one in tried.beside],
    }
