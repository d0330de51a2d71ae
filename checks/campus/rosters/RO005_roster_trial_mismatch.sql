/*
code = "RO005"
name = "roster-trial-mismatch"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "roster"
key = ["rosterID"]
message = "Roster record {rosterID} of {who} in {section} belongs to another trial than its section{problem}"
fix = "Scheduling & Courses > Walk-In Scheduler: remove the section from the student's schedule and add it again; or move the section back to the active trial"
owner = "scheduler"
action = "move sections to the active trial"
article = "Students: Schedule"
of = "roster_criteria WHERE student_syncs"
needs = ["Roster.trialID"]

A roster record's trial must be its section's. Where they differ, one of the two was moved between
schedules, and who is in the class depends on which one is read. Tested are rows of students who sync, in
either direction: a row of another trial in a section that syncs; and an open row of an active trial whose
section is in an inactive trial or belongs to another year, so that the student loses the class.
*/
SELECT
    r.rosterID,
    r.personID,
    r.sectionID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who,
    r.schoolID,
    r.calendarID,
    coalesce(s.sectionName, 'section ' || CAST(r.sectionID AS VARCHAR)) AS section,
    coalesce(CASE WHEN NOT r.section_syncs THEN ', which is not in the schedule in use' END, '') AS problem
FROM roster_criteria r
LEFT JOIN section_criteria s ON s.sectionID = r.sectionID
LEFT JOIN section_cause c ON c.sectionID = r.sectionID
JOIN Roster record ON record.rosterID = r.rosterID
LEFT JOIN Trial own ON own.trialID = record.trialID
JOIN Section known ON known.sectionID = r.sectionID
LEFT JOIN person_label l ON l.personID = r.personID
WHERE r.student_syncs
  AND NOT r.trial_matches
  AND (
      r.section_syncs
      -- An inactive trial, or a section of another year; a section that is not there is DA004's.
      OR (r.is_open AND own.active AND (s.sectionID IS NULL OR c.code = 'RO005'))
  )
