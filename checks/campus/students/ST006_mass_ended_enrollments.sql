/*
code = "ST006"
name = "mass-ended-enrollments"
since = "0.1.0"
severity = "warning"
effect = "deleted"
entity = "calendar"
key = ["calendarID"]
message = "{calendar}: {enrollments} of {all} enrollments ({percent} %) ended on {endDate}"
fix = "Student Information > General > Enrollments: clear end dates that a roll-over or an import has set"
owner = "registrar"
article = "Students: Enrollments"
of = "year_calendar WHERE not_excluded"

When a large share of a calendar's enrollments ends on one date, someone or something ended them in a batch:
they are all sent as ToBeDeleted, and vendors see the students as deleted, or simply as gone. The share is the
setting mass_end_share (10 % by default; a share needs at least three enrollments, a number is used as it is).
Dates within 7 days of the calendar's end are ST005's. One finding a calendar, naming the date with most.
*/
SELECT
    c.calendarID,
    c.schoolID,
    c.calendarName AS calendar,
    ended.enrollments,
    enrolled.enrollments AS "all",
    round(100.0 * ended.enrollments / enrolled.enrollments, 1) AS percent,
    ended.endDate
FROM year_calendar c
JOIN (
    SELECT calendarID, count(*) AS enrollments
    FROM enrollment_criteria
    WHERE syncs OR ends
    GROUP BY calendarID
) enrolled ON enrolled.calendarID = c.calendarID
JOIN (
    SELECT
        e.calendarID,
        e.endDate,
        count(*) AS enrollments,
        row_number() OVER (PARTITION BY e.calendarID ORDER BY count(*) DESC, e.endDate DESC) AS place
    FROM enrollment_criteria e
    JOIN year_calendar k ON k.calendarID = e.calendarID
    WHERE e.ends
      AND (k.endDate IS NULL OR e.endDate NOT BETWEEN k.endDate - 7 AND k.endDate + 7)
    GROUP BY e.calendarID, e.endDate
) ended ON ended.calendarID = c.calendarID AND ended.place = 1
CROSS JOIN settings t
WHERE ended.enrollments > t.mass_end_number
   OR (ended.enrollments >= 3 AND ended.enrollments > t.mass_end_share * enrolled.enrollments)
