/*
code = "SC004"
name = "unplaced-section"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "section"
key = ["sectionID"]
message = "{calendar}: section {section} has no term and period (teachers: {teachers})"
fix = "Scheduling & Courses > Courses > Sections > Schedule Placement: place the section, or delete it"
owner = "scheduler"
action = "place sections in terms"
article = "Important Considerations"
of = "live_section WHERE not_excluded AND is_active"

A class is sent with its terms. A live section without a placement in a term and period of its own trial has
none, so it does not arrive or belongs to no session. Excluded and inactive sections are left out. In a source
without periods only the term is tested. A placement in a term of another schedule structure is SC010's; one
that names no term is DA001's or DA003's, and one whose term is not there DA004's. The message counts the
teachers who lose the section with it.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section, m.teachers
FROM live_section s
JOIN section_members m ON m.sectionID = s.sectionID
WHERE s.not_excluded
  AND s.is_active
  AND NOT EXISTS (SELECT 1 FROM section_placed p WHERE p.sectionID = s.sectionID)
