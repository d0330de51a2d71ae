"""Runs the cases of the checks of a bundle's files: each on the files that it writes.

Reading a bundle is most of what a case costs. So those that change values of one row alone are read
together: each has a row of its own, behind the good ones, in one bundle for all.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from roster_lint.checks.finding import Finding
from roster_lint.vocabulary import OneRoster
from tests.bundle_checks import CHECKS, Judged, judge
from tests.bundle_texts import USUAL, changed_bundle_of, good_bundle_of, write
from tests.bundles import Mode, bundle
from tests.case import Case, all_cases_of
from tests.case_outcome import Outcome


def file_outcomes(code: str, case: Case) -> Mapping[str, Outcome]:
    """What each check of a bundle's files says of a case: with others, where that is possible."""
    together = _together(case.version or USUAL, case.mode)
    own = together.rows.get((code, case.name))
    return file_outcomes_alone(case) if own is None else together.outcomes(own)


def file_outcomes_alone(case: Case) -> Mapping[str, Outcome]:
    """What each check of a bundle's files says of a case's own bundle."""
    with tempfile.TemporaryDirectory() as folder:
        judged = judge(write(case, Path(folder) / "bundle"))
    return _by_check(judged.findings, judged)


def left_over(version: OneRoster, mode: Mode) -> list[Finding]:
    """What is found in the bundle of many cases, but in no case's row."""
    together = _together(version, mode)
    rows = {(row.file, row.line) for row in together.rows.values()}
    findings = together.judged.findings
    return [f for f in findings if (f.key.get("file"), f.key.get("line")) not in rows]


@dataclass(frozen=True)
class _Row:
    """A case's row in the bundle of many cases.

    Attributes:
        file: with ``.csv``.
        line: where it stands there.
        alone: its line where the case has a bundle of its own.
    """

    file: str
    line: int
    alone: int


@dataclass(frozen=True)
class _Together:
    """A bundle with the rows of many cases.

    Attributes:
        rows: each case's, by its check and its name.
        judged: what is said of them all.
    """

    rows: Mapping[tuple[str, str], _Row]
    judged: Judged

    def outcomes(self, row: _Row) -> Mapping[str, Outcome]:
        """What each check says of one row."""
        place = {"file": row.file, "line": row.line}
        own = [
            replace(one, key={**one.key, "line": row.alone})
            for one in self.judged.findings
            if place.items() <= one.key.items()
        ]
        return _by_check(own, self.judged)


@cache
def _together(version: OneRoster, mode: Mode) -> _Together:
    """All cases of one version and mode that change one row."""
    made = bundle(version, mode)
    rows: dict[tuple[str, str], _Row] = {}
    for code in CHECKS:
        for case in all_cases_of(code):
            if (case.version or USUAL, case.mode) == (version, mode):
                changed = _one_changed_row(case)
                if changed is not None:
                    file, place, row = changed
                    own = len(made.rows[file])
                    if row["sourcedId"] == made.rows[file][place]["sourcedId"]:
                        row["sourcedId"] = f"{file}-{own}"
                    made.rows[file].append(row)
                    rows[code, case.name] = _Row(f"{file}.csv", own + 2, place + 2)
    for file in set(made.headers) - {row.file.removesuffix(".csv") for row in rows.values()}:
        made.remove(file)
    with tempfile.TemporaryDirectory() as folder:
        return _Together(rows, judge(made.write(Path(folder) / "bundle")))


def _one_changed_row(case: Case) -> tuple[str, int, dict[str, str]] | None:
    """File, place and new values of the only row that a case changes; None where it does more.

    A line break is more: behind it no line is its row's number.
    """
    good, changed = good_bundle_of(case), changed_bundle_of(case)
    if case.edits or changed.headers != good.headers or changed.manifest != good.manifest:
        return None
    differing = [
        (file, place, after)
        for file, rows in good.rows.items()
        for place, after in _differing(rows, changed.rows[file])
    ]
    same_numbers = all(len(rows) == len(changed.rows[file]) for file, rows in good.rows.items())
    if len(differing) != 1 or not same_numbers:
        return None
    [(file, place, after)] = differing
    is_plain = not any("\n" in value or "\r" in value for value in after.values())
    is_there = {"file": f"{file}.csv", "line": place + 2}
    is_found_there = all(is_there.items() <= one.items() for one in case.finds or ())
    return (file, place, after) if is_plain and is_found_there else None


def _differing(
    good: Sequence[Mapping[str, str]], changed: Sequence[dict[str, str]]
) -> list[tuple[int, dict[str, str]]]:
    """The places of the rows that differ, with the new values; a blank is no value."""
    pairs = enumerate(zip(good, changed, strict=False))
    return [
        (place, after)
        for place, (before, after) in pairs
        if {name: value for name, value in before.items() if value}
        != {name: value for name, value in after.items() if value}
    ]


def _by_check(findings: Sequence[Finding], judged: Judged) -> Mapping[str, Outcome]:
    incomplete = " ".join(judged.loaded.lacking)
    return {
        code: Outcome(
            None, tuple(one for one in findings if one.code == code), None, incomplete=incomplete
        )
        for code in CHECKS
    }
