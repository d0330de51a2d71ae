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
no-show, the student does not arrive, or arrives without this school. Rows that have ended are left
out.
*/
SELECT r.rosterID, r.personID, coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who, r.schoolID, r.calendarID, s.sectionName AS section
FROM (
    SELECT k.personID, k.calendarID
    FROM scheduled_student k
    WHERE k.rosters > 0
      AND NOT EXISTS (SELECT 1 FROM enrollment_criteria e WHERE e.personID = k.personID AND e.calendarID = k.calendarID)
) stray
JOIN roster_criteria r ON r.personID = stray.personID AND r.calendarID = stray.calendarID
JOIN live_section s ON s.sectionID = r.sectionID
LEFT JOIN person_label l ON l.personID = r.personID
WHERE r.section_syncs AND r.is_open
