"""What roster-lint's report says of the ten rules: prints as JSON how many records break each."""

import json
import sys
from collections import Counter
from pathlib import Path

RULES: dict[str, tuple[str, dict[str, str]]] = {
    "user-repeated": ("OF", {"file": "users.csv"}),
    "given-name-blank": ("OF", {"file": "users.csv", "column": "givenName"}),
    "email-repeated": ("OP", {"file": "users.csv"}),
    "user-org-unknown": ("OP", {"file": "users.csv"}),
    "enrollment-user-unknown": ("OP", {"file": "enrollments.csv"}),
    "enrollment-class-unknown": ("OP", {"file": "enrollments.csv"}),
    "enrollment-date-format": ("OF", {"file": "enrollments.csv", "column": "beginDate"}),
    "enrollment-role": ("OF", {"file": "enrollments.csv", "column": "role"}),
    "enrollment-dates-reversed": ("OP", {"file": "enrollments.csv"}),
    "class-without-teacher": ("OP", {"file": "classes.csv"}),
}
"""The check that says each rule, and the part of a finding's key that tells it from others."""


def counted(report: Path) -> dict[str, int]:
    """How many findings of a JSON report are of each rule."""
    found: Counter[str] = Counter()
    for finding in json.loads(report.read_text(encoding="utf-8"))["findings"]:
        for rule, (code, key) in RULES.items():
            if finding["code"] == code and key.items() <= finding["key"].items():
                found[rule] += 1
    return found


if __name__ == "__main__":
    print(json.dumps(counted(Path(sys.argv[1]))))
