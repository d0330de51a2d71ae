"""A second reader, which holds everything in memory and knows nothing of the program's ways."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

Key = tuple[str, str]


def findings_of(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A report and its findings."""
    text = path.read_text(encoding="utf-8")
    if text.startswith('{"report"'):
        first, *lines = [json.loads(line) for line in text.splitlines()]
        return first["report"], [line["finding"] for line in lines]
    whole = json.loads(text)
    return whole, whole["findings"]


def compared(old: Path, new: Path) -> Counter[str]:
    """How many findings are new, gone and so on, counted one at a time."""
    before, was = findings_of(old)
    after, now = findings_of(new)
    left = Counter((one["code"], one["fingerprint"]) for one in was)
    counts: Counter[str] = Counter()
    for one in now:
        key = one["code"], one["fingerprint"]
        if left[key]:
            left[key] -= 1
            counts["still"] += 1
        else:
            counts["new" if looked(before, one["code"]) else "newly_checked"] += 1
    for code, fingerprint in left.elements():
        assert fingerprint
        counts["gone" if looked(after, code) else "not_checked"] += 1
    return counts


def looked(report: dict[str, Any], code: str) -> bool:
    """Whether a run's silence about a check says something."""
    if report["verdict"] == "incomplete" and report.get("unjudged", True):
        return False
    return any(
        one["code"] == code and one["status"] in ("passed", "failed") for one in report["checks"]
    )
