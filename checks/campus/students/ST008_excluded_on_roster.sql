/*
code = "ST008"
name = "excluded-on-roster"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "enrollment"
key = ["enrollmentID"]
message = "Enrollment {enrollmentID} of {who} is marked External LMS Exclude, but {rows}"
fix = "Student Information > General > Enrollments: clear External LMS Exclude, if the student is to be sent"
owner = "registrar"
action = "clear External LMS Exclude on enrollments"
article = "Students: Enrollments"
of = "enrollment_criteria WHERE not_no_show"
needs = ["Enrollment.externalLMSExclude"]

An enrollment that is itself marked External LMS Exclude is not sent; with open roster records the student
is missing from those classes, perhaps on purpose. A row is open until its end date, or until the end of
its section's terms where it has none. Marks on a grade level, a structure, a calendar or a school are
EX001's, also for enrollments that are marked themselves, and no-shows are ST007's. Silent where another
enrollment of the student in the same calendar syncs. Where the student syncs through an enrollment elsewhere
and roster_rule is any, the student stays in these classes, which is wrong.
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
WHERE e.is_marked AND e.ancestors_not_excluded AND e.not_no_show
  AND NOT EXISTS (
      SELECT 1 FROM enrollment_criteria o
      WHERE o.personID = e.personID AND o.calendarID = e.calendarID
        AND o.syncs
  )
