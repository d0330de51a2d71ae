"""New, gone and still there: laws for any two reports, a second reader, planted faults."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster_lint.history.comparing import compare
from roster_lint.history.comparison import LEVELS, STANDINGS, Comparison, FailOn, Level
from tests.history import naive
from tests.history.reports import (
    CHECKS,
    Document,
    document,
    finding,
    incomplete,
    put,
)

_findings = st.lists(
    st.builds(
        lambda code, number, severity, accepted, school: finding(
            code, number, severity=severity, school_id=school, **accepted
        ),
        st.sampled_from(sorted(CHECKS)),
        st.integers(1, 9),
        st.sampled_from(["error", "warning", "info"]),
        st.sampled_from([{}, {}, {"tolerated": True}, {"known": True}]),
        st.sampled_from([1, 2, "1", None, 77]),
    ),
    max_size=14,
)
_skipped = st.sets(st.sampled_from(sorted(CHECKS)), max_size=1)
_unjudged = st.booleans()


def made(findings: list[Document], skipped: Iterable[str], unjudged: bool) -> Document:
    """A report in which some checks did not run, and so found nothing."""
    ran = [one for one in findings if one["code"] not in skipped]
    whole = document(ran)
    for one in whole["checks"]:
        if one["code"] in skipped:
            one |= {"status": "skipped", "reason": "the source has no such column"}
    return whole | incomplete_keys() if unjudged else whole


def incomplete_keys() -> Document:
    return {name: incomplete()[name] for name in ("verdict", "exit_code", "incomplete", "unjudged")}


_reports = st.builds(made, _findings, _skipped, _unjudged)


@settings(max_examples=12, deadline=None)
@given(old=_reports, new=_reports, fail_on=st.sampled_from(["error", "warning", "info", "never"]))
def test_the_laws_hold(
    tmp_path_factory: pytest.TempPathFactory, old: Document, new: Document, fail_on: FailOn
) -> None:
    folder = tmp_path_factory.mktemp("laws")
    before, after = put(folder / "old.json", old), put(folder / "new.json", new)
    with compare(before, after, fail_on=fail_on) as there, compare(after, before) as back:
        assert {k: n for k, n in there.tally.items() if n} == dict(naive.compared(before, after))
        listed = {standing: list(there.findings(standing)) for standing in STANDINGS}
        assert {s: len(found) for s, found in listed.items()} == there.tally
        assert _sum(there, "new", "newly_checked", "still") == len(new["findings"])
        assert _sum(there, "gone", "not_checked", "still") == len(old["findings"])
        turned = ("gone", "not_checked", "new", "newly_checked", "still")
        assert [there.tally[s] for s in STANDINGS] == [back.tally[t] for t in turned]  # type: ignore[index]
        for groups in (there.checks, there.schools):
            for standing in STANDINGS:
                assert sum(one.tally.get(standing, 0) for one in groups) == there.tally[standing]
        rises = sum(
            _fails(one.after, fail_on) > _fails(one.before, fail_on) for one in there.regraded()
        )
        fresh = [*listed["new"], *listed["newly_checked"]]
        failing = sum(_fails(one.after, fail_on) for one in fresh)
        assert (there.risen, there.failing) == (rises, failing)
        if "incomplete" in (old["verdict"], new["verdict"]):
            assert there.exit_code == 3
        else:
            assert there.exit_code == bool(rises or failing)
        assert sum(one.findings for change in there.checks for one in change.regraded) == len(
            list(there.regraded())
        )


def _fails(level: Level | None, fail_on: FailOn) -> bool:
    assert level is not None
    return fail_on != "never" and LEVELS.index(level) <= LEVELS.index(fail_on)


def _sum(comparison: Comparison, *standings: str) -> int:
    return sum(comparison.tally[standing] for standing in standings)  # type: ignore[index]


@settings(max_examples=6, deadline=None)
@given(report=_reports)
def test_a_report_against_itself(
    tmp_path_factory: pytest.TempPathFactory, report: Document
) -> None:
    path = put(tmp_path_factory.mktemp("self") / "report.json", report)
    with compare(path, path) as same:
        assert same.tally == dict.fromkeys(STANDINGS, 0) | {"still": len(report["findings"])}
        assert (same.risen, same.failing, same.differences) == (0, 0, ())


def both(folder: Path, old: Document, new: Document, fail_on: FailOn = "error") -> Comparison:
    paths = put(folder / "old.json", old), put(folder / "new.json", new)
    return compare(*paths, fail_on=fail_on)


def test_a_check_that_did_not_run_again_has_lost_nothing(tmp_path: Path) -> None:
    old = document([finding("UN001", 1), finding("EM001", 2)])
    new = document()
    new["checks"][2] |= {"status": "skipped", "reason": "no accounts file"}
    assert new["checks"][2]["code"] == "UN001"
    with both(tmp_path, old, new) as found:
        assert (found.tally["gone"], found.tally["not_checked"]) == (1, 1)
        [silent] = [one for one in found.checks if one.silent]
        assert silent.silent == "skipped in the newer report: no accounts file"
    new["checks"] = [one for one in new["checks"] if one["code"] != "UN001"]
    with both(tmp_path, old, new) as found:
        assert found.tally["not_checked"] == 1
        [silent] = [one for one in found.checks if one.silent]
        assert silent.silent == "not among the checks of the newer report"


def test_where_the_source_could_not_be_judged_nothing_is_gone(tmp_path: Path) -> None:
    old = document([finding("UN001", 1)])
    with both(tmp_path, old, incomplete()) as found:
        assert found.tally == dict.fromkeys(STANDINGS, 0) | {"not_checked": 1}
        assert (found.exit_code, found.populations[0].available) == (3, (411, None))
    partly = incomplete(unjudged=False)
    with both(tmp_path, old, partly) as found:
        assert (found.tally["gone"], found.exit_code) == (1, 3)
    older = {name: value for name, value in partly.items() if name != "unjudged"}
    with both(tmp_path, old, older) as found:
        assert found.tally["gone"] == 0


def test_a_school_that_was_not_looked_at_has_lost_nothing(tmp_path: Path) -> None:
    """The findings of 1, 2 and 3 are at Marigold Middle, Hollyhock High and Lincoln Elementary."""
    old = document([*(finding("UN001", n) for n in (1, 2, 3)), finding("EM001", 4, school_id=None)])
    new = document(schools=["Marigold Middle"])
    with both(tmp_path, old, new) as found:
        assert {one.school: dict(one.tally) for one in found.schools} == {
            "Marigold Middle": {"gone": 1},
            "Hollyhock High": {"not_checked": 1},
            "Lincoln Elementary": {"not_checked": 1},
            "no school": {"not_checked": 1},
        }
    with both(tmp_path, new, old) as found:
        assert (found.tally["new"], found.tally["newly_checked"], found.exit_code) == (1, 3, 1)
    old["schools"] = ["Marigold Middle"]
    with both(tmp_path, old, new) as found:
        assert found.tally["gone"] == 4


@pytest.mark.parametrize(
    ("before", "after", "fail_on", "code"),
    [
        ("warning", "error", "error", 1),
        ("error", "warning", "error", 0),
        ("warning", "error", "warning", 0),
        ("warning", "error", "never", 0),
        ("tolerated", "error", "error", 1),
        ("error", "tolerated", "error", 0),
        ("known", "error", "error", 1),
        ("error", "known", "error", 0),
        ("tolerated", "known", "error", 0),
    ],
)
def test_another_severity_is_named(
    tmp_path: Path, before: str, after: str, fail_on: FailOn, code: int
) -> None:
    old, new = (
        document(
            [
                finding("UN001", 1, **{level: True})
                if level in ("tolerated", "known")
                else finding("UN001", 1, severity=level)
            ]
        )
        for level in (before, after)
    )
    with both(tmp_path, old, new, fail_on=fail_on) as found:
        [change] = found.checks
        [regraded] = change.regraded
        assert (regraded.before, regraded.after, regraded.findings) == (before, after, 1)
        assert (found.tally["still"], found.exit_code) == (1, code)


@pytest.mark.parametrize(
    ("changes", "fail_on", "code"),
    [
        ({}, "error", 1),
        ({}, "never", 0),
        ({"severity": "warning"}, "error", 0),
        ({"severity": "warning"}, "warning", 1),
        ({"severity": "info"}, "warning", 0),
        ({"severity": "info"}, "info", 1),
        ({"tolerated": True}, "info", 0),
        ({"known": True}, "info", 0),
    ],
)
def test_exit_codes(tmp_path: Path, changes: Document, fail_on: FailOn, code: int) -> None:
    with both(
        tmp_path, document(), document([finding("UN001", 1, **changes)]), fail_on=fail_on
    ) as found:
        assert found.exit_code == code
    with both(
        tmp_path, document([finding("UN001", 1, **changes)]), document(), fail_on=fail_on
    ) as found:
        assert found.exit_code == 0
