/*
code = "ST008"
name = "excluded-on-roster"
severity = "warning"
effect = "missing"
entity = "enrollment"
key = ["enrollmentID"]
oneroster = ["1.1", "1.2"]
message = "Enrollment {enrollmentID} of {who} is marked External LMS Exclude, but {rows}"
fix = "Student Information > General > Enrollments: clear External LMS Exclude, if the student is to be sent"
article = "Students: Enrollments"
of = "enrollment_criteria WHERE not_no_show"
needs = ["Enrollment.externalLMSExclude"]

An enrollment that is itself marked External LMS Exclude is not sent; with open roster rows the student
is missing from those classes, perhaps on purpose. A row is open until its end date, or until the end of
its section's terms where it has none. Marks on a grade level, a structure, a calendar or a school are
EX001's, also for enrollments that are marked themselves, and no-shows are ST007's. Silent where another
enrollment of the student in the same calendar syncs.
*/
SELECT
    e.enrollmentID,
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    e.schoolID,
    e.calendarID,
    CASE r.rosters WHEN 1 THEN '1 roster row is open' ELSE CAST(r.rosters AS VARCHAR) || ' roster rows are open' END AS "rows"
FROM enrollment_criteria e
JOIN scheduled_student r ON r.personID = e.personID AND r.calendarID = e.calendarID AND r.rosters > 0
LEFT JOIN person_label l ON l.personID = e.personID
WHERE e.is_marked AND e.ancestors_not_excluded AND e.not_no_show
  AND NOT EXISTS (
      SELECT 1 FROM enrollment_criteria o
      WHERE o.personID = e.personID AND o.calendarID = e.calendarID
        AND o.in_school_year AND o.not_ended AND o.not_no_show AND o.not_excluded
  )
