/*
code = "RO003"
name = "roster-without-enrollment"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "roster"
key = ["rosterID"]
message = "Roster record {rosterID} of {who} in {section}: the student has no enrollment in that calendar"
fix = "Student Information > General > Enrollments: enroll the student in the calendar; or Scheduling & Courses > Walk-In Scheduler: end the student's schedule"
owner = "registrar"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs"

A student in a class of a calendar needs an enrollment there. Without any, not even an ended one or a
no-show, the student does not arrive, or arrives without this school. Where the student syncs through an
enrollment elsewhere and roster_rule is any, the record is sent, and is wrong. Rows that have ended are left
out; a row without an end date ends with its section's terms. Silent where the enrollment is there but does
not name its calendar (DA003, DA001) or stands in another year's (ST002). An error where the reported rows are
at least five and reach the setting dangling_share of a calendar's open rows: then enrollments are missing,
not students.
*/
SELECT
    r.rosterID,
    r.personID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who,
    r.schoolID,
    r.calendarID,
    s.sectionName AS section,
    CASE WHEN r.student_syncs THEN 'wrong' ELSE 'missing' END AS effect,
    CASE
        WHEN count(*) OVER (PARTITION BY r.calendarID) >= 5
            AND count(*) OVER (PARTITION BY r.calendarID) >= coalesce(t.dangling_number, t.dangling_share * n.openRows)
        THEN 'error'
        ELSE 'warning'
    END AS severity
FROM roster_criteria r
CROSS JOIN settings t
JOIN live_section s ON s.sectionID = r.sectionID
JOIN (
    SELECT o.personID, o.calendarID
    FROM scheduled_student o
    WHERE NOT EXISTS (
        SELECT 1 FROM enrollment_criteria e WHERE e.personID = o.personID AND e.calendarID = o.calendarID
    )
) stray ON stray.personID = r.personID AND stray.calendarID = r.calendarID
JOIN (SELECT calendarID, sum(rosters) AS openRows FROM scheduled_student GROUP BY calendarID) n ON n.calendarID = r.calendarID
LEFT JOIN person_label l ON l.personID = r.personID
WHERE r.section_syncs
  AND r.is_open
  AND NOT EXISTS (
      SELECT 1
      FROM Enrollment n
      CROSS JOIN judged_year y
      LEFT JOIN Calendar c ON c.calendarID = n.calendarID
      WHERE n.personID = r.personID
        AND (n.calendarID IS NULL OR (n.endYear = y.endYear AND c.endYear <> y.endYear))
  )
