"""Seven of the ten rules as a frictionless package: prints as JSON how many records break each.

A schema cannot say that an email is unique among the students alone, that each item of a list is a
key, or that a class is named by an enrollment with some role; these three rules are left out.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from frictionless import Checklist, Package, Resource, Schema, checks

RULES = {
    ("users", "unique-error", "sourcedId"): "user-repeated",
    ("users", "constraint-error", "givenName"): "given-name-blank",
    ("enrollments", "foreign-key", "userSourcedId"): "enrollment-user-unknown",
    ("enrollments", "foreign-key", "classSourcedId"): "enrollment-class-unknown",
    ("enrollments", "type-error", "beginDate"): "enrollment-date-format",
    ("enrollments", "constraint-error", "role"): "enrollment-role",
    ("enrollments", "row-constraint", None): "enrollment-dates-reversed",
}
FIELDS: dict[str, dict[str, dict[str, Any]]] = {
    "users": {
        "sourcedId": {"type": "string", "constraints": {"unique": True}},
        "givenName": {"type": "string", "constraints": {"required": True}},
    },
    "classes": {"sourcedId": {"type": "string"}},
    "enrollments": {
        "role": {
            "type": "string",
            "constraints": {"enum": ["administrator", "proctor", "student", "teacher"]},
        },
        "beginDate": {"type": "date"},
        "endDate": {"type": "date"},
    },
}
REFERENCES = {"enrollments": {"userSourcedId": "users", "classSourcedId": "classes"}}
ORDERED = "not beginDate or not endDate or beginDate < endDate"

folder = Path(sys.argv[1])


def resource(name: str) -> Resource:
    """A file with its schema; what no rule speaks of may be anything."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    fields = [{"name": column, "type": "any"} | FIELDS[name].get(column, {}) for column in header]
    keys = [
        {"fields": [column], "reference": {"resource": target, "fields": ["sourcedId"]}}
        for column, target in REFERENCES.get(name, {}).items()
    ]
    schema = Schema.from_descriptor({"fields": fields, "foreignKeys": keys})
    return Resource(name=name, path=f"{name}.csv", schema=schema)


package = Package(resources=[resource(name) for name in FIELDS], basepath=str(folder))
enrollments = package.get_resource("enrollments")
# Without a limit of its own it stops at the thousandth error.
no_limit = 1_000_000_000
reports = [
    package.get_resource("users").validate(limit_errors=no_limit),
    enrollments.validate(
        Checklist(checks=[checks.row_constraint(formula=ORDERED)]), limit_errors=no_limit
    ),
]
found: Counter[str] = Counter()
for report in reports:
    for task in report.tasks:
        for error in task.errors:
            column = getattr(error, "field_name", None)
            if error.type == "foreign-key":
                column = error.field_names[0]
            key = (task.name, error.type, column)
            found[RULES.get(key, " ".join(map(str, key)))] += 1
print(json.dumps(found))
