/*
code = "OF008"
name = "wrong-datetime"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is written as {shape}, which is not {expects}"
fix = "Export times in UTC, as 2026-08-01T06:30:00.000Z"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

A time is written as in 2026-08-01T06:30:00.000Z: UTC, with a T and a Z. Any number of decimals is accepted, and
+00:00 for the Z. It counts as missing.
*/
SELECT file, "column", line, more, stands_for, shape, expects
FROM wrong_cell
WHERE fault = 'datetime'
