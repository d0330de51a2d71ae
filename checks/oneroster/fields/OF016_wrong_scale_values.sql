/*
code = "OF016"
name = "wrong-scale-values"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
oneroster = ["1.2"]
message = "Line {line} of {file}{more}: {column} is {shape}, not {expects}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.19 scoreScales.csv"

The values of a score scale are written as {LHS:RHS}, several with a comma between them. It counts as
missing.
*/
SELECT file, "column", line, more, stands_for, shape, expects
FROM wrong_cell
WHERE fault = 'pairs'
