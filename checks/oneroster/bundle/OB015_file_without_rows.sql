/*
code = "OB015"
name = "file-without-rows"
severity = "error"
effect = "risk"
entity = "file"
key = ["file"]
sources = ["bundle"]
message = "The file {file} {what}: it should be left out and declared absent"
fix = "Leave the file out and declare it absent in manifest.csv, or find out why there are no rows"
article = "OneRoster CSV Binding 1.2, 3"
of = "bundle_file WHERE present"

A file without a row of data is not permitted; the manifest says absent in its place. In a bulk file it
would mean that everything of its kind is to be deleted.
*/
SELECT
    file,
    line,
    CASE fault WHEN 'no-rows' THEN 'has a header and no row' ELSE 'is empty' END AS what,
    CAST(NULL AS VARCHAR) AS schoolID
FROM bundle_fault
WHERE fault IN ('empty-file', 'no-rows')
