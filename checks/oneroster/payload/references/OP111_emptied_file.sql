/*
code = "OP111"
name = "emptied-file"
since = "0.1.0"
severity = "error"
effect = "deleted"
entity = "whole file"
key = ["file"]
sources = ["bundle"]
message = "{file} is a bulk file without a row: the vendor removes all {records} that it has from this source; {pointing}"
fix = "Find out why the file has no rows, and export it again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4 and 3: what is missing from a later bulk file becomes tobedeleted"

A bulk file is the whole truth: what the vendor has and the file does not name is removed. An export that
breaks off, or whose filter lets nothing pass, so deletes every person, class or enrollment. Only where
nothing else in the bundle refers to its records may the file be left out and declared absent, which changes
nothing at the vendor. Files beside the roster, such as resources, are OB015's, as are files of changes alone.
*/
SELECT
    e.file,
    CASE e.file
        WHEN 'academicSessions.csv' THEN 'academic sessions'
        ELSE replace(e.file, '.csv', '')
    END AS records,
    CASE coalesce(sum(r.filled), 0)
        WHEN 0 THEN 'nothing in the bundle refers to it, so if there are none to send, leave it out and declare it absent'
        WHEN 1 THEN '1 reference in the bundle leads into it'
        ELSE CAST(sum(r.filled) AS VARCHAR) || ' references in the bundle lead into it'
    END AS pointing,
    CAST(NULL AS VARCHAR) AS schoolID
FROM bundle_fault e
JOIN payload_file f ON f.file = e.file AND f.mode = 'bulk'
LEFT JOIN payload_reference r ON r.targetFile = e.file
WHERE e.fault IN ('empty-file', 'no-rows')
  AND e.file IN (
      'orgs.csv', 'academicSessions.csv', 'courses.csv', 'classes.csv', 'users.csv', 'roles.csv', 'enrollments.csv'
  )
GROUP BY e.file
