/*
code = "GR002"
name = "unknown-state-grade"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "grade_level"
key = ["structureID", "name"]
message = "{structure}: grade {name} has the State Grade Level Code {code}, which the state does not know"
fix = "System Administration > Calendar > Grade Levels: choose a State Grade Level Code that the state has"
owner = "scheduler"
article = "Grade Level Mappings"
of = "year_grade_level WHERE not_excluded"
skip = [
    "local-grades",
    { when = "SELECT NOT EXISTS (SELECT 1 FROM state_grade)", reason = "the source has no list of state grade codes (CampusDictionary, CampusAttribute)" },
]

The State Grade Level Code must be one of the state's list (Campus's code list for the grade level's
state grade); an unknown one has no NCES grade. Codes that are not active count as unknown. Skipped
where the source has no such list.
*/
SELECT g.structureID, g.name, g.schoolID, g.calendarID, g.structureLabel AS structure, g.stateGrade AS code
FROM year_grade_level g
WHERE g.not_excluded
  AND g.stateGrade IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM state_grade s WHERE s.codeKey = lower(g.stateGrade))
