/*
code = "GR001"
name = "unmapped-state-grade"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "grade_level"
key = ["structureID", "name"]
message = "{structure}: grade {name} has no State Grade Level Code (students: {students})"
fix = "System Administration > Calendar > Grade Levels: choose a State Grade Level Code"
owner = "scheduler"
article = "Grade Level Mappings"
judges = ["student.grade"]
of = "year_grade_level WHERE not_excluded"
skip = ["local-grades"]

Grades are sent as the NCES grade that belongs to the State Grade Level Code. A grade level without
one is sent without a grade. An error where the vendor requires grades and a syncing student is in
the grade, else a warning. Excluded grade levels are left out.
*/
SELECT
    g.structureID,
    g.name,
    g.schoolID,
    g.calendarID,
    g.structureLabel AS structure,
    coalesce(e.students, 0) AS students
FROM year_grade_level g
LEFT JOIN (
    SELECT structureID, lower(grade) AS gradeKey, count(DISTINCT personID) AS students
    FROM enrollment_criteria
    WHERE syncs
    GROUP BY structureID, lower(grade)
) e ON e.structureID = g.structureID AND e.gradeKey = g.gradeKey
WHERE g.not_excluded AND g.stateGrade IS NULL
