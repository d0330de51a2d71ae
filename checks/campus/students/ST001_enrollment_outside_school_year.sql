/*
code = "ST001"
name = "enrollment-outside-school-year"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "enrollment"
key = ["enrollmentID"]
message = "Enrollment {enrollmentID} of {who} ({startDate} to {endDate}) is outside the school year"
fix = "Student Information > General > Enrollments: correct the dates, or the school year's"
owner = "registrar"
action = "correct enrollment dates"
article = "Students: Enrollments"
of = "enrollment_criteria WHERE has_calendar AND not_no_show AND not_excluded"

An enrollment is sent where its dates fall within the active year. One in a calendar of the year is not sent
where its dates are outside the school year (window_rule: they must overlap it, or lie inside it). No-shows
and excluded enrollments are not sent anyway. Silent where the year's own dates are reversed (YR005).
*/
SELECT
    e.enrollmentID,
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    e.schoolID,
    e.calendarID,
    coalesce(CAST(e.startDate AS VARCHAR), 'open') AS startDate,
    coalesce(CAST(e.endDate AS VARCHAR), 'open') AS endDate
FROM enrollment_criteria e
CROSS JOIN judged_year y
LEFT JOIN person_label l ON l.personID = e.personID
WHERE e.has_calendar AND NOT e.in_school_year AND e.not_no_show AND e.not_excluded AND NOT y.reversed
