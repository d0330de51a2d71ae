/*
code = "ST002"
name = "enrollment-year-mismatch"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "enrollment"
key = ["enrollmentID"]
message = "Enrollment {enrollmentID} of {who} says {enrollmentYear}, its calendar {calendarYear}"
fix = "Student Information > General > Enrollments: enroll the student in the calendar of the right year"
owner = "registrar"
article = "Students: Enrollments"
of = """(
    SELECT e.enrollmentID, c.schoolID
    FROM Enrollment e
    JOIN Calendar c ON c.calendarID = e.calendarID
    CROSS JOIN judged_year y
    CROSS JOIN settings t
    WHERE (c.endYear = y.endYear OR e.endYear = y.endYear)
      AND (NOT t.scoped OR c.schoolID IN (SELECT schoolID FROM scope_school))
) enrolled"""
needs = ["Enrollment.endYear"]

An enrollment's end year must be its calendar's: otherwise nobody can say to which year it belongs.
Enrollments of the active year are tested, be it by their own end year or by their calendar's. No-shows
and excluded enrollments are not sent anyway.
*/
SELECT
    e.enrollmentID,
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    c.schoolID,
    c.calendarID,
    e.endYear AS enrollmentYear,
    c.endYear AS calendarYear,
    -- One of another year's calendar is not sent at all.
    CASE WHEN c.endYear = y.endYear THEN 'wrong' ELSE 'missing' END AS effect
FROM Enrollment e
JOIN Calendar c ON c.calendarID = e.calendarID
LEFT JOIN School s ON s.schoolID = c.schoolID
LEFT JOIN enrollment_criteria k ON k.enrollmentID = e.enrollmentID
CROSS JOIN judged_year y
CROSS JOIN settings t
LEFT JOIN person_label l ON l.personID = e.personID
WHERE e.endYear <> c.endYear
  AND (c.endYear = y.endYear OR e.endYear = y.endYear)
  AND NOT coalesce(e.noShow, FALSE)
  AND coalesce(
      k.not_excluded,
      NOT coalesce(e.externalLMSExclude, FALSE)
          AND NOT coalesce(c.externalLMSExclude, FALSE)
          AND NOT coalesce(s.externalLMSExclude, FALSE)
  )
  AND (NOT t.scoped OR c.schoolID IN (SELECT schoolID FROM scope_school))
