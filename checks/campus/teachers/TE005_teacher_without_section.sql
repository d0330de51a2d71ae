/*
code = "TE005"
name = "teacher-without-section"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "teacher"
key = ["personID"]
message = "{who} has a teacher's district assignment, but no live section"
fix = "Scheduling & Courses > Courses > Sections > Section Staff History: add the teacher to the sections that they teach"
owner = "staff records"
article = "Teachers: Section Staff History"
judges = ["teacher.class"]
of = "person_criteria WHERE role = 'teacher' AND wanted"

A teacher must be listed in a section's Section Staff History to be in a class. New hires and
itinerant teachers often have none yet. A P or T row that has not ended, in a class that will be sent, is
enough, and so is one in a class whose terms are over; rows of last year are not. Silent where another
check names the teacher's section, its course, its schedule structure or what is above it, and so counts
its teachers (CO001, CO002, CO004, CO008, EX001, SC001, SC004, SC009, SC010, RO005, DA003, DA004); where the
rows are outside the school year (TE007); and where the section is in a trial that waits to be made active
(SC003). Tested are teachers with an assignment at a school that has live sections: where a school has none,
YR009, YR010, SC001 or SC006 says why.
*/
SELECT p.personID, coalesce(l.asStaff, 'person ' || CAST(p.personID AS VARCHAR)) AS who, p.schoolID
FROM person_criteria p
LEFT JOIN person_label l ON l.personID = p.personID
JOIN (
    SELECT DISTINCT a.personID
    FROM assignment_criteria a
    WHERE a.syncs_as_teacher
      AND a.schoolID IN (SELECT s.schoolID FROM live_section s)
) good ON good.personID = p.personID
WHERE p.role = 'teacher'
  AND NOT EXISTS (
      SELECT 1
      FROM staff_history_criteria h
      LEFT JOIN section_criteria s ON s.sectionID = h.sectionID
      LEFT JOIN section_cause c ON c.sectionID = h.sectionID
      LEFT JOIN finished_section f ON f.sectionID = h.sectionID
      WHERE h.personID = p.personID
        AND h.is_teacher_row
        AND (
            (s.syncs AND (h.not_ended OR NOT h.in_school_year OR f.sectionID IS NOT NULL))
            OR c.code IS NOT NULL
            -- A section that is not there (DA004).
            OR (s.sectionID IS NULL AND h.not_ended)
        )
  )
  AND NOT EXISTS (
      SELECT 1
      FROM SectionStaffHistory h
      JOIN waiting_section w ON w.sectionID = h.sectionID
      WHERE h.personID = p.personID AND upper(h.staffType) IN ('P', 'T')
  )
