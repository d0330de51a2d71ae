/*
code = "GR005"
name = "no-nces-grade"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "grade_level"
key = ["structureID", "name"]
message = "{structure}: the State Grade Level Code {code} of grade {name} has no NCES grade"
fix = "System Administration > Resources > Grade Level Definitions: choose the NCES grade"
owner = "scheduler"
article = "Grade Level Mappings"
of = "year_grade_level WHERE not_excluded"
skip = [
    "local-grades",
    { when = "SELECT NOT EXISTS (SELECT 1 FROM state_grade WHERE has_nces) AND NOT EXISTS (SELECT 1 FROM nces_grade_setting)", reason = "not checked: no NCES grades can be read from the source, and the setting nces_grades names none" },
]

The NCES grade is effectively what is sent. Where Campus keeps it is not documented: the code list's standard
code is treated as it (CampusDictionary.standardCode), and the setting nces_grades where a code has none.
Where neither names any NCES grade the check is skipped, never passed. Blank codes are GR001's, unknown ones
GR002's.
*/
SELECT g.structureID, g.name, g.schoolID, g.calendarID, g.structureLabel AS structure, g.stateGrade AS code
FROM year_grade_level g
LEFT JOIN state_grade s ON s.codeKey = lower(g.stateGrade)
WHERE g.not_excluded
  AND g.stateGrade IS NOT NULL
  AND NOT coalesce(s.has_nces, FALSE)
  AND (s.codeKey IS NOT NULL OR NOT EXISTS (SELECT 1 FROM state_grade))
  AND NOT EXISTS (SELECT 1 FROM nces_grade_setting n WHERE lower(n.state_grade) = lower(g.stateGrade))
