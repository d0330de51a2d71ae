"""What the page shows, put together from the report: sentences, funnels, the map, the checks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roster_lint.checks.finding import PlaceCount
from roster_lint.report.formats.html.found import Fired, fired, matrix
from roster_lint.report.formats.html.funnel import (
    POPULATIONS,
    Funnel,
    SchoolId,
    SchoolRow,
    funnels,
    school_rows,
)
from roster_lint.report.formats.html.heat_map import MapRow, heat_map, topics_of
from roster_lint.report.formats.text.accepted import accepted
from roster_lint.report.formats.text.fired import by_badness
from roster_lint.report.formats.text.footer import before_you_sync, by_reason, suppression_problem
from roster_lint.report.formats.text.header import (
    reading_words,
    source_words,
    vendor_words,
    year_words,
)
from roster_lint.report.formats.text.plan import (
    action,
    after,
    brings_back,
    no_plan,
    stays,
    then_sync,
)
from roster_lint.report.formats.text.verdict import (
    VERDICT_WORDS,
    clauses,
    counts,
    meaning,
    verdict_words,
)
from roster_lint.report.formats.text.version import not_set, version_words
from roster_lint.report.formats.text.wording import population_name
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult, VendorResult
from roster_lint.vendors.profile import NOBODY
from roster_lint.vocabulary import Severity

DISTRICT = "District"
"""Where a finding belongs to no school."""


@dataclass(frozen=True)
class Step:
    """A line of the plan: one cause; only the first of a step has its numbers.

    Attributes:
        place: the step's number.
        code: the check.
        text: what to do, and where.
        fix: where in Campus.
        owner: who fixes it in a district.
        school: the school's place in ``Page.schools``; None where it is the district's.
        back: what the step brings back.
        then: what then syncs.
    """

    place: int
    first: bool
    code: str
    text: str
    fix: str
    owner: str
    school: int | None
    back: str
    then: str


@dataclass(frozen=True)
class Page:
    """All that the template needs; ``data`` is what its script filters by."""

    report: Report
    title: str
    words: str
    sentence: str
    version_sentence: str | None
    incomplete: tuple[str, ...]
    judged: tuple[str, ...]
    counts: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    after: tuple[str, ...]
    stays: str | None
    no_plan: str | None
    funnels: tuple[Funnel, ...]
    school_rows: tuple[SchoolRow, ...]
    topics: tuple[tuple[str, str], ...]
    owners: tuple[str, ...]
    map_rows: tuple[MapRow, ...]
    schools: tuple[str, ...]
    vendors: tuple[VendorResult, ...]
    matrix: tuple[tuple[str, str, tuple[tuple[Severity | None, str], ...]], ...]
    populations: tuple[str, ...]
    suppressed_findings: int
    fired: tuple[Fired, ...]
    passed: tuple[CheckResult, ...]
    not_checked: tuple[tuple[str, str], ...]
    crashed: tuple[CheckResult, ...]
    readings: tuple[str, ...]
    suppressed: tuple[str, ...]
    accepted: tuple[str, ...]
    before_you_sync: tuple[str, ...]
    show_personal: bool
    data: Mapping[str, Any]
    verdicts: Mapping[str, str] = field(default_factory=lambda: VERDICT_WORDS)

    @property
    def topic_words(self) -> Mapping[str, str]:
        """Topics in words."""
        return dict(self.topics)


def page_of(report: Report, *, show_personal: bool) -> Page:
    """Puts the page together.

    Args:
        report: the run's result, not yet closed.
        show_personal: the findings hold personal data.
    """
    places = list(report.counts_by_place())
    schools = _schools(report, places)
    names = _names(report, schools)
    failed = by_badness(report)
    topics = tuple(topics_of(failed))
    vendors = tuple(vendor for vendor in report.vendors if vendor.name != NOBODY)
    skipped = [r for r in report.checks if r.status == "skipped"]
    return Page(
        report=report,
        title=f"{verdict_words(report)} – roster-lint",
        words=verdict_words(report),
        sentence=meaning(report),
        version_sentence=_version(report),
        incomplete=report.incomplete,
        judged=tuple(clauses(report)) if report.verdict == "incomplete" else (),
        counts=counts(report),
        facts=tuple(_facts(report)),
        steps=tuple(_steps(report, schools)),
        after=tuple(after(report.plan)) if report.plan and report.plan.steps else (),
        stays=stays(report.plan) if report.plan and report.plan.stays else None,
        no_plan=no_plan(report) if report.plan is None and report.not_listed else None,
        funnels=funnels(report),
        school_rows=school_rows(report, schools),
        topics=topics,
        owners=tuple(sorted({result.check.owner for result in failed})),
        map_rows=tuple(heat_map(report, places, schools, names, [topic for topic, _ in topics])),
        schools=names,
        vendors=vendors,
        matrix=tuple(matrix(failed, vendors)),
        populations=tuple(
            population_name(one)
            for name in POPULATIONS
            for one in report.availability
            if one.entity == name
        ),
        suppressed_findings=sum(result.suppressed for result in report.checks),
        fired=tuple(fired(report, result, schools, names) for result in failed),
        passed=tuple(r for r in report.checks if r.status == "passed"),
        not_checked=tuple((codes, reason) for reason, codes in by_reason(skipped).items()),
        crashed=tuple(r for r in report.checks if r.status == "crashed"),
        readings=tuple(reading_words(*reading) for reading in report.readings.items()),
        suppressed=tuple(suppression_problem(u).plain for u in report.suppressions if u.problem),
        accepted=accepted(report),
        before_you_sync=before_you_sync(report),
        show_personal=show_personal,
        data=_data(places, schools, vendors, failed),
    )


def _version(report: Report) -> str | None:
    if report.other_version is None:
        return None
    return not_set(report.oneroster, report.other_version, on_terminal=False).plain


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    yield "Source", f"{source_words(report)} {report.source_location}"
    yield "School year", year_words(report)
    yield "As of", report.as_of.isoformat()
    yield "OneRoster", version_words(report.oneroster, is_set=report.oneroster_set)
    yield "Vendor", vendor_words(report)
    yield "Schools", ", ".join(report.schools) or "all"
    if report.fail_on != "error":
        yield "Fails on", report.fail_on


def _schools(report: Report, places: Iterable[PlaceCount]) -> dict[SchoolId, int]:
    """Each school's place in the page's list, by its ID: by name, what belongs to none last."""
    known: set[SchoolId] = {place.school_id for place in places}
    known.update(row.school_id for p in report.availability for row in p.schools or ())
    if report.plan is not None:
        known.update(cause.school_id for cause in report.plan.causes)
    ids = [one for one in known if one is not None]
    by_name = sorted(ids, key=lambda one: (report.school_names.get(one, ""), str(one)))
    return {school: place for place, school in enumerate([*by_name, None])}


def _names(report: Report, schools: Mapping[SchoolId, int]) -> tuple[str, ...]:
    """The schools' names; where two have the same, with their IDs."""
    ids = [one for one in schools if one is not None]
    names = [report.school_names.get(one, f"school {one}") for one in ids]
    often = Counter(names)
    called = [
        f"{name} ({one})" if often[name] > 1 else name for name, one in zip(names, ids, strict=True)
    ]
    return (*called, DISTRICT)


def _steps(report: Report, schools: Mapping[SchoolId, int]) -> Iterator[Step]:
    if report.plan is None:
        return
    owners = {result.check.code: result.check.owner for result in report.checks}
    for place, step in enumerate(report.plan.steps, 1):
        for line, cause in enumerate(report.plan.of(step)):
            yield Step(
                place=place,
                first=not line,
                code=cause.code,
                text=f"{'and ' if line else ''}{action(cause)}",
                fix=cause.fix,
                owner=owners.get(cause.code, ""),
                school=None if cause.school_id is None else schools[cause.school_id],
                back="" if line else brings_back(step.brings_back),
                then="" if line else then_sync(step),
            )


def _data(
    places: Iterable[PlaceCount],
    schools: Mapping[SchoolId, int],
    vendors: Sequence[VendorResult],
    failed: Iterable[CheckResult],
) -> dict[str, Any]:
    """Findings by check, as [severity, school, vendors, number]; no vendors stand for all."""
    vendor_places = {vendor.name: place for place, vendor in enumerate(vendors)}
    found: dict[str, list[list[Any]]] = {result.check.code: [] for result in failed}
    for one in places:
        of = [vendor_places[name] for name in one.vendors if name in vendor_places]
        found[one.code].append([one.severity, schools[one.school_id], of, one.findings])
    return {"vendors": list(vendor_places), "checks": found}
