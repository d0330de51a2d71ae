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
itinerant teachers often have none yet. A row P or T that has not ended, in a live section, is enough;
rows of inactive trials and of last year are not.
*/
SELECT p.personID, p.who, p.schoolID
FROM person_criteria p
WHERE p.role = 'teacher'
  AND p.wanted
  AND NOT EXISTS (SELECT 1 FROM staff_history_criteria h WHERE h.personID = p.personID AND h.is_teacher_row AND h.not_ended)
