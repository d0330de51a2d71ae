/*
code = "OF007"
name = "wrong-date"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is written as {shape}, which is not {expects}"
fix = "Export dates as YYYY-MM-DD"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

A date is written as YYYY-MM-DD and exists, between 1900 and 2199 (or in 9999, for no end). It counts as
missing.
*/
SELECT file, "column", line, more, stands_for, shape, expects
FROM wrong_cell
WHERE fault = 'date'
