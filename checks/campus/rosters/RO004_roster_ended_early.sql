/*
code = "RO004"
name = "roster-ended-early"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "roster"
key = ["rosterID"]
message = "Roster record {rosterID} of {who} in {section} ends on {endDate}, the terms on {termEnd}"
fix = "Scheduling & Courses > Walk-In Scheduler: in the student's schedule, clear the section's end date, unless the student dropped the class"
owner = "scheduler"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs AND student_syncs"

A row that ends before its terms while the student stays enrolled is a dropped class, which is normal,
or an end date by mistake. Worth a look where there are many. Silent where another row of the student
in the section runs on. Rows outside the terms are RO002's; sections in a term that SC005 doubts are
left out, as are students who do not sync.
*/
SELECT r.rosterID, r.personID, coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who, r.schoolID, r.calendarID, s.sectionName AS section, r.endDate, d.termEnd
FROM roster_criteria r
JOIN live_section s ON s.sectionID = r.sectionID
JOIN section_dates d ON d.sectionID = r.sectionID AND NOT d.in_doubt
LEFT JOIN person_label l ON l.personID = r.personID
WHERE r.section_syncs
  AND r.endDate < d.termEnd
  AND r.endDate >= d.termStart
  AND NOT coalesce(r.startDate > r.endDate, FALSE)
  AND EXISTS (
      SELECT 1 FROM enrollment_criteria e
      WHERE e.personID = r.personID AND e.calendarID = r.calendarID
        AND e.syncs
        AND (e.endDate IS NULL OR e.endDate > r.endDate)
  )
  AND NOT EXISTS (
      SELECT 1 FROM dated_roster o
      WHERE o.personID = r.personID AND o.sectionID = r.sectionID
        AND o.effectiveEnd > r.endDate
  )
