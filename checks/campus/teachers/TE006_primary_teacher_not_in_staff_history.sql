/*
code = "TE006"
name = "primary-teacher-not-in-staff-history"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "section"
key = ["sectionID"]
message = "{calendar}: the primary teacher of section {section} is not listed as Primary Teacher in its Section Staff History"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: add the primary teacher"
owner = "staff records"
article = "Teachers: Section Staff History"
of = "live_section WHERE not_excluded AND is_active"
needs = ["Section.teacherPersonID"]

The API reads the Section Staff History. A section whose own primary teacher has no P row there is sent
without that teacher, or with that teacher as a mere Teacher (T), although every screen shows the
name. A P row that has ended or is outside the school year is TE007's to TE009's, one without its person
DA003's.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section
FROM live_section s
JOIN Section own ON own.sectionID = s.sectionID AND own.teacherPersonID IS NOT NULL
WHERE s.not_excluded AND s.is_active
  AND NOT EXISTS (
      SELECT 1 FROM staff_history_criteria h
      WHERE h.sectionID = s.sectionID AND h.personID = own.teacherPersonID AND h.staffType = 'P'
  )
  AND NOT EXISTS (SELECT 1 FROM nameless_teaching n WHERE n.sectionID = s.sectionID AND n.staffType = 'P')
