/*
code = "OF011"
name = "wrong-integer"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
oneroster = ["1.2"]
message = "Line {line} of {file}{more}: {column} is written as {shape}, which is not {expects}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

A whole number in digits. Whether a percent sign may follow the weight of a category is not clear in the
specification, so it may.
*/
SELECT file, "column", line, more, stands_for, shape, expects
FROM wrong_cell
WHERE fault = 'integer'
