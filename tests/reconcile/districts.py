"""Districts whose records decide the readings of the article, and what they are served as."""

from pathlib import Path

from fixtures.district import AS_OF, District, healthy
from roster_lint.model.predicted import build_predicted
from roster_lint.prepare import prepare
from roster_lint.preview.bundle import write_bundle
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import OneRoster

VERSIONS: tuple[OneRoster, ...] = ("1.1", "1.2")


def settings_of(**settings: object) -> Settings:
    """Settings of a run on the sample districts' date."""
    return Settings.model_validate({"as_of": AS_OF, **settings})


def served(campus: Path, oneroster: OneRoster, path: Path, **settings: object) -> Path:
    """Writes what a district is predicted to be served as, under some settings."""
    with prepare(campus, settings_of(oneroster=oneroster, **settings)) as prepared:
        build_predicted(prepared.engine)
        write_bundle(prepared.engine, oneroster, path)
    return path


def guid(kind: int, number: int) -> str:
    """A GUID as Campus writes them."""
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


def decisive(*, guids: bool = True) -> District:
    """The healthy district, with ten people and more who decide each reading.

    Args:
        guids: people and schools have GUIDs; else the forms of IDs cannot be distinguished.
    """
    district = healthy()
    enrollments = [e for e in district.rows("Enrollment", endYear=2027) if not e["endDate"]]
    students = list(dict.fromkeys(e["personID"] for e in enrollments))
    for enrollment in enrollments:
        if enrollment["personID"] in students[:10]:
            enrollment["endDate"] = AS_OF
        if enrollment["personID"] in students[10:20]:
            enrollment["startDate"] = "2026-06-01"
    for account in district.rows("UserAccount"):
        if account["personID"] in students[20:30]:
            account["disable"] = 1
    parents = [r for r in district.rows("RelatedPair", guardian=1) if r["portal"]]
    for pair in parents[60:80]:
        pair["guardian"] = 0
    _visit_other_schools(district, students[30:40])
    for grade in district.rows("CampusDictionary", standardCode="05"):
        grade["standardCode"] = "UG"
    if guids:
        for person in district.rows("Person"):
            person["personGUID"] = guid(1, int(str(person["personID"])))
        for identity in district.rows("Identity"):
            identity["identityGUID"] = guid(2, int(str(identity["identityID"])))
        for school in district.rows("School"):
            school["schoolGUID"] = guid(3, int(str(school["schoolID"])))
    return district


def _visit_other_schools(district: District, students: list[object]) -> None:
    """Gives some students a place in a class of a calendar in which they are not enrolled."""
    section = next(
        s for s in district.rows("Section") if str(s["trialID"]).startswith("27031") and s["active"]
    )
    for place, student in enumerate(students):
        district.add(
            "Roster",
            rosterID=900_000 + place,
            personID=student,
            sectionID=section["sectionID"],
            startDate=None,
            endDate=None,
            trialID=section["trialID"],
        )
