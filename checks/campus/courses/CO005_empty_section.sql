/*
code = "CO005"
name = "empty-section"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "section"
key = ["sectionID"]
message = "{calendar}: section {section} has no student"
fix = "Scheduling & Courses > Courses > Sections > Section Information: delete the section, or load its roster"
owner = "scheduler"
article = "Courses/Sections"
judges = ["class.student"]
of = "live_section WHERE not_excluded AND is_active"

A live section without any live roster record arrives as an empty class. A record is live if it has not ended,
or lasted to the end of the section's terms or of the calendar. Where students are enrolled in a calendar and
nobody has a seat in it, SC006 or SC007 reports it.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section
FROM live_section s
WHERE s.not_excluded AND s.is_active
  AND NOT EXISTS (SELECT 1 FROM section_students n WHERE n.sectionID = s.sectionID)
  AND (
      EXISTS (
          SELECT 1 FROM section_students n JOIN live_section o ON o.sectionID = n.sectionID WHERE o.calendarID = s.calendarID
      )
      OR NOT EXISTS (
          SELECT 1 FROM enrollment_criteria e
          WHERE e.calendarID = s.calendarID AND e.syncs
      )
  )
