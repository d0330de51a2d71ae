/*
code = "ST007"
name = "no-show-on-roster"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "enrollment"
key = ["enrollmentID"]
message = "Enrollment {enrollmentID} of {who} is marked No Show, but {rows}"
fix = "Student Information > General > Enrollments: clear No Show if the student has come, or end the schedule"
owner = "registrar"
action = "clear No Show"
article = "Students: Enrollments"
of = "enrollment_criteria"

A No Show is not sent. With open roster records the student has perhaps come after all, or still takes a
seat in every class. A row is open until its end date, or until the end of its section's terms where it
has none. Silent where another enrollment of the student in the same calendar syncs: the rows belong
to that one; and where a mark further up hides the enrollment anyway (EX001). Where the student syncs
through an enrollment elsewhere and roster_rule is any, the student stays in these classes, which is wrong.
*/
SELECT
    e.enrollmentID,
    e.personID,
    coalesce(l.asStudent, 'person ' || CAST(e.personID AS VARCHAR)) AS who,
    e.schoolID,
    e.calendarID,
    CASE r.rosters WHEN 1 THEN '1 roster record is open' ELSE CAST(r.rosters AS VARCHAR) || ' roster records are open' END AS "rows",
    -- The student syncs elsewhere, and the classes here go along.
    CASE
        WHEN t.roster_rule = 'any' AND EXISTS (SELECT 1 FROM enrollment_criteria o WHERE o.personID = e.personID AND o.syncs) THEN 'wrong'
        ELSE 'missing'
    END AS effect
FROM enrollment_criteria e
CROSS JOIN settings t
JOIN scheduled_student r ON r.personID = e.personID AND r.calendarID = e.calendarID AND r.rosters > 0
LEFT JOIN person_label l ON l.personID = e.personID
WHERE NOT e.not_no_show
  AND e.ancestors_not_excluded
  AND NOT EXISTS (
      SELECT 1 FROM enrollment_criteria o
      WHERE o.personID = e.personID AND o.calendarID = e.calendarID
        AND o.syncs
  )
