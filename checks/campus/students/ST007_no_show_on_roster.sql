/*
code = "ST007"
name = "no-show-on-roster"
severity = "warning"
effect = "missing"
entity = "enrollment"
key = ["enrollmentID"]
oneroster = ["1.1", "1.2"]
message = "Enrollment {enrollmentID} of {who} is marked No Show, but {rows}"
fix = "Student Information > General > Enrollments: clear No Show if the student has come, or end the schedule"
article = "Students: Enrollments"
of = "enrollment_criteria"

A No Show is not sent. With open roster rows the student has perhaps come after all, or still takes a
seat in every class. A row is open until its end date, or until the end of its section's terms where it
has none. Silent where another enrollment of the student in the same calendar syncs: the rows belong
to that one; and where a mark further up hides the enrollment anyway (EX001).
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
WHERE NOT e.not_no_show
  AND e.ancestors_not_excluded
  AND NOT EXISTS (
      SELECT 1 FROM enrollment_criteria o
      WHERE o.personID = e.personID AND o.calendarID = e.calendarID
        AND o.in_school_year AND o.not_ended AND o.not_no_show AND o.not_excluded
  )
