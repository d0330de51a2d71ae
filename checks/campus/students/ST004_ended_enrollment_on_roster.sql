/*
code = "ST004"
name = "ended-enrollment-on-roster"
since = "0.1.0"
severity = "error"
effect = "deleted"
entity = "enrollment"
key = ["enrollmentID"]
message = "Enrollment {enrollmentID} of {who} ended on {endDate}, but {rows}"
fix = "Student Information > General > Enrollments: correct the end date, or end the roster records"
owner = "registrar"
action = "correct enrollment end dates"
article = "Students: Enrollments"
of = "enrollment_criteria WHERE syncs OR ends"

A student whose enrollment has ended is sent as ToBeDeleted: vendors see such a student as deleted, or
simply as gone. If roster records of that calendar are still open, the end date is perhaps a mistake, or the
schedule was not ended with it. A row is open until its end date, or until the end of its section's terms
where it has none. An enrollment that ends on the calendar's end date has not ended. Silent where another
enrollment of the student syncs. If several have ended in one calendar, the last is reported. A withdrawal
with ended roster records is intended, and not reported.
*/
SELECT
    e.enrollmentID,
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    e.schoolID,
    e.calendarID,
    e.endDate,
    CASE r.rosters WHEN 1 THEN '1 roster record is still open' ELSE CAST(r.rosters AS VARCHAR) || ' roster records are still open' END AS "rows"
FROM enrollment_criteria e
JOIN person_criteria p ON p.personID = e.personID AND p.role = 'student' AND NOT p.wanted
JOIN scheduled_student r ON r.personID = e.personID AND r.calendarID = e.calendarID AND r.rosters > 0
LEFT JOIN person_label l ON l.personID = e.personID
WHERE e.ends
  AND NOT EXISTS (
      SELECT 1 FROM enrollment_criteria o
      WHERE o.personID = e.personID AND o.calendarID = e.calendarID
        AND o.ends
        AND (o.endDate > e.endDate OR (o.endDate = e.endDate AND o.enrollmentID > e.enrollmentID))
  )
