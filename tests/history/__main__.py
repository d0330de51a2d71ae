"""Two weeks of planted faults: ``python -m tests.history [--nights N] [--seed S]``.

Each pair of nights is compared, and all of them are a trend. Prints where these say anything but
what was planted; exit code 1 where they do. What it is for: ``tests/README.md``.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

from typer.testing import CliRunner

from roster_lint import diff, lint
from roster_lint.checks.finding import Finding
from roster_lint.cli.app import app
from roster_lint.history.answer import answer
from roster_lint.history.comparing import compare
from roster_lint.history.comparison import Comparison, Standing
from roster_lint.history.nights import read_trend
from tests.history.planting import CELLS, SETTINGS, Fault, Night, nights


def main(args: Sequence[str]) -> int:
    """Plants, compares, and counts what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.history")
    parser.add_argument("--nights", type=int, default=14)
    parser.add_argument("--seed", type=int, default=16)
    chosen = parser.parse_args(args)
    with tempfile.TemporaryDirectory() as folder:
        made = list(nights(Path(folder), chosen.nights, chosen.seed))
        wrong = [
            *wrong_pairs(made),
            *wrong_trend(made, Path(folder) / "reports"),
            *wrong_baseline(made, Path(folder) / "known.jsonl"),
            *wrong_diff(made),
        ]
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    pairs = len(made) * (len(made) - 1) // 2
    sys.stdout.write(f"{len(made)} nights, {pairs} pairs; wrong: {len(wrong)}\n")
    return 1 if wrong else 0


def wrong_pairs(made: Sequence[Night]) -> Iterator[str]:
    """What comparing says that was not planted, and the other way round."""
    for old, new in combinations(made, 2):
        with compare(old.report, new.report) as found:
            expected = _expected(old, new)
            for standing, faults in expected.items():
                said = _faults(found, standing)
                if said != faults:
                    odd = sorted(said ^ faults)
                    yield f"nights {old.number} and {new.number}, {standing}: {odd}"
            still = sum(one.tally.get("still", 0) for one in found.checks if one.code in CELLS)
            both = 0 if old.is_torn or new.is_torn else len(old.faults & new.faults)
            if still != both:
                yield f"nights {old.number} and {new.number}: {still} still there, not {both}"
            # Without a vendor that asks for one, a missing email is a warning.
            errors = any(code == "UN001" for code, _ in expected["new"])
            code = 3 if old.is_torn or new.is_torn else int(errors)
            if found.exit_code != code:
                yield f"nights {old.number} and {new.number}: exit code {found.exit_code}"


def _expected(old: Night, new: Night) -> dict[Standing, frozenset[Fault]]:
    """Of a night on which nobody could be judged, nothing is new and nothing gone."""
    before = frozenset() if old.is_torn else old.faults
    after = frozenset() if new.is_torn else new.faults
    nothing: frozenset[Fault] = frozenset()
    return {
        "new": nothing if old.is_torn else after - before,
        "newly_checked": after if old.is_torn else nothing,
        "gone": nothing if new.is_torn else before - after,
        "not_checked": before if new.is_torn else nothing,
    }


def _faults(found: Comparison, standing: Standing) -> frozenset[Fault]:
    return frozenset(
        (one.code, str(one.key["personID"]))
        for one in found.findings(standing)
        if one.code in CELLS
    )


def wrong_trend(made: Sequence[Night], reports: Path) -> Iterator[str]:
    """What the trend says that was not planted."""
    trend = read_trend(reports)
    if len(trend.lines) != 1:
        yield f"{len(trend.lines)} lines of nights in place of one"
    for planted, said in zip(made, trend.lines[0].nights, strict=True):
        if said.is_gap != planted.is_torn:
            yield f"night {planted.number}: gap {said.is_gap}"
        if planted.is_torn:
            continue
        without = sum(code == "UN001" for code, _ in planted.faults)
        students = said.numbers("student")
        syncing = (students.total or 0) - (students.available or 0)
        if syncing != without:
            yield f"night {planted.number}: {syncing} will not sync, not {without}"
    whole = [night for night in made if not night.is_torn]
    first, last = (sum(c == "UN001" for c, _ in n.faults) for n in (whole[0], whole[-1]))
    sentence = answer(trend.lines[0]).sentence
    if first != last and (first > last) != sentence.startswith("Getting ready"):
        yield f"{first} were held back, then {last}: {sentence}"


def wrong_baseline(made: Sequence[Night], file: Path) -> Iterator[str]:
    """What a baseline of the first night, pruned each night, says that was not planted."""
    first = next(night for night in made if not night.is_torn)
    known = _faults_kept(first, "update", file, first.faults)
    for night in made[first.number + 1 :]:
        with lint(night.export, baseline=file, as_of=_day(night), **SETTINGS) as report:
            new = frozenset(_fault(one) for one in report.findings() if one.code in CELLS)
            old = frozenset(_fault(one) for one in report.known_findings() if one.code in CELLS)
            use = report.baseline
        assert use is not None
        if night.is_torn:
            if report.verdict != "incomplete":
                yield f"night {night.number}: the baseline lifts an incomplete"
            continue
        gone = Counter(code for code, _ in known - night.faults)
        if (new, old) != (night.faults - known, night.faults & known):
            yield f"night {night.number}: new {sorted(new)}, known {sorted(old)}"
        said = {code: number for code, number in use.gone.items() if code in CELLS}
        if said != dict(gone):
            yield f"night {night.number}: gone {said}, not {dict(gone)}"
        known = _faults_kept(night, "prune", file, known)


def _faults_kept(night: Night, how: str, file: Path, known: frozenset[Fault]) -> frozenset[Fault]:
    """Updates or prunes the baseline, and returns the faults that it knows from then on."""
    words = ["baseline", how, str(night.export), "--baseline", str(file), "--quiet"]
    words += ["--as-of", _day(night), "--oneroster", "1.1"]
    words += [word for code in SETTINGS["select"] for word in ("--select", code)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return known & night.faults


def wrong_diff(made: Sequence[Night]) -> Iterator[str]:
    """What is said to change at the vendor from night to night that was not planted."""
    whole = [night for night in made if not night.is_torn]
    for old, new in pairwise(whole):
        found = diff(old.export, new.export, as_of=_day(new), oneroster="1.1")
        before, after = (_without_username(night) for night in (old, new))
        emails = {fault for fault in old.faults ^ new.faults if fault[0] == "EM001"}
        changed = {who for _, who in emails} - before - after
        students = found.tallies["students"]
        said = (students.gone, students.added, students.fields.get("email", 0))
        planted = (len(after - before), len(before - after), len(changed))
        if said != planted:
            yield f"nights {old.number} and {new.number}: gone, added, emails {said}, not {planted}"
    for torn in (night for night in made if night.is_torn):
        for pair in ((whole[0], torn), (torn, whole[0])):
            found = diff(*(night.export for night in pair), as_of=_day(torn), oneroster="1.1")
            if found.exit_code != 3:
                yield f"night {torn.number}: a torn export is compared, exit code {found.exit_code}"


def _without_username(night: Night) -> set[str]:
    return {who for code, who in night.faults if code == "UN001"}


def _day(night: Night) -> str:
    return night.report.stem


def _fault(finding: Finding) -> Fault:
    return finding.code, str(finding.key["personID"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
