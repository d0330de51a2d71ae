"""A comparison for programs, as one JSON object."""

import json
from typing import TextIO

from roster_lint import __version__
from roster_lint.differences.difference import Alarm, Difference, School, SideFacts, Tally
from roster_lint.report.formats.json_timings import timings_facts


def write_json(difference: Difference, stream: TextIO) -> None:
    """Writes all that was counted: ids of orgs and names of schools, nothing of any person."""
    stream.write(json.dumps(document(difference), indent=2, ensure_ascii=False) + "\n")


def document(difference: Difference) -> dict[str, object]:
    """The object that is written."""
    return {
        "schema": 1,
        "tool": "roster-lint",
        "version": __version__,
        "before": _side(difference.before),
        "after": _side(difference.after),
        "rollover": difference.rollover,
        "vendors": list(difference.vendors),
        "verdict": difference.verdict,
        "exit_code": difference.exit_code,
        "incomplete": list(difference.incomplete),
        "alarms": [_alarm(alarm) for alarm in difference.alarms],
        "records": [_tally(tally) for tally in difference.tallies.values()],
        "schools": [_school(school) for school in difference.schools],
        "schools_alike": difference.schools_alike,
        "new_ids": [
            {"file": ids.file, "number": ids.number, "how": dict(ids.how)}
            for ids in difference.new_ids
        ],
        "advice": list(difference.advice),
        "notes": list(difference.notes),
        "timings": timings_facts(difference.timings),
    }


def _side(side: SideFacts) -> dict[str, object]:
    return {
        "kind": side.kind,
        "location": side.location,
        "oneroster": side.oneroster,
        "as_of": side.as_of.isoformat(),
        "school_years": list(side.school_years),
    }


def _alarm(alarm: Alarm) -> dict[str, object]:
    return {
        "name": alarm.name,
        "severity": alarm.severity,
        "number": alarm.number,
        "total": alarm.total,
        "allowed": alarm.allowed,
        "is_allowed": alarm.is_allowed,
        "sentence": alarm.sentence,
        "fix": alarm.fix,
        "remark": alarm.remark,
        "school": alarm.school,
        "vendor": alarm.vendor,
        "source": alarm.source,
        "basis": alarm.basis,
        "read": alarm.read.isoformat() if alarm.read else None,
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "subject": tally.subject,
        "before": tally.before,
        "after": tally.after,
        "added": tally.added,
        "moved_in": tally.moved_in,
        "changed": tally.changed,
        "fields": dict(tally.fields),
        "gone": tally.gone,
        "tobedeleted": tally.deleted,
        "moved_out": tally.moved_out,
        "disabled": tally.disabled,
        "ended": tally.ended,
        "on_again": tally.on_again,
        "old_ids": tally.old_ids,
        "new_ids": tally.new_ids,
    }


def _school(school: School) -> dict[str, object]:
    return {
        "sourced_id": school.source_id,
        "name": school.name,
        "records": [_tally(tally) for tally in school.tallies.values()],
    }
