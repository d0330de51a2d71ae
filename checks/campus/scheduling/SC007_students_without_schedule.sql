/*
code = "SC007"
name = "students-without-schedule"
severity = "warning"
effect = "missing"
entity = "calendar"
key = ["calendarID"]
oneroster = ["1.1", "1.2"]
message = "{calendar}: {unscheduled} of {students} students have no schedule ({percent} %)"
fix = "Scheduling & Courses > Build Schedules > Schedule Wizard, or Walk-In Scheduler for single students"
article = "Important Considerations"
of = "year_calendar WHERE not_excluded"

Rosters must be finalized before a sync. A share of syncing students without any live roster row
above the threshold (setting unscheduled_share, 5 % by default) says that they are not. A row counts
until it ends, and to the calendar's last day. Silent where nobody has a schedule (SC006); students of
a structure without an active trial are SC001's and do not count.
*/
SELECT
    c.calendarID,
    c.schoolID,
    c.calendarName AS calendar,
    shares.students,
    shares.unscheduled,
    round(100.0 * shares.unscheduled / shares.students, 1) AS percent
FROM year_calendar c
JOIN (
    SELECT
        e.calendarID,
        count(*) AS students,
        count(*) - count(r.personID) AS unscheduled
    FROM (
        SELECT DISTINCT calendarID, personID
        FROM enrollment_criteria
        WHERE syncs
          AND structureID NOT IN (SELECT structureID FROM unfinished_structure)
    ) e
    LEFT JOIN scheduled_student r ON r.calendarID = e.calendarID AND r.personID = e.personID
    GROUP BY e.calendarID
) shares ON shares.calendarID = c.calendarID
CROSS JOIN settings t
WHERE shares.unscheduled > coalesce(t.unscheduled_number, t.unscheduled_share * shares.students)
  AND EXISTS (
    SELECT 1 FROM live_section s JOIN section_roster r ON r.sectionID = s.sectionID WHERE s.calendarID = c.calendarID
)
