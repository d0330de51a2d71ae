"""What roster-lint's report says of the ten rules: prints as JSON how many records break each."""

import json
import sys
from collections import Counter
from pathlib import Path

RULES: dict[str, tuple[str, dict[str, str]]] = {
    "user-repeated": ("OF019", {"file": "users.csv"}),
    "given-name-blank": ("OF001", {"file": "users.csv", "column": "givenName"}),
    "email-repeated": ("OP204", {}),
    "user-org-unknown": ("OP104", {"column": "orgSourcedIds"}),
    "enrollment-user-unknown": ("OP102", {"column": "userSourcedId"}),
    "enrollment-class-unknown": ("OP102", {"column": "classSourcedId"}),
    "enrollment-date-format": ("OF007", {"file": "enrollments.csv", "column": "beginDate"}),
    "enrollment-role": ("OF013", {"file": "enrollments.csv", "column": "role"}),
    "enrollment-dates-reversed": ("OP602", {}),
    "class-without-teacher": ("OP502", {}),
}
"""The check for each rule, and the part of a finding's key that distinguishes it from others."""


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
