/*
code = "TE012"
name = "incomplete-staff-history"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "section"
key = ["sectionID"]
message = "{calendar}: {rows} Section Staff History {rows:record|records} of section {section} {rows:has|have} no type or no assignment"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: enter the type and the assignment"
owner = "staff records"
article = "Teachers: Section Staff History"
of = "live_section WHERE not_excluded AND is_active"

A row without its type is not sent; one without its district assignment is half entered. One finding a
section. Rows that have ended are left out. In a source without the assignment's column only the type is
tested.
*/
SELECT s.sectionID, s.schoolID, s.calendarID, s.calendarName AS calendar, s.sectionName AS section, count(*) AS "rows"
FROM live_section s
JOIN staff_history_criteria h ON h.sectionID = s.sectionID AND h.not_ended
WHERE s.not_excluded AND s.is_active
  AND (
      h.staffType IS NULL
      OR (
          h.assignmentID IS NULL
          AND EXISTS (
              SELECT 1 FROM source_column c
              WHERE c.table_name = 'SectionStaffHistory' AND c.column_name = 'assignmentID' AND c.present
          )
      )
  )
GROUP BY s.sectionID, s.schoolID, s.calendarID, s.calendarName, s.sectionName
