/*
code = "TE012"
name = "incomplete-staff-history"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "section"
key = ["sectionID"]
message = "{calendar}: rows in the staff history of section {section} lack a type or an assignment (rows: {rows})"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: enter the type and the assignment"
owner = "staff records"
article = "Teachers: Section Staff History"
of = "live_section WHERE not_excluded AND is_active"

A row without its type is sent as nobody's; one without its district assignment is half entered. One
finding a section, whatever its rows lack. Rows that have ended are left out. A source without the
assignment's column is asked for the type alone.
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
