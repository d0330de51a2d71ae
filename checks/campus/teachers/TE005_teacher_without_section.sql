/*
code = "TE005"
name = "teacher-without-section"
severity = "warning"
effect = "wrong"
entity = "teacher"
key = ["personID"]
oneroster = ["1.1", "1.2"]
message = "{who} has a teacher's district assignment, but no live section"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History, or Teacher Schedule to verify"
article = "Teachers: Section Staff History"
of = "person_criteria WHERE role = 'teacher' AND wanted"

A teacher must be associated with a section by the Section Staff History to be in a class. New hires and
itinerant teachers often have none yet. A row P or T that has not ended, in a live section, is enough,
and so is one in a section whose terms are over; rows of last year are not. Rows that do not meet the
school year are TE007's, rows in a trial that waits to be made active SC001's and SC003's. Asked of
teachers with an assignment at a school that has live sections: where a school has none, YR009, YR010,
SC001 or SC006 says why. A section that has lost its course or its trial is DA001's or DA003's.
*/
SELECT p.personID, coalesce(l.asStaff, 'person ' || CAST(p.personID AS VARCHAR)) AS who, p.schoolID
FROM person_criteria p
LEFT JOIN person_label l ON l.personID = p.personID
JOIN (
    SELECT DISTINCT a.personID
    FROM assignment_criteria a
    WHERE a.in_school_year AND a.not_ended AND a.has_teacher_role AND a.not_excluded
      AND a.schoolID IN (SELECT s.schoolID FROM live_section s)
) good ON good.personID = p.personID
WHERE p.role = 'teacher'
  AND NOT EXISTS (
      SELECT 1
      FROM staff_history_criteria h
      LEFT JOIN finished_section f ON f.sectionID = h.sectionID
      WHERE h.personID = p.personID
        AND h.is_teacher_row
        AND (h.not_ended OR NOT h.in_school_year OR f.sectionID IS NOT NULL)
  )
  AND NOT EXISTS (
      SELECT 1
      FROM SectionStaffHistory h
      JOIN waiting_section w ON w.sectionID = h.sectionID
      WHERE h.personID = p.personID AND upper(h.staffType) IN ('P', 'T')
  )
  AND NOT EXISTS (
      SELECT 1
      FROM SectionStaffHistory h
      JOIN Section l ON l.sectionID = h.sectionID
      WHERE h.personID = p.personID
        AND upper(h.staffType) IN ('P', 'T')
        AND (l.courseID IS NULL OR l.trialID IS NULL)
  )
