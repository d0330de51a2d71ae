"""Small reports made by hand, for the reporters' tests."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from roster_lint.checks.catalog import Check
from roster_lint.checks.finding import Finding, PlaceCount
from roster_lint.report.counts import (
    Affected,
    Availability,
    CriterionCount,
    SchoolYear,
    SuppressionUse,
)
from roster_lint.report.plan import Cause, Plan, Standing, Step
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult, SchoolShare

SCHOOLS = {1: "Lincoln Elementary", 2: "Marigold Middle"}


def check(code: str = "UN001", name: str = "missing-username", **changes: object) -> Check:
    facts: dict[str, Any] = {
        "severity": "error",
        "effect": "missing",
        "entity": "person",
        "key": ("personID",),
        "oneroster": ("1.1",),
        "message": "",
        "fix": "System Administration > User Security > User Account (students: User Account "
        "Batch Wizard)",
        "owner": "IT",
        "article": "Usernames",
        "of": "",
        "personal": (),
        "needs": (),
        "skips": (),
        "uses": (),
        "matches": None,
        "judges": (),
        "judges_in_part": (),
        "doc": "",
        "sql": "SELECT 1",
        "sources": ("campus",),
        "path": Path(f"{code}_{name}.sql"),
    }
    facts.update(changes)
    return Check(code=code, name=name, **facts)


def finding(of: Check, number: int, message: str, **changes: object) -> Finding:
    facts: dict[str, Any] = {
        "code": of.code,
        "name": of.name,
        "severity": of.severity,
        "effect": of.effect,
        "entity": of.entity,
        "key": {of.key[0]: number},
        "school_id": 1,
        "message": message,
        "fix": of.fix,
        "fingerprint": f"{of.code}-{number}",
    }
    facts.update(changes)
    return Finding(**facts)


def passed(code: str) -> CheckResult:
    return CheckResult(check=check(code, "some-check"), status="passed")


def skipped(code: str, reason: str) -> CheckResult:
    return CheckResult(check=check(code, "some-check"), status="skipped", reason=reason)


def cause(code: str = "UN001", **changes: object) -> Cause:
    facts: dict[str, Any] = {
        "code": code,
        "action": "create user accounts",
        "fix": check().fix,
        "school_id": 2,
        "calendar_id": None,
        "place": "Marigold Middle",
        "detail": None,
        "records": 40,
        "alone": {"student": 40},
        "together": {},
    }
    return Cause(**(facts | changes))


def plan() -> Plan:
    """Two steps: one cause that holds back 40 students, and two that hold back a class together."""
    trial = {"action": "activate a trial", "detail": "Main", "records": 1, "alone": {}}
    causes = (
        cause("CO002", **(trial | {"action": "mark sections Active", "together": {"section": 1}})),
        cause("SC001", **(trial | {"together": {"section": 1}})),
        cause(),
    )
    now = {"student": Standing(1412, 1370), "section": Standing(40, 38, 1)}
    then = {"student": Standing(1412, 1410), "section": Standing(40, 38, 1)}
    after = {"student": Standing(1412, 1410), "section": Standing(40, 39, 2)}
    steps = (Step((2,), {"student": 40}, then), Step((0, 1), {"section": 1}, after))
    return Plan(now, causes, steps, {"student": 1})


def places(findings: Iterable[Finding]) -> Iterator[PlaceCount]:
    """How many findings there are of each kind that the engine would count."""
    keys = (
        (f.code, f.severity, f.school_id, tuple(one.name for one in f.vendors)) for f in findings
    )
    return (PlaceCount(*key, findings=number) for key, number in Counter(keys).items())


def report(findings: Iterable[Finding] = (), **changes: object) -> Report:
    facts: dict[str, Any] = {
        "version": "0.1.0",
        "source_kind": "campus-snapshot",
        "source_location": "fixtures/x",
        "as_of": date(2026, 8, 10),
        "oneroster": "1.1",
        "vendor": "google-classroom",
        "vendor_display": "Google Classroom",
        "vendor_assumed": False,
        "school_year": SchoolYear(
            end_year=2027,
            start=date(2026, 7, 1),
            end=date(2027, 6, 30),
            start_assumed=False,
            end_assumed=False,
            active=True,
        ),
        "readings": {
            "window_rule": "overlap",
            "end_date_today": "active",
            "disabled_accounts": "info",
            "guardian_rule": "guardian-and-portal",
            "email_sent": "primary",
            "grades_sent": "NCES",
            "unscheduled_share": "5%",
        },
        "fail_on": "error",
        "verdict": "ready",
        "incomplete": (),
        "notes": (),
        "schools": (),
        "availability": (
            Availability("student", 412, 412, 0, (CriterionCount("a", "not a No Show", 0),)),
        ),
        "affected": (),
        "checks": (passed("YR001"), passed("SC001")),
        "suppressions": (),
        "school_names": SCHOOLS,
        "stream": lambda: iter(findings),
        "places": lambda: places(findings),
        "spread": lambda code, limit: islice((f for f in findings if f.code == code), limit),
        "closer": lambda: None,
    }
    facts.update(changes)
    return Report(**facts)


def not_ready() -> Report:
    """Findings under five checks of three topics, one of them tolerated, and whatever else."""
    usernames = check()
    trial = check(
        "SC001",
        "no-active-trial",
        effect="blocked",
        entity="schedule_structure",
        key=("structureID",),
        fix="Scheduling > Schedule Structures > Trials",
    )
    unlocked = check(
        "SC008",
        "unlocked-trial",
        severity="info",
        effect="risk",
        entity="schedule_structure",
        key=("structureID",),
        fix="Scheduling > Schedule Structures > Trials",
    )
    email = check("EM001", "missing-email", effect="wrong", fix="Census > Demographics > Email")
    spaces = check("UN003", "username-with-spaces", severity="warning", effect="risk")
    people = [
        finding(usernames, n, f"Student 10{n} has no username: OneRoster 1.1 leaves the person out")
        for n in range(40)
    ]
    trials = [finding(trial, 71, "Structure 71 (Main) has no active trial", school_id=2)]
    emails = [
        finding(email, 1, "Student 101 has no email", school_id=None),
        finding(email, 2, "Teacher 202 has no email", severity="warning"),
    ]
    notes = [finding(unlocked, 71, "The active trial 9 is not locked")]
    spaced = [finding(spaces, 5, "Student 105 has a username with a space")]
    return report(
        [*trials, *people, *emails, *spaced, *notes],
        verdict="not-ready",
        fail_on="warning",
        notes=("The database gave no snapshot: rows may be of different moments.",),
        schools=("Lincoln Elementary", "Marigold Middle"),
        school_year=SchoolYear(2027, date(2026, 1, 1), date(2027, 12, 31), True, True, True),
        availability=(
            Availability(
                "student",
                1412,
                1370,
                2,
                (
                    CriterionCount("not_no_show", "not a No Show", 2),
                    CriterionCount("ends", "has not ended", 0),
                    CriterionCount("has_username", "has a username", 40),
                ),
            ),
            Availability("staff", 9, 9, 0, ()),
        ),
        affected=(
            Affected("wrong", 2, 0, 0),
            Affected("missing", 40, 0, 0),
            Affected("blocked", 0, 0, 1),
        ),
        checks=(
            CheckResult(trial, "failed", None, {"error": 1}, 0, 3, samples=tuple(trials)),
            CheckResult(unlocked, "failed", None, {"info": 1}, samples=tuple(notes)),
            CheckResult(
                usernames,
                "failed",
                None,
                {"error": 40},
                suppressed=1,
                total=1412,
                standing_out=(SchoolShare("Lincoln Elementary", 38, 38),),
                samples=tuple(people[:2]),
            ),
            CheckResult(
                spaces,
                "failed",
                None,
                {"warning": 1},
                0,
                900,
                tolerated=True,
                samples=tuple(spaced),
            ),
            CheckResult(
                email, "failed", None, {"error": 1, "warning": 1}, 0, 1421, samples=tuple(emails)
            ),
            skipped("EM006", "the settings name no domains"),
            skipped("GR002", "the source has no CampusDictionary"),
            skipped("GR005", "the source has no CampusDictionary"),
            passed("YR001"),
        ),
        suppressions=(
            SuppressionUse("UN001", "homebound", 1, None),
            SuppressionUse("SC006", "summer", 0, "matches nothing"),
        ),
    )


def incomplete() -> Report:
    """A source that lacks things, and a check that crashed over it."""
    crash = check("YR002", "several-active-years", effect="blocked", entity="school_year")
    return report(
        verdict="incomplete",
        incomplete=(
            "Enrollment has no row: nobody could be judged.",
            "The column UserAccount.username is missing.",
            "YR002 crashed.",
        ),
        vendor="generic",
        vendor_display="Generic",
        vendor_assumed=True,
        school_year=None,
        availability=(),
        checks=(
            CheckResult(crash, "crashed", "Conversion Error: no such column"),
            skipped("UN001", "the source has no UserAccount.username"),
            passed("YR001"),
        ),
    )
