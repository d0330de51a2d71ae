"""Reports of nights as JSON documents, made from one that the program writes, in every layout."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from roster_lint.report.formats.json import write as write_json
from tests.report import samples

Document = dict[str, Any]

SCHOOLS = {1: "Lincoln Elementary", 2: "Marigold Middle", 3: "Hollyhock High"}
CHECKS = {
    "UN001": ("missing-username", "error"),
    "EM001": ("missing-email", "warning"),
    "SC008": ("unlocked-trial", "info"),
}


def finding(code: str, number: int, **changes: object) -> Document:
    """A finding of one check about one person."""
    name, severity = CHECKS[code]
    return {
        "code": code,
        "name": name,
        "severity": severity,
        "entity": "person",
        "key": {"personID": number},
        "school_id": 1 + number % 3,
        "message": f"Student {number} (Zqxanna Zqxberg) is not whole",
        "fix": "Census > People",
        "fingerprint": f"{code}-{number}",
        "vendors": [],
        "tolerated": False,
        "known": False,
    } | changes


def document(findings: Iterable[Document] = (), **changes: object) -> Document:
    """A report with these findings, whose checks and summary count them."""
    stream = StringIO()
    write_json(samples.report(), stream)
    made: Document = json.loads(stream.getvalue())
    listed = list(findings)
    counts = Counter(one["code"] for one in listed)
    known = Counter(one["code"] for one in listed if one["known"])
    counting = [one for one in listed if not one["tolerated"] and not one["known"]]
    severities = Counter(one["severity"] for one in counting)
    made |= {
        "checks": [
            check(code, counts[code] - known[code], known=known[code])
            for code in sorted(CHECKS.keys() | counts.keys())
        ],
        "summary": made["summary"]
        | {name: severities[name] for name in ("error", "warning", "info")},
        "verdict": "not-ready" if severities["error"] else "ready",
        "exit_code": 1 if severities["error"] else 0,
        "availability": [population("student", 412, 412 - severities["error"])],
        "findings": listed,
    }
    return made | changes


def check(code: str, findings: int, **changes: object) -> Document:
    """What one check gave."""
    name, severity = CHECKS.get(code, ("own-check", "error"))
    return {
        "code": code,
        "name": name,
        "severity": severity,
        "status": "failed" if findings else "passed",
        "findings": findings,
        "reason": None,
    } | changes


def population(entity: str, total: int | None, available: int | None) -> Document:
    """A population, whose rest is held back, at the three schools."""
    rest = None if None in (total, available) else total - available  # type: ignore[operator]
    schools = [
        {"school_id": i, "school": name, "total": 0, "available": 0, "held_back": 0}
        for i, name in SCHOOLS.items()
    ]
    return {
        "entity": entity,
        "total": total,
        "available": available,
        "held_back": rest,
        "schools": schools,
    }


def incomplete(**changes: object) -> Document:
    """The report of a run whose source could not be judged at all."""
    facts = {
        "verdict": "incomplete",
        "exit_code": 3,
        "incomplete": ["The table Enrollment has no row: there is nobody to judge."],
        "unjudged": True,
    }
    return document(**(facts | changes))


def as_written(made: Mapping[str, Any]) -> str:
    """Laid out as the program does it: a finding on each line."""
    facts = "".join(
        f"  {json.dumps(name)}: {json.dumps(value)},\n"
        for name, value in made.items()
        if name != "findings"
    )
    lines = ",\n    ".join(json.dumps(one) for one in made["findings"])
    return f'{{\n{facts}  "findings": [' + (f"\n    {lines}\n  ]\n}}\n" if lines else "]\n}\n")


def as_lines(made: Mapping[str, Any]) -> str:
    """As ``jsonl``."""
    facts = {name: value for name, value in made.items() if name != "findings"}
    lines = [{"report": facts}, *({"finding": one} for one in made["findings"])]
    return "".join(f"{json.dumps(line)}\n" for line in lines)


LAYOUTS = {
    "as written": as_written,
    "compact": lambda made: json.dumps(made, separators=(",", ":")),
    "indented": lambda made: json.dumps(made, indent=4, ensure_ascii=False),
    "sorted": lambda made: json.dumps(made, sort_keys=True, indent=2),
    "findings first": lambda made: json.dumps({"findings": made["findings"], **made}),
    "jsonl": as_lines,
}
"""The same report, as a shell, an editor or jq may have left it."""


def put(path: Path, made: Mapping[str, Any]) -> Path:
    """Writes a report to a file."""
    path.write_text(as_written(made), encoding="utf-8")
    return path
