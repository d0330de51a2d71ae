/*
code = "TE011"
name = "teacher-assigned-elsewhere"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "teacher"
key = ["personID"]
message = "{who} teaches at a school without a district assignment there (sections: {sections})"
fix = "Census > People > District Assignments: add an assignment at the school of the sections"
owner = "staff records"
article = "Teachers: District Assignment"
of = "scheduled_teacher"

The article does not say at which school a teacher's assignment must be. Campus lets only teachers of
the school be assigned to its sections, so having only an assignment elsewhere is odd, and a vendor may not
show the teacher at the school. Further locations of an assignment count. Teachers who do not sync at
all are TE001's to TE004's.
*/
SELECT t.personID, s.who, min(t.schoolID) AS schoolID, count(DISTINCT t.sectionID) AS sections
FROM live_teaching t
JOIN scheduled_teacher s ON s.personID = t.personID AND s.reason IS NULL
WHERE NOT EXISTS (
    SELECT 1
    FROM assignment_criteria a
    LEFT JOIN EmploymentAssignmentLocation x ON x.assignmentID = a.assignmentID AND x.schoolID = t.schoolID
    WHERE a.personID = t.personID
      AND a.in_school_year AND a.not_ended AND a.has_teacher_role AND a.not_excluded
      AND (a.schoolID = t.schoolID OR x.assignmentID IS NOT NULL)
)
GROUP BY t.personID, s.who
