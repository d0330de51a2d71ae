"""A report as the keys and values of its JSON document."""

from collections.abc import Mapping

from roster_lint.report.counts import (
    Affected,
    Availability,
    OtherVersion,
    Records,
    SchoolAvailability,
)
from roster_lint.report.formats.json_keys import SCHEMA, Facts
from roster_lint.report.formats.json_numbers import (
    PlanFacts,
    Population,
    RecordsFacts,
    SchoolFacts,
    StandingFacts,
)
from roster_lint.report.formats.json_parts import (
    AffectedFacts,
    BaselineFacts,
    OtherVersionFacts,
    Summary,
)
from roster_lint.report.formats.json_results import check_facts, vendor_facts
from roster_lint.report.formats.json_timings import timings_facts
from roster_lint.report.plan import Plan, Standing
from roster_lint.report.report import Report


def facts_of(report: Report) -> Facts:
    """All keys of a report but its findings."""
    return {
        "schema": SCHEMA,
        "tool": "roster-lint",
        "version": report.version,
        "source": {"kind": report.source_kind, "location": report.source_location},
        "as_of": report.as_of.isoformat(),
        "school_year": report.school_year.end_year if report.school_year else None,
        "oneroster": report.oneroster,
        "oneroster_set": report.oneroster_set,
        "other_version": other_version_facts(report.other_version),
        "vendor": report.vendor,
        "vendors": [vendor_facts(result) for result in report.vendors],
        "schools": list(report.schools),
        "readings": dict(report.readings),
        "notes": [*report.notes, *report.vendor_notes],
        "verdict": report.verdict,
        "exit_code": report.exit_code,
        "incomplete": list(report.incomplete),
        "unjudged": report.verdict == "incomplete" and report.unjudged,
        "missing": list(report.missing),
        "summary": _summary(report),
        "affected": [_affected(one) for one in report.affected],
        "availability": [_population(population) for population in report.availability],
        "records": {one.entity: _records(one) for one in report.records},
        "plan": _plan(report.plan),
        "no_plan": report.not_listed,
        "suppressions": [
            {
                "code": use.code,
                "reason": use.reason,
                "matched": use.matched,
                "problem": use.problem,
            }
            for use in report.suppressions
        ],
        "baseline": _baseline(report),
        "checks": [check_facts(result) for result in report.checks],
        "timings": timings_facts(report.timings),
    }


def other_version_facts(other: OtherVersion | None) -> OtherVersionFacts | None:
    """What the version that was not judged would change; None where the version was set."""
    if other is None:
        return None
    return {
        "oneroster": other.oneroster,
        "more": None if other.more is None else dict(other.more),
        "judged_excluded_by": list(other.judged_excluded_by),
    }


def _population(population: Availability) -> Population:
    """A population, with what becomes of those that will not sync beside its other numbers."""
    schools, split = population.schools, population.split
    return {
        "entity": population.entity,
        "total": population.total,
        "available": population.available,
        "to_be_deleted": population.to_be_deleted,
        "criteria": [
            {
                "name": criterion.name,
                "title": criterion.title,
                "failed": criterion.failed,
                "fails": criterion.fails,
                "unknown": criterion.unknown,
            }
            for criterion in population.criteria
        ],
        "schools": None if schools is None else [_school(school) for school in schools],
        "unknown": population.unknown,
        "no_account": dict(population.no_account),
        "held_back": None if split is None else split.held_back,
        "left_out": None if split is None else split.left_out,
        "not_used": None if split is None else split.not_used,
    }


def _school(school: SchoolAvailability) -> SchoolFacts:
    split = school.split
    return {
        "school_id": school.school_id,
        "school": school.school,
        "total": school.total,
        "available": school.available,
        "to_be_deleted": school.to_be_deleted,
        "failed": dict(school.failed),
        "held_back": None if split is None else split.held_back,
        "left_out": None if split is None else split.left_out,
        "not_used": None if split is None else split.not_used,
    }


def _plan(plan: Plan | None) -> PlanFacts | None:
    """What to fix first; a step names its causes by their places in the list, from 0 on."""
    if plan is None:
        return None
    return {
        "now": _standing(plan.now),
        "causes": [
            {
                "code": cause.code,
                "action": cause.action,
                "fix": cause.fix,
                "school_id": cause.school_id,
                "calendar_id": cause.calendar_id,
                "place": cause.place,
                "detail": cause.detail,
                "records": cause.records,
                "alone": dict(cause.alone),
                "together": dict(cause.together),
            }
            for cause in plan.causes
        ],
        "steps": [
            {
                "causes": list(step.causes),
                "brings_back": dict(step.brings_back),
                "then": _standing(step.then),
            }
            for step in plan.steps
        ],
        "stays": dict(plan.stays),
    }


def _standing(of: Mapping[str, Standing]) -> dict[str, StandingFacts]:
    """How many there are and how many will sync; of classes, too, how many without a teacher."""
    facts: dict[str, StandingFacts] = {}
    for entity, one in of.items():
        facts[entity] = {"total": one.total, "available": one.available}
        if one.without_teacher is not None:
            facts[entity]["without_teacher"] = one.without_teacher
    return facts


def _records(records: Records) -> RecordsFacts:
    return {
        "total": records.total,
        "available": records.available,
        "drafts": records.drafts,
    }


def _summary(report: Report) -> Summary:
    return {
        "error": report.count("error"),
        "warning": report.count("warning"),
        "info": report.count("info"),
        "checks_run": report.checks_run,
        "checks_skipped": report.checks_skipped,
    }


def _affected(affected: Affected) -> AffectedFacts:
    """What could not be counted to the end is null."""
    unknown = affected.unknown
    return {
        "effect": affected.effect,
        "people": None if "people" in unknown else affected.people,
        "classes": None if "classes" in unknown else affected.classes,
        "others": None if "others" in unknown else affected.others,
    }


def _baseline(report: Report) -> BaselineFacts | None:
    use = report.baseline
    if use is None:
        return None
    return {
        "file": use.file,
        "as_of": use.as_of.isoformat(),
        "known": dict(use.known),
        "gone": dict(use.gone),
        "made_for": use.made_for,
        "strict": report.stale_baseline_fails,
    }
