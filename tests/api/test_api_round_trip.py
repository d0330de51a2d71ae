"""A check of an API finds what a check of the bundle that it serves finds, finding by finding."""

from collections import Counter
from pathlib import Path

import pytest

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.checks.finding import Finding
from roster_lint.loading.api.fields import fields_of
from roster_lint.model.predicted import build_predicted
from roster_lint.prepare import prepare
from roster_lint.preview.bundle import write_bundle
from roster_lint.sources.api.source import ApiSource
from roster_lint.vocabulary import OneRoster
from tests.api.conftest import QUICK, VERSIONS, settings_for
from tests.api.server import ApiServer
from tests.bundles import bundle
from tests.case import settings_of

_OF_FILES = ("OB", "OF017", "OF018")


def found_in(source: Path | str, **options: object) -> list[Finding]:
    """All findings of a bundle or an API, those of files as files aside."""
    if isinstance(source, Path):
        with lint(source, **options) as report:
            return [f for f in report.findings() if not f.code.startswith(_OF_FILES)]
    opened = ApiSource(source, settings_for(), QUICK)
    with lint(opened, api_grade_book=True, **options) as report:
        assert report.source_kind == "oneroster-api"
        return list(report.findings())


def of_record(finding: Finding, rows: dict[str, list[str]]) -> tuple[str, ...]:
    """A finding's code and record, for a cell by its file, sourcedId and column."""
    key = finding.key
    if "line" in key:
        name = str(key["file"]).removesuffix(".csv")
        return (finding.code, name, rows[name][int(key["line"]) - 2], str(key["column"]))
    if "entity" in key:
        return (finding.code, str(key["entity"]), str(key["sourcedId"]), str(key["field"]))
    return (finding.code, *map(str, key.values()), finding.message.replace(".csv", ""))


def ids_of(folder: Path) -> dict[str, list[str]]:
    """The sourcedIds of each file's rows, which take a line each."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.csv")}
    return {name: [row.split(",")[0] for row in t.splitlines()[1:]] for name, t in texts.items()}


@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_what_preview_predicts_is_found_alike_when_it_is_served(
    api: ApiServer, version: OneRoster, tmp_path: Path
) -> None:
    folder = tmp_path / "predicted"
    with prepare(HERE / "back-to-school", settings_of({"oneroster": version})) as prepared:
        build_predicted(prepared.engine)
        write_bundle(prepared.engine, version, folder)
    rows = ids_of(folder)
    options = {"as_of": AS_OF, "select": ("OF", "OP", "VN")}
    of_bundle = Counter(of_record(f, rows) for f in found_in(folder, **options))
    of_api = Counter(of_record(f, rows) for f in found_in(api.serve(folder, version), **options))
    assert of_api == of_bundle
    assert sum(of_api.values()) > 100


BAD = {"text": "NULL", "ref": "a b", "refs": "a b,c", "list": " a", "ids": "{x}", "pairs": "{:}"}
"""A value for each shape of a field that a check of the fields does not let pass."""


@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_a_bad_value_in_any_field_is_found_alike_and_names_the_field(
    api: ApiServer, version: OneRoster, tmp_path: Path
) -> None:
    made = bundle(version)
    for name, fields in fields_of(version).items():
        for field in fields:
            if field.column not in ("sourcedId", "dateLastModified", "status", "password"):
                # References by whose sourcedId the server puts its records together stay.
                if (name, field.column) in (("roles", "userSourcedId"), ("userProfiles", "x")):
                    continue
                made.rows[name][1][field.column] = BAD[field.shape]
    folder = made.write(tmp_path / "spoiled")
    rows, names = ids_of(folder), {}
    for name, fields in fields_of(version).items():
        names |= {(name, field.column): field.name for field in fields}
    of_bundle = Counter()
    for finding in found_in(folder, select=("OF",)):
        code, name, _, column = of_record(finding, rows)
        of_bundle[code, name, names.get((name, column), column)] += 1
    of_api = Counter()
    for finding in found_in(api.serve(folder, version), select=("OF",)):
        code, name, _, field = of_record(finding, rows)
        of_api[code, name, field] += 1
    assert of_api == of_bundle
    assert len({field for _, _, field in of_api}) > 40


def test_a_finding_of_a_field_names_the_record_and_the_field(
    api: ApiServer, tmp_path: Path
) -> None:
    made = bundle("1.1")
    made.rows["users"][1] |= {"orgSourcedIds": "school 1", "enabledUser": "yes"}
    made.rows["classes"][0]["title"] = "Algebra\nI"
    made.rows["classes"][1]["courseSourcedId"] = ""
    url = api.serve(made.write(tmp_path / "b"), "1.1")
    found = found_in(url, select=("OF",))
    assert {(f.code, str(f.key)) for f in found} == {
        ("OF001", str({"entity": "classes", "sourcedId": "class-2", "field": "course"})),
        ("OF005", str({"entity": "users", "sourcedId": "stu-2", "field": "orgs"})),
        ("OF009", str({"entity": "users", "sourcedId": "stu-2", "field": "enabledUser"})),
        ("OF022", str({"entity": "classes", "sourcedId": "class-1", "field": "title"})),
    }
    messages = {f.code: f.message for f in found}
    assert messages["OF001"] == "classes class-2: course is blank, though it is required"
    assert not any("ine" in f.message.split() or ".csv" in f.message for f in found)


def test_records_to_be_deleted_are_taken_as_such(api: ApiServer, tmp_path: Path) -> None:
    made = bundle("1.1", "delta")
    made.rows["users"][0]["status"] = "tobedeleted"
    found = found_in(api.serve(made.write(tmp_path / "b"), "1.1"), as_of=AS_OF, select=("OP",))
    assert any("is to be deleted and has" in f.message for f in found if "stu-1" in f.message)


def test_an_empty_collection_is_not_ready(api: ApiServer, tmp_path: Path) -> None:
    made = bundle("1.2")
    made.rows["enrollments"] = []
    found = found_in(api.serve(made.write(tmp_path / "b"), "1.2"), as_of=AS_OF)
    [finding] = [f for f in found if f.code == "OP111"]
    assert finding.severity == "error"
    assert finding.message == (
        "The API serves no enrollments: the vendor removes all that it has from this source"
    )


def test_a_record_that_comes_twice_on_a_page_is_found(api: ApiServer, tmp_path: Path) -> None:
    made = bundle("1.1")
    made.rows["orgs"].append(dict(made.rows["orgs"][1]))
    [finding] = found_in(api.serve(made.write(tmp_path / "b"), "1.1"), select=("OF019",))
    assert finding.message == ("orgs school-1: the API serves it 2 times; one of them is used")


def test_a_record_that_the_api_has_twice_is_found_wherever_it_comes(
    api: ApiServer, tmp_path: Path
) -> None:
    made = bundle("1.1")
    made.rows["users"].append(dict(made.rows["users"][0]))
    url = api.serve(made.write(tmp_path / "b"), "1.1")
    [finding] = found_in(url, select=("OF019",), api_page_size=3)
    assert finding.key == {"entity": "users", "sourcedId": "stu-1", "field": "sourcedId"}


def test_a_record_without_an_id_is_found_by_its_number(api: ApiServer) -> None:
    empty = {name: [] for name in ("academicSessions", "courses", "classes", "enrollments")}
    orgs = [{"sourcedId": "a"}, {"name": "Nameless"}, None]
    url = api.serve({**empty, "users": [], "orgs": orgs}, "1.1")
    found = {str(f.key["sourcedId"]) for f in found_in(url, select=("OF001",))}
    assert found == {"a", "record 2", "record 3"}


def test_passwords_are_found_and_never_shown(api: ApiServer, tmp_path: Path) -> None:
    made = bundle("1.1")
    made.rows["users"][2]["password"] = "opensesame"
    [finding] = found_in(api.serve(made.write(tmp_path / "b"), "1.1"), select=("OF023",))
    assert finding.key == {"entity": "users", "sourcedId": "tea-1", "field": "password"}
    assert "so the API serves passwords" in finding.message
