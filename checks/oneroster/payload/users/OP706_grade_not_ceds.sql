/*
code = "OP706"
name = "grade-not-ceds"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "grade"
key = ["file", "grade"]
oneroster = ["1.1"]
sources = ["bundle"]
message = "{records:record} of {file} ({example}{records:| first}) {records:has|have} the grade {grade}, which is no CEDS code"
fix = "Send CEDS codes: KG, 01 to 12, PK, UG …; two digits, so 09 and not 9"
owner = "IT"
article = "OneRoster CSV Binding 1.1, 3 users.csv, classes.csv and courses.csv, grades (should: CEDS version 5, Entry Grade Level)"

In OneRoster 1.1 grades should be taken from CEDS: IT, PR, PK, TK, KG, 01 to 13, PS, UG, Other; the text says
should, not must, hence a warning. In 1.2 (3.4, 3.7 and 3.22) the codes are agreed between the parties, and
nothing is asked. One finding for each file and code. For a Campus source GR005 says what has no such code.
*/
SELECT r.file, r.grade, sum(r.records) AS records, min(r.example) AS example, CAST(NULL AS VARCHAR) AS schoolID
FROM (
    SELECT each_list.file, trim(unnest(string_split(each_list.grades, ','))) AS grade, each_list.records, each_list.example
    FROM (
        SELECT 'users.csv' AS file, grades, count(*) AS records, min(sourcedId) AS example
        FROM payload_user
        WHERE status = 'active' AND grades IS NOT NULL
        GROUP BY grades
        UNION ALL
        SELECT 'classes.csv', grades, count(*), min(sourcedId)
        FROM payload_class
        WHERE status = 'active' AND grades IS NOT NULL
        GROUP BY grades
        UNION ALL
        SELECT 'courses.csv', grades, count(*), min(sourcedId)
        FROM payload_course
        WHERE status = 'active' AND grades IS NOT NULL
        GROUP BY grades
    ) each_list
) r
WHERE r.grade <> ''
  AND r.grade NOT IN (
      'IT', 'PR', 'PK', 'TK', 'KG', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', 'PS',
      'UG', 'Other'
  )
GROUP BY r.file, r.grade
