/*
code = "GR004"
name = "inconsistent-grade-mapping"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "grade_level"
key = ["structureID", "name"]
message = "{structure}: grade {name} has the State Grade Level Code {code}, elsewhere {others}"
fix = "System Administration > Calendar > Grade Levels: choose the same State Grade Level Code in every calendar"
owner = "scheduler"
article = "Grade Level Mappings"
of = "year_grade_level WHERE not_excluded"
skip = ["local-grades"]

One local grade should stand for one state grade in the whole district: KG that is KG here and PK
there sends half of the kindergartners as another grade. A finding for each grade level of that name.
Blank codes are GR001's and do not count as different.
*/
SELECT
    g.structureID,
    g.name,
    g.schoolID,
    g.calendarID,
    g.structureLabel AS structure,
    g.stateGrade AS code,
    string_agg(DISTINCT h.stateGrade, ', ' ORDER BY h.stateGrade) AS others
FROM year_grade_level g
JOIN year_grade_level h
    ON h.gradeKey = g.gradeKey AND h.not_excluded AND lower(h.stateGrade) <> lower(g.stateGrade)
WHERE g.not_excluded
GROUP BY g.structureID, g.name, g.schoolID, g.calendarID, g.structureLabel, g.stateGrade
