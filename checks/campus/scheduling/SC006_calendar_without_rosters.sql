/*
code = "SC006"
name = "calendar-without-rosters"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "calendar"
key = ["calendarID"]
message = "{calendar}: not one roster record in the active trial (students: {students})"
fix = "Scheduling & Courses > Build Schedules > Schedule Wizard: load the students, or activate the finished trial"
owner = "scheduler"
article = "Important Considerations"
of = "year_calendar WHERE not_excluded"

Scheduling and rosters must be finalized before a sync. In a calendar whose students have not one
roster record in an active trial, no student gets a class. Only a warning for a summer calendar, and for
one that has only partial (S) or special-education (N) enrollments. Where the schedule is there and no
trial is active, SC001 says it.
*/
SELECT
    c.calendarID,
    c.schoolID,
    c.calendarName AS calendar,
    enrolled.students,
    CASE WHEN c.summerSchool OR NOT enrolled.has_primary THEN 'warning' ELSE 'error' END AS severity
FROM year_calendar c
JOIN (
    SELECT calendarID, count(DISTINCT personID) AS students, bool_or(serviceType = 'P') AS has_primary
    FROM enrollment_criteria
    WHERE syncs
    GROUP BY calendarID
) enrolled ON enrolled.calendarID = c.calendarID
WHERE NOT EXISTS (
    SELECT 1 FROM live_section s JOIN section_roster r ON r.sectionID = s.sectionID WHERE s.calendarID = c.calendarID
)
  AND NOT EXISTS (
    SELECT 1
    FROM year_structure st
    JOIN unfinished_structure u ON u.structureID = st.structureID
    WHERE st.calendarID = c.calendarID
)
