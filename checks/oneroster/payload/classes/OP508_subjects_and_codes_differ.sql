/*
code = "OP508"
name = "subjects-and-codes-differ"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{sourcedId} in {file}{more} has {subjects:subject} and {codes:subjectCode}"
fix = "Give each subject its code, in the same order; remove commas from inside a subject's title"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.4 classes.csv and 3.7 courses.csv, subjects"

Where both lists are given they have the same length and order, as the vendor pairs them by position. A
warning where one of them is blank, which the text allows and some vendors refuse. A column that a file
lacks is OB016's, and what cannot be read is listed where fields are checked. Where at least ten rows and half of a file
have it, the export does it everywhere: that is one finding with the number of rows.
*/
SELECT
    f.file,
    f.sourcedId,
    f.subjects,
    f.codes,
    CASE WHEN f.is_folded THEN ' (and ' || (f.alike - 1) || ' more rows like it)' ELSE '' END AS more,
    CASE WHEN f.is_folded THEN f.alike ELSE 1 END AS stands_for,
    CASE WHEN NOT f.is_folded THEN f.schoolID END AS schoolID,
    CASE WHEN NOT f.is_folded THEN f.sectionID END AS sectionID,
    f.severity
FROM (
    SELECT
        d.file,
        d.sourcedId,
        d.subjects,
        d.codes,
        d.schoolID,
        d.sectionID,
        d.severity,
        d.alike,
        d.nth,
        d.alike >= 10 AND 2 * d.alike >= d.rows_of_file AS is_folded
    FROM (
        SELECT
            r.file,
            r.sourcedId,
            r.subjects,
            r.codes,
            r.schoolID,
            r.sectionID,
            r.severity,
            r.rows_of_file,
            count(*) OVER (PARTITION BY r.file, r.severity) AS alike,
            row_number() OVER (PARTITION BY r.file, r.severity ORDER BY r.sourcedId) AS nth
        FROM (
            SELECT
                b.file,
                b.sourcedId,
                b.subjects,
                b.codes,
                b.schoolID,
                b.sectionID,
                b.place,
                count(*) OVER (PARTITION BY b.file) AS rows_of_file,
                CASE WHEN b.subjects = 0 OR b.codes = 0 THEN 'warning' ELSE 'error' END AS severity
            FROM (
                SELECT
                    'classes.csv' AS file,
                    sourcedId,
                    CASE WHEN subjects IS NULL THEN 0 ELSE len(string_split(subjects, ',')) END AS subjects,
                    CASE WHEN subjectCodes IS NULL THEN 0 ELSE len(string_split(subjectCodes, ',')) END AS codes,
                    schoolID,
                    sectionID,
                    place
                FROM payload_class
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
                FROM payload_course
                WHERE status = 'active'
            ) b
        ) r
        WHERE r.subjects <> r.codes
          AND NOT EXISTS (
              SELECT 1 FROM payload_absent_column a WHERE a.file = r.file AND a.column_name IN ('subjects', 'subjectCodes')
          )
          AND NOT EXISTS (
              SELECT 1 FROM payload_unreadable_cell l
              WHERE l.file = r.file AND l.column_name IN ('subjects', 'subjectCodes') AND l.place = r.place
          )
    ) d
) f
WHERE f.nth = 1 OR NOT f.is_folded
