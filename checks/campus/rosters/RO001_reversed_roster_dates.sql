/*
code = "RO001"
name = "reversed-roster-dates"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "roster"
key = ["rosterID"]
message = "Roster record {rosterID} of {who} in {section} starts on {startDate}, after it ends on {endDate}"
fix = "Scheduling & Courses > Walk-In Scheduler: in the student's schedule, correct the section's dates, so that it starts before it ends"
owner = "scheduler"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs AND student_syncs"

Roster dates are made available as they are; vendors that use them drop a student whose row ends before
it starts. Both dates must be given: a blank one means the section's terms. Rows of students who do not
sync are left out.
*/
SELECT r.rosterID, r.personID, coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who, r.schoolID, r.calendarID, s.sectionName AS section, r.startDate, r.endDate
FROM roster_criteria r
JOIN live_section s ON s.sectionID = r.sectionID
LEFT JOIN person_label l ON l.personID = r.personID
WHERE r.section_syncs AND r.student_syncs AND r.startDate > r.endDate
