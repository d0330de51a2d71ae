/*
code = "RO007"
name = "roster-dates-from-last-year"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "roster"
key = ["rosterID"]
message = "Roster record {rosterID} of {who} in {section} starts on {startDate}, before the school year opens on {windowStart}"
fix = "Scheduling & Courses > Walk-In Scheduler: in the student's schedule, correct the section's dates to this school year, or clear them"
owner = "scheduler"
article = "Students: Schedule"
of = "roster_criteria WHERE section_syncs AND student_syncs"

A start before the school year's window was rolled forward from last year with the schedule. Vendors
that use the dates may take the row for an old one. Reversed dates are RO001's. Where the row starts
within its section's terms, it is the window that opens too late (YR006); rows of students who do not
sync are left out.
*/
SELECT r.rosterID, r.personID, coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS who, r.schoolID, r.calendarID, s.sectionName AS section, r.startDate, y.windowStart
FROM roster_criteria r
JOIN live_section s ON s.sectionID = r.sectionID
JOIN section_dates d ON d.sectionID = r.sectionID
CROSS JOIN judged_year y
LEFT JOIN person_label l ON l.personID = r.personID
WHERE r.section_syncs AND r.student_syncs
  AND r.startDate < y.windowStart
  AND r.startDate < coalesce(d.termStart, y.windowStart)
  AND NOT coalesce(r.startDate > r.endDate, FALSE)
