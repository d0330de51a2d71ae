/*
code = "SC007"
name = "students-without-schedule"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "calendar"
key = ["calendarID"]
message = "{calendar}: {unscheduled} of {students} students have no schedule ({percent} %)"
fix = "Load the students into their classes (Scheduling & Courses > Build Schedules > Schedule Wizard), or schedule them one by one (Walk-In Scheduler)"
owner = "scheduler"
article = "Important Considerations"
judges = ["student.class"]
of = "year_calendar WHERE not_excluded"

Rosters must be finalized before a sync. A share of syncing students without any live roster record
above the threshold (setting unscheduled_share, 5 % by default) says that they are not. A record counts
until it ends, and to the calendar's last day. Silent where nobody has a schedule (SC006); students of
a structure without an active trial are SC001's and do not count. Single students below the threshold
are ST012's.
*/
SELECT
    c.calendarID,
    c.schoolID,
    c.calendarName AS calendar,
    k.students,
    k.unscheduled,
    round(100.0 * k.unscheduled / k.students, 1) AS percent
FROM year_calendar c
JOIN calendar_schedule k ON k.calendarID = c.calendarID AND k.is_unfinished
WHERE EXISTS (
    SELECT 1 FROM live_section s JOIN section_roster r ON r.sectionID = s.sectionID WHERE s.calendarID = c.calendarID
)
