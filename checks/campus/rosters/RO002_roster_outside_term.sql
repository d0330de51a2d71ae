/*
code = "RO002"
name = "roster-outside-term"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "roster"
key = ["rosterID"]
message = "Roster record {rosterID} of {who} in {section} ({startDate} to {endDate}) lies outside the terms ({termStart} to {termEnd})"
fix = "Scheduling & Courses > Walk-In Scheduler: in the student's schedule, move the section's dates into its terms, or clear them"
owner = "scheduler"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs AND student_syncs"

A roster record's own dates should lie inside the terms of its section. Reversed dates are RO001's, a start
before the school year RO007's; sections in a term that SC005 doubts are left out, as are rows of
students who do not sync. A row that is over before the terms begin is a class dropped in time, and as
it should be; one that ended before the school year began has last year's date.
*/
SELECT
    r.rosterID,
    r.personID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who,
    r.schoolID,
    r.calendarID,
    s.sectionName AS section,
    coalesce(CAST(r.startDate AS VARCHAR), 'open') AS startDate,
    coalesce(CAST(r.endDate AS VARCHAR), 'open') AS endDate,
    d.termStart,
    d.termEnd
FROM roster_criteria r
JOIN live_section s ON s.sectionID = r.sectionID
JOIN section_dates d ON d.sectionID = r.sectionID AND NOT d.in_doubt
CROSS JOIN judged_year y
CROSS JOIN settings t
LEFT JOIN person_label l ON l.personID = r.personID
WHERE r.section_syncs AND r.student_syncs
  -- Most rows have no dates of their own, and need no look at their terms.
  AND (r.startDate IS NOT NULL OR r.endDate IS NOT NULL)
  AND (r.startDate < d.termStart OR r.startDate > d.termEnd OR r.endDate > d.termEnd OR r.endDate < d.termStart)
  AND NOT coalesce(r.endDate < d.termStart AND r.endDate < t.as_of AND r.endDate >= y.windowStart, FALSE)
  AND NOT coalesce(r.startDate > r.endDate, FALSE)
  AND NOT coalesce(r.startDate < y.windowStart AND r.startDate < d.termStart, FALSE)
