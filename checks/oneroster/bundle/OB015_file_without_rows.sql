/*
code = "OB015"
name = "file-without-rows"
since = "0.1.0"
severity = "error"
effect = "risk"
entity = "file"
key = ["file"]
message = "The file {file} {what}, which is not permitted"
fix = "Find out why there are no rows; only where nothing in the bundle refers to the file, leave it out and declare it absent in manifest.csv"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3"
of = "bundle_file WHERE present"

A file without a row of data is not permitted; the manifest says absent in its place. Where the vendor
would remove all people, classes, enrollments or sessions for it, it is OP111's: a bulk file of the roster.
*/
SELECT
    file,
    line,
    CASE fault WHEN 'no-rows' THEN 'has a header and no row' ELSE 'is empty' END AS what
FROM wrong_file
WHERE fault IN ('empty-file', 'no-rows')
  AND NOT EXISTS (
      SELECT 1
      FROM bundle_file b
      WHERE b.file = wrong_file.file
        AND b.mode = 'bulk'
        AND b.file IN (
            'orgs.csv', 'academicSessions.csv', 'courses.csv', 'classes.csv', 'users.csv', 'roles.csv',
            'enrollments.csv'
        )
  )
