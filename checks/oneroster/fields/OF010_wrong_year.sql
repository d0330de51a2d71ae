/*
code = "OF010"
name = "wrong-year"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is written as {shape}, which is not {expects}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

A year is written as YYYY. The school year 2026-2027 is 2027, the year in which it ends.
*/
SELECT file, "column", line, more, stands_for, shape, expects
FROM wrong_cell
WHERE fault = 'year'
