/*
code = "ST005"
name = "ended-just-before-calendar-end"
since = "0.1.0"
severity = "warning"
effect = "deleted"
entity = "calendar"
key = ["calendarID"]
message = "{calendar}: enrollments ended shortly before or after the calendar does on {calendarEnd}, most on {endDate} (enrollments: {enrollments})"
fix = "Student Information > General > Enrollments: end them on the calendar's end date, or move the calendar's end"
owner = "registrar"
article = "Students: Enrollments"
of = "year_calendar WHERE not_excluded"

After school ends, enrollments are still served as active as long as their end date equals the
calendar's. Calendars often end days after the last day of school: enrollments ended on that last day
are sent as ToBeDeleted, all of them: vendors see the students as deleted, or simply as gone. Tested are
enrollments that have ended, within 7 days of the calendar's end but not on it. One finding a calendar,
naming the date with most.
*/
SELECT
    c.calendarID,
    c.schoolID,
    c.calendarName AS calendar,
    c.endDate AS calendarEnd,
    sum(ended.enrollments) AS enrollments,
    max(CASE WHEN ended.place = 1 THEN ended.endDate END) AS endDate
FROM year_calendar c
JOIN (
    SELECT
        e.calendarID,
        e.endDate,
        count(*) AS enrollments,
        row_number() OVER (PARTITION BY e.calendarID ORDER BY count(*) DESC, e.endDate DESC) AS place
    FROM enrollment_criteria e
    JOIN year_calendar k ON k.calendarID = e.calendarID
    WHERE e.ends
      AND e.endDate BETWEEN k.endDate - 7 AND k.endDate + 7
    GROUP BY e.calendarID, e.endDate
) ended ON ended.calendarID = c.calendarID
GROUP BY c.calendarID, c.schoolID, c.calendarName, c.endDate
