/*
code = "OF024"
name = "repeated-left-side"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
oneroster = ["1.2"]
message = "Line {line} of {file}{more}: {column} maps the same left side to two values"
fix = "Leave one pair for each left side"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.19 scoreScales.csv"

A score scale maps the text on the left of each pair to the value on its right. With one left side in two pairs
nobody can say which value counts. The text counts as it is written, in capitals and small letters. A right side may
stand in several pairs.
*/
SELECT file, "column", line, more, stands_for
FROM wrong_cell
WHERE fault = 'repeated-left'
