/*
code = "ST009"
name = "inactive-enrollment"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "enrollment"
key = ["enrollmentID"]
message = "Enrollment {enrollmentID} of {who} is not active, although its dates are live"
fix = "Student Information > General > Enrollments: mark the enrollment active, or end it"
owner = "registrar"
article = "Students: Enrollments"
of = "enrollment_criteria WHERE syncs"
needs = ["Enrollment.active"]

[[skip]]
when = "SELECT NOT coalesce(bool_or(active IS NOT NULL), FALSE) FROM Enrollment"
reason = "no enrollment has a value in Enrollment.active"

The article does not name the enrollment's own active flag, so it holds nobody back here; but an enrollment
that would sync and is not active is contradictory.
*/
SELECT e.enrollmentID, e.personID, coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who, e.schoolID, e.calendarID
FROM enrollment_criteria e
JOIN Enrollment own ON own.enrollmentID = e.enrollmentID AND NOT coalesce(own.active, FALSE)
LEFT JOIN person_label l ON l.personID = e.personID
WHERE e.syncs
