"""What the prerequisites article asks of each kind of record, in short."""

from collections.abc import Mapping

from roster_lint.explain.explanation import Kind

_DISTRICT_ASSIGNMENT = "All of it must hold on one and the same district assignment."

ARTICLE: Mapping[Kind, str] = {
    "student": (
        "A student is made available by an enrollment whose dates fall within the active year, "
        "whose end date is not in the past, and on which neither No Show nor External LMS Exclude "
        "is marked. One whose enrollment has ended is returned as ToBeDeleted, unless it ended on "
        "the calendar's end date. Before school starts students are returned as active."
    ),
    "teacher": (
        "A teacher is made available by a district assignment whose dates fall within the active "
        "year, whose end date is not in the past, which is marked Teacher and not External LMS "
        f"Exclude. {_DISTRICT_ASSIGNMENT} The section comes from the Section Staff History: a "
        "Primary Teacher is returned as teacher, primary true, a Teacher as primary false, and "
        "other section staff are not returned."
    ),
    "staff": (
        "Non-teacher staff are made available by a district assignment with a role other than, or "
        "in addition to, Teacher, that has not ended, at a school with a calendar in the active "
        "year, with dates within the school year, and not marked External LMS Exclude. "
        f"{_DISTRICT_ASSIGNMENT}"
    ),
    "guardian": (
        "A guardian is made available by an active relationship to a student that is marked "
        "Guardian and Portal."
    ),
    "relative": (
        "A relative is made available by an active relationship to a student that is marked Portal."
    ),
    "section": (
        "A section is made available where its schedule is final, neither course master, course "
        "nor section is marked External LMS Exclude, and course and section are marked Active. "
        "Its roster and Section Staff History records are those of students and teachers who "
        "are available themselves."
    ),
    "course": (
        "A course is made available where neither it nor its course master is marked External LMS "
        "Exclude and it is marked Active. Student roster records and teacher staff history records "
        "may also affect the course."
    ),
}
"""By kind, in the article's words as far as they fit."""

USERNAME = "OneRoster 1.1 requires a username of every person; 1.2 does not."
