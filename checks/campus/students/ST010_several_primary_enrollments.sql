/*
code = "ST010"
name = "several-primary-enrollments"
severity = "info"
effect = "risk"
entity = "student"
key = ["personID"]
oneroster = ["1.2"]
message = "{who} has {enrollments} primary enrollments that sync"
fix = "Student Information > General > Enrollments: make all but one a partial enrollment (S)"
article = "Students: Enrollments"
of = "person_criteria WHERE role = 'student' AND wanted"
needs = ["Enrollment.serviceType"]

OneRoster 1.2 tells primary from secondary roles by the enrollment's service type; of several primary
ones the earliest is reported as primary. Worth knowing.
*/
SELECT e.personID, coalesce(max(l.asStudent), 'person ' || CAST(e.personID AS VARCHAR)) AS who, min(e.schoolID) AS schoolID, min(e.calendarID) AS calendarID, count(*) AS enrollments
FROM enrollment_criteria e
LEFT JOIN person_label l ON l.personID = e.personID
WHERE e.personID IS NOT NULL
  AND e.in_school_year AND e.not_ended AND e.not_no_show AND e.not_excluded AND e.serviceType = 'P'
GROUP BY e.personID
HAVING count(*) > 1
