/*
code = "RO005"
name = "roster-trial-mismatch"
severity = "error"
effect = "wrong"
entity = "roster"
key = ["rosterID"]
oneroster = ["1.1", "1.2"]
message = "Roster row {rosterID} of {who} in {section} belongs to another trial than its section"
fix = "Scheduling & Courses > Walk-In Scheduler: the student's schedule, dates of the section"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs AND student_syncs"
needs = ["Roster.trialID"]

A roster row's trial must be its section's. Where they differ, one of the two was moved between
schedules, and who is in the class depends on which one is read. Tested are the rows of sections and
students that sync.
*/
SELECT r.rosterID, r.personID, coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who, r.schoolID, r.calendarID, s.sectionName AS section
FROM roster_criteria r
JOIN live_section s ON s.sectionID = r.sectionID
LEFT JOIN person_label l ON l.personID = r.personID
WHERE r.section_syncs AND r.student_syncs AND NOT r.trial_matches
