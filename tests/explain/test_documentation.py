"""docs/explain.md names all that stands in the JSON."""

import re

from fixtures.build import HERE
from tests.explain.conftest import District
from tests.explain.test_reporters import CRITERION, RECORD, RETURNS, TOP, facts

DOCUMENT = (HERE.parent / "docs" / "explain.md").read_text(encoding="utf-8")


def test_every_key_of_the_json_is_documented() -> None:
    for key in TOP | RECORD | CRITERION | RETURNS | {"personal_name"}:
        assert f"`{key}`" in DOCUMENT, key


def test_every_criterion_outside_the_model_is_documented(district: District) -> None:
    asked = [
        ("student", 1001), ("teacher", 2001), ("guardian", 3001), ("relative", 3801),
        ("section", 5103), ("course", 4201),
    ]  # fmt: skip
    book = re.findall(r"`([a-z_]+)`", DOCUMENT)
    district.prepared()
    model = {
        row[0]
        for table in (
            "enrollment_criteria", "assignment_criteria", "relationship_criteria",
            "staff_history_criteria", "roster_criteria", "section_criteria", "course_criteria",
            "person_criteria",
        )
        for row in district.engine.rows(f"DESCRIBE {table}")
    }  # fmt: skip
    for kind, who in asked:
        explained = facts(district, kind, who)
        records = (*explained["records"], *explained["further"])
        criteria = [*explained["criteria"], *(c for record in records for c in record["criteria"])]
        for criterion in criteria:
            assert criterion["name"] in model or criterion["name"] in book, criterion["name"]
