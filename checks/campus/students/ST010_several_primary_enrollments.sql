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
SELECT e.personID, coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who, e.schoolID, e.calendarID, e.enrollments
FROM (
    SELECT personID, min(schoolID) AS schoolID, min(calendarID) AS calendarID, count(*) AS enrollments
    FROM enrollment_criteria
    WHERE personID IS NOT NULL
      AND syncs AND serviceType = 'P'
    GROUP BY personID
    HAVING count(*) > 1
) e
LEFT JOIN person_label l ON l.personID = e.personID
