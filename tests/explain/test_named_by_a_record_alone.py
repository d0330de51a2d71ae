"""People whom no record of Person knows, and records that name nobody."""

from tests.explain.conftest import District


def test_a_staff_history_record_whose_section_is_not_there(district: District) -> None:
    explained = district.explain("teacher", 2001, "DELETE FROM Section WHERE sectionID = 5101")
    (lost,) = (one for one in explained.further if one.key == {"historyID": 51011})
    (failed,) = lost.failed
    assert (failed.name, failed.because) == ("is_in_schedule", "section 5101 is not in the data")
    assert [remedy.check for remedy in failed.remedies] == ["DA004"]
    assert lost.label.startswith("Staff history 51011: section 5101, ")


def test_records_that_name_nobody_are_a_note(district: District) -> None:
    change = (
        "UPDATE Roster SET personID = NULL WHERE rosterID IN (520101, 520102);"
        "UPDATE SectionStaffHistory SET personID = NULL WHERE historyID = 52011"
    )
    explained = district.explain("section", 5201, change)
    told = [note.partition(" (DA003: ")[0] for note in explained.notes]
    assert told == [
        "2 roster records name no student",
        "1 Section Staff History record names no teacher",
    ]


def test_somebody_who_is_named_by_a_roster_record_alone(district: District) -> None:
    change = (
        "INSERT INTO Roster (rosterID, personID, sectionID, trialID)"
        " VALUES (900001, 77777, 5201, 270211)"
    )
    explained = district.explain("student", 77777, change)
    assert [one.name for one in explained.failed] == [
        "has_enrollment",
        "has_person",
        "has_username",
    ]
    assert explained.label == "person 77777"
    (record,) = explained.further
    assert record.served is None
    assert record.failed[0].because == "no enrollment in the school year"
