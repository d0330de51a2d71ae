/*
code = "OB025"
name = "torn-row"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "row"
key = ["file", "line"]
message = "{place}: {detail}"
fix = "Correct it in the program that exports the bundle: put values with commas, quotation marks or line breaks in quotation marks, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 4180)"

A row has more or fewer values than the header names columns, or a quotation mark that is not closed, so that nobody
can say which value belongs to which column. Every such row is listed. Where all rows of a file have the same number
of values, it is one finding. None of the file is judged, and the verdict is incomplete. Surplus values that are all
empty are OB026.
*/
SELECT file, line, stands_for, place, detail
FROM wrong_row
WHERE fault = 'torn-row'
