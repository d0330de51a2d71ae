"""The baseline: known findings do not fail a run, new ones do, and gone ones are named."""

import csv
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fixtures.build import HERE
from tests.cli.conftest import Run, sentence
from tests.json_schema import faults

BROKEN, READY, TORN = (str(HERE / name) for name in ("back-to-school", "ready", "torn-export"))
DAY = ("--as-of", "2026-08-10")
SOURCES = {
    "district": (BROKEN, "--vendor", "google-classroom"),
    "bundle 1.1": (str(HERE / "bundle-1p1-bad"), "--vendor", "clever"),
    "bundle 1.2": (str(HERE / "bundle-1p2-bad"),),
}

Entries = list[dict[str, str]]


def update(run: Run, *args: str, file: str = "known.jsonl") -> Any:  # noqa: ANN401
    result = run("baseline", "update", *args, *DAY, "--baseline", file)
    assert (result.exit_code, result.stderr) == (0, "")
    return result


def judged(run: Run, *args: str, file: str = "known.jsonl") -> dict[str, Any]:
    """The JSON report of a run with the baseline, whose schema it follows."""
    result = run("check", *args, *DAY, "--baseline", file, "--output-format", "json")
    report: dict[str, Any] = json.loads(result.stdout)
    assert report["exit_code"] == result.exit_code
    assert faults("report", report) == []
    return report


def entries(file: Path = Path("known.jsonl")) -> Entries:
    return [json.loads(line) for line in file.read_text().splitlines()[1:]]


def rewritten(change: Callable[[Entries], Entries], file: Path = Path("known.jsonl")) -> None:
    """Changes the entries of a baseline, whose first line says how many there are."""
    first = json.loads(file.read_text().splitlines()[0])
    changed = change(entries(file))
    lines = [json.dumps(first | {"findings": len(changed)}), *map(json.dumps, changed)]
    file.write_text("\n".join(lines) + "\n")


@pytest.mark.long
@pytest.mark.parametrize("args", SOURCES.values(), ids=SOURCES)
def test_what_is_known_fails_no_run_and_is_still_reported(run: Run, args: tuple[str, ...]) -> None:
    update(run, *args)
    report = judged(run, *args)
    assert (report["verdict"], report["exit_code"]) == ("ready", 0)
    assert all(report["summary"][one] == 0 for one in ("error", "warning", "info"))
    assert all(finding["known"] for finding in report["findings"]) and report["findings"]
    assert {one["verdict"] for one in report["vendors"]} <= {"ready"}
    by_code = Counter(finding["code"] for finding in report["findings"])
    assert report["baseline"]["known"] == dict(sorted(by_code.items()))
    assert Counter(entry["code"] for entry in entries()) == by_code
    assert {c["code"]: c["known"] for c in report["checks"] if c["known"]} == by_code
    assert report["baseline"]["gone"] == {}


def test_what_is_not_in_it_is_new_and_nothing_else(run: Run) -> None:
    update(run, BROKEN)
    drawn = random.Random(7).sample(range(len(entries())), 12)
    left_out = Counter(entries()[place]["code"] for place in drawn)
    rewritten(lambda known: [entry for n, entry in enumerate(known) if n not in drawn])
    report = judged(run, BROKEN)
    new = Counter(one["code"] for one in report["findings"] if not one["known"])
    assert new == left_out
    assert report["verdict"] == "not-ready"
    assert sum(report["summary"][one] for one in ("error", "warning", "info")) == 12


def test_a_record_is_held_back_whether_its_fault_is_known_or_not(run: Run) -> None:
    before = json.loads(run("check", BROKEN, *DAY, "--output-format", "json").stdout)
    update(run, BROKEN)
    after = judged(run, BROKEN)
    assert after["availability"] == before["availability"]
    assert after["plan"] == before["plan"]


def test_what_is_gone_is_named_and_fails_a_strict_run_until_it_is_pruned(run: Run) -> None:
    update(run, BROKEN)
    known = Counter(entry["code"] for entry in entries())
    report = judged(run, READY)
    assert (report["verdict"], report["baseline"]["gone"]) == ("ready", dict(known))
    strict = run("check", READY, *DAY, "--baseline", "known.jsonl", "--strict-baseline")
    assert strict.exit_code == 1
    assert "the baseline holds" in strict.stdout and "baseline prune" in strict.stdout
    pruned = run("baseline", "prune", READY, *DAY, "--baseline", "known.jsonl")
    assert (pruned.exit_code, entries()) == (0, [])
    assert f"{known.total()} taken out" in pruned.stdout
    strict = run("check", READY, *DAY, "--baseline", "known.jsonl", "--strict-baseline", "-q")
    assert strict.exit_code == 0


def test_to_prune_takes_nothing_in(run: Run) -> None:
    update(run, READY)
    assert run("baseline", "prune", BROKEN, *DAY, "--baseline", "known.jsonl").exit_code == 0
    assert entries() == []


def test_an_entry_keeps_the_day_on_which_it_was_taken_in(run: Run) -> None:
    update(run, BROKEN)
    rewritten(lambda known: [entry | {"on": "2026-07-01"} for entry in known[:-5]])
    update(run, BROKEN)
    days = Counter(entry["on"] for entry in entries())
    assert days == {"2026-07-01": len(entries()) - 5, "2026-08-10": 5}
    shown = run("baseline", "show", "--baseline", "known.jsonl").stdout
    assert f"{len(entries())} known findings" in shown and "2026-07-01" in shown


@pytest.mark.long
@pytest.mark.parametrize("args", SOURCES.values(), ids=SOURCES)
def test_the_order_of_rows_and_columns_changes_nothing(
    run: Run, folder: Path, args: tuple[str, ...]
) -> None:
    source, *options = args
    update(run, *args)
    shutil.copytree(source, "shuffled")
    draw = random.Random(3)
    for path in (folder / "shuffled").glob("*.csv"):
        try:
            with path.open(newline="", encoding="utf-8") as stream:
                header, *rows = csv.reader(stream)
        except UnicodeDecodeError:
            continue
        order = draw.sample(range(len(header)), len(header))
        if "bundle" in source:  # whose columns have an order
            order.sort()
        if {len(row) for row in rows} - {len(header)} or path.name == "manifest.csv":
            continue
        draw.shuffle(rows)
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([[row[n] for n in order] for row in (header, *rows)])
    report = judged(run, "shuffled", *options)
    assert report["baseline"]["gone"] == {}
    assert [one for one in report["findings"] if not one["known"]] == []


def test_no_key_stands_in_the_file_and_two_files_have_nothing_in_common(run: Run) -> None:
    update(run, BROKEN)
    update(run, BROKEN, file="again.jsonl")
    one, other = ({e["mark"] for e in entries(Path(f))} for f in ("known.jsonl", "again.jsonl"))
    assert len(one) == len(other) > 100 and not one & other
    fingerprints = {one["fingerprint"] for one in judged(run, BROKEN)["findings"]}
    text = Path("known.jsonl").read_text()
    assert not [print_ for print_ in fingerprints if print_[:12] in text]
    assert [e["code"] for e in entries()] == sorted(e["code"] for e in entries())
    assert {*entries()[0]} == {"code", "on", "mark"}


def test_it_lifts_no_incomplete(run: Run) -> None:
    result = run("baseline", "update", TORN, *DAY, "--baseline", "known.jsonl")
    assert result.exit_code == 3 and not Path("known.jsonl").exists()
    assert "left as it is" in result.stderr
    update(run, READY)
    report = judged(run, TORN)
    assert (report["verdict"], report["exit_code"]) == ("incomplete", 3)


def test_what_an_entry_of_the_settings_suppresses_is_not_taken_in(run: Run) -> None:
    settings = '[[suppress]]\ncode = "UN001"\nreason = "x"\n[tolerance]\nEM001 = 50\n'
    Path("roster-lint.toml").write_text(settings, encoding="utf-8")
    update(run, BROKEN)
    codes = {entry["code"] for entry in entries()}
    assert "UN001" not in codes and "EM001" in codes
    whole = run("check", BROKEN, *DAY, "--baseline", "known.jsonl", "--no-suppress", "-q")
    assert whole.exit_code == 1
    report = json.loads(
        run("check", BROKEN, *DAY, "--no-suppress", "--output-format", "json").stdout
    )
    assert not any(c["suppressed"] or c["tolerated"] or c["known"] for c in report["checks"])
    assert report["baseline"] is None and report["suppressions"] == []
    assert any("no_suppress" in note for note in report["notes"])


def test_checks_that_did_not_run_keep_their_entries(run: Run) -> None:
    update(run, BROKEN)
    before = entries()
    update(run, READY, "--select", "UN")
    assert entries() == [entry for entry in before if not entry["code"].startswith("UN")]
    report = judged(run, READY, "--select", "UN,EM001")
    assert set(report["baseline"]["gone"]) == {"EM001"}


def test_for_another_vendor_or_school_nothing_is_said_to_be_gone(run: Run) -> None:
    update(run, BROKEN, "--vendor", "canvas")
    report = judged(run, READY, "--vendor", "clever")
    assert report["baseline"]["gone"] == {}
    assert report["baseline"]["made_for"] == "vendor canvas and not clever"
    text = run("check", READY, *DAY, "--baseline", "known.jsonl", "--vendor", "clever").stdout
    assert "made for vendor canvas and not clever" in " ".join(text.split())
    again = run("baseline", "update", READY, *DAY, "--baseline", "known.jsonl")
    assert again.exit_code == 2 and "keep one file for each" in sentence(again)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no baseline"),
        ("", "is no baseline"),
        ("personID,name\n1,x\n", "is no baseline"),
        ("[1]\n", "is no baseline"),
        ("[" * 100_000, "is no baseline"),
        ('{"tool": "roster-lint", "schema": 1}\n', "is no baseline"),
        ('{"tool": "roster-lint baseline", "schema": 9}\n', "another version"),
        ('{"tool": "roster-lint baseline", "schema": 1}\n', "was changed"),
    ],
)
def test_another_file_is_refused(run: Run, content: str | None, words: str) -> None:
    if content is not None:
        Path("known.jsonl").write_text(content)
    for command in (("check", READY), ("baseline", "prune", READY), ("baseline", "show")):
        result = run(*command, "--baseline", "known.jsonl")
        assert result.exit_code == 2 and words in sentence(result), command
    if content is not None:
        result = run("baseline", "update", READY, "--baseline", "known.jsonl")
        assert result.exit_code == 2
        assert Path("known.jsonl").read_text() == content


def test_a_torn_or_changed_file_is_refused_whatever_of_it_is_left(run: Run) -> None:
    update(run, BROKEN)
    whole = Path("known.jsonl").read_bytes()
    draw = random.Random(1)
    places = [*draw.sample(range(whole.index(b"\n") + 2, len(whole) - 1), 25)]
    for place in places:
        Path("known.jsonl").write_bytes(whole[:place])
        result = run("baseline", "show", "--baseline", "known.jsonl")
        assert result.exit_code == 2, place
        assert "known.jsonl" in sentence(result)
    for wrong in (b'{"code": "UN001"}', b'{"code": "x", "on": "y", "mark": "z"}', b"7", b"{}"):
        lines = whole.splitlines()
        lines[3] = wrong
        Path("known.jsonl").write_bytes(b"\n".join(lines) + b"\n")
        assert run("baseline", "show", "--baseline", "known.jsonl").exit_code == 2, wrong


def test_a_run_does_not_write_over_the_baseline(run: Run) -> None:
    update(run, READY)
    before = Path("known.jsonl").read_bytes()
    for option in ("--output-file", "--html", "--missing"):
        result = run("check", READY, *DAY, "--baseline", "known.jsonl", option, "known.jsonl")
        assert result.exit_code == 2 and "the baseline" in sentence(result)
    result = run("baseline", "update", READY, "--baseline", f"{READY}/School.csv")
    assert result.exit_code == 2
    assert Path("known.jsonl").read_bytes() == before


def test_every_format_separates_new_from_known(run: Run, folder: Path) -> None:
    update(run, BROKEN)
    rewritten(lambda known: known[:-20])
    outputs = [f"--output={name}:{name}" for name in ("json", "jsonl", "csv", "sarif", "junit")]
    pages = ("--output=markdown:markdown", "--html", "page.html", "--output=text")
    run("check", BROKEN, *DAY, "--baseline", "known.jsonl", *outputs, *pages)
    report = json.loads((folder / "json").read_text())
    new = {one["fingerprint"] for one in report["findings"] if not one["known"]}
    every = {one["fingerprint"] for one in report["findings"]}
    assert len(new) == 20 and len(every) > 100
    lines = [json.loads(line) for line in (folder / "jsonl").read_text().splitlines()]
    assert {line["finding"]["fingerprint"] for line in lines[1:]} == every
    assert [faults("jsonl", line) for line in lines] == [[]] * len(lines)
    with (folder / "csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["fingerprint"] for row in rows if not row["known"]} == new
    assert {row["fingerprint"] for row in rows} == every
    results = json.loads((folder / "sarif").read_text())["runs"][0]["results"]
    fresh = [one for one in results if one["baselineState"] == "new"]
    assert {one["partialFingerprints"]["record/v1"] for one in fresh} == new
    assert all(("suppressions" in one) == (one not in fresh) for one in results)
    known = f"{len(every) - len(new)} findings known from the baseline"
    for page in ("markdown", "page.html"):
        text = re.sub(r"\\(.)", r"\1", (folder / page).read_text())
        assert known in text, page


def test_worklists_hold_what_is_known_too(run: Run, folder: Path) -> None:
    run("check", BROKEN, *DAY, "--worklists", "before", "-q")
    update(run, BROKEN)
    run("check", BROKEN, *DAY, "--baseline", "known.jsonl", "--worklists", "after", "-q")
    reported = [
        {path.name: path.read_bytes() for path in (folder / name).glob("*.csv")}
        for name in ("before", "after")
    ]
    assert reported[0] == reported[1] and reported[0]
