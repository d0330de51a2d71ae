/*
code = "OB009"
name = "present-but-declared-absent"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "file"
key = ["file"]
message = "The file {file} is in the bundle, though manifest.csv says it is absent"
fix = "Declare the file as bulk or delta in manifest.csv, or take it out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.3"

A vendor that goes by the manifest leaves the file out, with all that is in it. It is judged here.
*/
SELECT file, line
FROM wrong_file
WHERE fault = 'declared-absent'
