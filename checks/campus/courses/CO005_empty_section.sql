/*
code = "CO005"
name = "empty-section"
severity = "info"
effect = "risk"
entity = "section"
key = ["sectionID"]
oneroster = ["1.1", "1.2"]
message = "{calendar}: section {section} has no student"
fix = "Scheduling & Courses > Courses > Sections > Section Information: delete the section, or load its roster"
article = "Courses/Sections"
of = "live_section WHERE not_excluded AND is_active"

A live section without any roster row that has not ended arrives as an empty class. Where a whole
calendar has no roster row SC006 says it.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section
FROM live_section s
WHERE s.not_excluded AND s.is_active
  AND NOT EXISTS (SELECT 1 FROM section_students n WHERE n.sectionID = s.sectionID)
  AND EXISTS (SELECT 1 FROM section_students n JOIN live_section o ON o.sectionID = n.sectionID WHERE o.calendarID = s.calendarID)
