/*
code = "RO003"
name = "roster-without-enrollment"
severity = "warning"
effect = "missing"
entity = "roster"
key = ["rosterID"]
oneroster = ["1.1", "1.2"]
message = "Roster row {rosterID} of {who} in {section}: the student has no enrollment in that calendar"
fix = "Scheduling & Courses > Walk-In Scheduler: the student's schedule, dates of the section"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs"

A student in a class of a calendar needs an enrollment there. Without any, not even an ended one or a
no-show, the student does not arrive, or arrives without this school. Rows that have ended are left out;
a row without an end date ends with its section's terms. Silent where the enrollment is there but does
not tell its calendar (DA003, DA001) or stands in another year's (ST002).
*/
SELECT
    r.rosterID,
    r.personID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who,
    r.schoolID,
    r.calendarID,
    s.sectionName AS section
FROM roster_criteria r
JOIN live_section s ON s.sectionID = r.sectionID
JOIN (
    SELECT o.personID, o.calendarID
    FROM scheduled_student o
    WHERE NOT EXISTS (
        SELECT 1 FROM enrollment_criteria e WHERE e.personID = o.personID AND e.calendarID = o.calendarID
    )
) stray ON stray.personID = r.personID AND stray.calendarID = r.calendarID
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
