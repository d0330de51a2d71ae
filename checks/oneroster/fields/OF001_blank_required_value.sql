/*
code = "OF001"
name = "blank-required-value"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is blank, though it is required"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3, the file's own section"

A vendor leaves a record out that lacks what it must have. Which columns those are, docs/oneroster-fields.md
lists. The columns status and dateLastModified are OF018. A column that is missing altogether is OB016.
*/
SELECT file, "column", line, more, stands_for
FROM wrong_cell
WHERE fault = 'blank'
