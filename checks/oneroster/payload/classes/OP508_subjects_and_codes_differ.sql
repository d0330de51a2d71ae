/*
code = "OP508"
name = "subjects-and-codes-differ"
severity = "error"
effect = "wrong"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{sourcedId} in {file} has {subjects:subject} and {codes:subjectCode}"
fix = "Give each subject its code, in the same order; remove commas from inside a subject's title"
article = "OneRoster CSV Binding 1.2, 3.4 classes.csv and 3.7 courses.csv, subjects"

Where both lists are given they have the same length and order, as the vendor pairs them by position. A
warning where one of them is blank, which the text allows and some vendors refuse. A column that a file
lacks is OB016's, and what cannot be read is told where fields are checked.
*/
SELECT
    r.file,
    r.sourcedId,
    r.subjects,
    r.codes,
    r.schoolID,
    r.sectionID,
    CASE WHEN r.subjects = 0 OR r.codes = 0 THEN 'warning' ELSE 'error' END AS severity
FROM (
    SELECT
        'classes.csv' AS file,
        sourcedId,
        CASE WHEN subjects IS NULL THEN 0 ELSE len(string_split(subjects, ',')) END AS subjects,
        CASE WHEN subjectCodes IS NULL THEN 0 ELSE len(string_split(subjectCodes, ',')) END AS codes,
        schoolID,
        sectionID,
        place
    FROM sent_class
    WHERE status = 'active'
    UNION ALL
    SELECT
        'courses.csv',
        sourcedId,
        CASE WHEN subjects IS NULL THEN 0 ELSE len(string_split(subjects, ',')) END,
        CASE WHEN subjectCodes IS NULL THEN 0 ELSE len(string_split(subjectCodes, ',')) END,
        schoolID,
        CAST(NULL AS VARCHAR),
        place
    FROM sent_course
    WHERE status = 'active'
) r
WHERE r.subjects <> r.codes
  AND NOT EXISTS (
      SELECT 1 FROM sent_absent_column a WHERE a.file = r.file AND a.column_name IN ('subjects', 'subjectCodes')
  )
  AND NOT EXISTS (
      SELECT 1 FROM sent_lost_cell l
      WHERE l.file = r.file AND l.column_name IN ('subjects', 'subjectCodes') AND l.place = r.place
  )
