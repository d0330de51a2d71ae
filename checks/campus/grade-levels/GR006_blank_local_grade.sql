/*
code = "GR006"
name = "blank-local-grade"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "enrollment"
key = ["enrollmentID"]
oneroster = ["1.2"]
message = "Enrollment {enrollmentID} of {who} has no grade"
fix = "Student Information > General > Enrollments: enter the grade"
owner = "registrar"
article = "Grade Level Mappings"
judges = ["student.grade"]
of = "enrollment_criteria WHERE syncs"

[[skip]]
when = "SELECT NOT local_grades FROM settings"
reason = "local grades are not sent (setting local_grades)"

With Use Local Grades for OneRoster 1.2 the enrollment's own grade is sent; a blank one arrives blank.
Only enrollments that would sync.
*/
SELECT
    e.enrollmentID,
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    e.schoolID,
    e.calendarID
FROM enrollment_criteria e
LEFT JOIN person_label l ON l.personID = e.personID
WHERE e.syncs
  AND e.grade IS NULL
