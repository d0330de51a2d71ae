/*
code = "SC005"
name = "bad-term-dates"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "term"
key = ["termID"]
message = "{calendar}: the term {term} {problem}"
fix = "System Administration > Calendar > Terms: correct the dates"
owner = "scheduler"
article = "Important Considerations"
of = "(SELECT DISTINCT p.termID, s.schoolID FROM section_term p JOIN live_section s ON s.sectionID = p.sectionID WHERE s.not_excluded) used"

Terms become OneRoster's academic sessions, and where a roster record has no dates of its own the
terms' dates are sent. Tested for the terms in which a live section meets: a blank date, an end
before the start, dates outside the calendar.
*/
SELECT
    t.termID,
    c.schoolID,
    c.calendarID,
    c.calendarName AS calendar,
    coalesce(t.name, CAST(t.termID AS VARCHAR)) AS term,
    CASE
        WHEN t.startDate IS NULL OR t.endDate IS NULL THEN 'lacks a date'
        WHEN t.startDate > t.endDate THEN 'ends before it starts'
        ELSE 'lies outside its calendar'
    END AS problem
FROM Term t
JOIN TermSchedule ts ON ts.termScheduleID = t.termScheduleID
JOIN year_structure st ON st.structureID = ts.structureID
JOIN year_calendar c ON c.calendarID = st.calendarID
WHERE st.not_excluded
  AND t.termID IN (
      SELECT p.termID FROM section_term p JOIN live_section s ON s.sectionID = p.sectionID WHERE s.not_excluded
  )
  AND (
      t.startDate IS NULL
      OR t.endDate IS NULL
      OR t.startDate > t.endDate
      OR t.startDate < c.startDate
      OR t.endDate > c.endDate
  )
