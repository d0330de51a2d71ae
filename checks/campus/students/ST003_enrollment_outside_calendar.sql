/*
code = "ST003"
name = "enrollment-outside-calendar"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "enrollment"
key = ["enrollmentID"]
message = "Enrollment {enrollmentID} of {who} ({startDate} to {endDate}) reaches beyond its calendar ({calendarStart} to {calendarEnd})"
fix = "Student Information > General > Enrollments: correct the dates, or the calendar's"
owner = "registrar"
article = "Students: Enrollments"
of = "enrollment_criteria WHERE syncs OR ends"

An enrollment that starts before its calendar or ends after it was mistyped or wrongly rolled forward. It is
sent all the same; some vendors use the dates. Enrollments outside the school year are ST001's, those that
have ended within 7 days after the calendar ST005's. One that has ended before its calendar begins is a
student who withdrew before school opened, whatever its start: it is sent as ToBeDeleted (vendors see it as
deleted, or simply as gone), as it should be. A calendar that ends before it starts is not used: its terms lie
outside it (SC005).
*/
SELECT
    e.enrollmentID,
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    e.schoolID,
    e.calendarID,
    coalesce(CAST(e.startDate AS VARCHAR), 'open') AS startDate,
    coalesce(CAST(e.endDate AS VARCHAR), 'open') AS endDate,
    c.startDate AS calendarStart,
    c.endDate AS calendarEnd
FROM enrollment_criteria e
JOIN year_calendar c ON c.calendarID = e.calendarID
LEFT JOIN person_label l ON l.personID = e.personID
WHERE (e.syncs OR e.ends)
  AND NOT coalesce(c.startDate > c.endDate, FALSE)
  AND (
      (e.startDate < c.startDate AND (e.not_ended OR e.endDate >= c.startDate))
      OR (e.endDate > c.endDate AND (e.not_ended OR e.endDate > c.endDate + 7))
  )
