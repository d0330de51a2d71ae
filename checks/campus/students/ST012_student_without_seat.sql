/*
code = "ST012"
name = "student-without-seat"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "student"
key = ["personID"]
message = "{who} has no class: no roster record is open ({calendars})"
fix = "Schedule the student (Scheduling & Courses > Walk-In Scheduler), or end the enrollment if the student has left"
owner = "scheduler"
article = "Important Considerations"
judges = ["student.class"]
of = "person_criteria WHERE role = 'student' AND wanted"

A student who would sync without a single class sees nothing at the vendor: a newcomer who was not
scheduled yet, or one whose enrollment was ended and entered anew, which drops the schedule. No roster
record of the student is open in any calendar; a record is open until its end date, or until the end
of its section's terms where it has none. One that begins later is open, too.

Tested are the students of calendars that are scheduled: other students there have open records. So nobody is
named when all classes of a calendar are over. Where a calendar is not scheduled, SC006 or SC007 names it, and
SC001 a structure without an active trial: silent about their students.
*/
SELECT
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    e.schoolID,
    e.calendarID,
    e.calendars
FROM (
    SELECT
        e.personID,
        min(e.schoolID) AS schoolID,
        min(e.calendarID) AS calendarID,
        string_agg(DISTINCT c.calendarName, ', ' ORDER BY c.calendarName) AS calendars
    FROM enrollment_criteria e
    JOIN calendar_schedule k ON k.calendarID = e.calendarID AND k.openRows > 0 AND NOT k.is_unfinished
    JOIN year_calendar c ON c.calendarID = e.calendarID
    WHERE e.syncs
      AND NOT EXISTS (SELECT 1 FROM unfinished_structure u WHERE u.structureID = e.structureID)
      AND e.personID NOT IN (SELECT r.personID FROM scheduled_student r WHERE r.rosters > 0)
    GROUP BY e.personID
) e
LEFT JOIN person_label l ON l.personID = e.personID
