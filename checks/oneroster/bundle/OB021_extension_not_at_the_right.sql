/*
code = "OB021"
name = "extension-not-at-the-right"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "column"
key = ["file", "subject"]
message = "In {file} the column {subject} stands before {detail}; extensions stand to the right of all other columns"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 and Extending"

Extension columns begin with metadata. and stand to the right of those of the specification, so that a vendor
can read the others by position. Their contents are not tested.
*/
SELECT file, subject, line, detail
FROM wrong_file
WHERE fault = 'extension-inside'
