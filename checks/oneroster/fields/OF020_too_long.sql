/*
code = "OF020"
name = "too-long"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} has {shape}, of which an importer may drop those after the 255th"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

Every importer must take 255 characters, and may cut off what is longer. The value is used as it is. A sourcedId
that is too long is OF005.
*/
SELECT file, "column", line, more, stands_for, shape
FROM wrong_cell
WHERE fault = 'too-long'
