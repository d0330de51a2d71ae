/*
code = "OF018"
name = "blank-in-delta"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}: {column} is blank in {stands_for:row}, which must be filled in a delta file"
fix = "Export both columns, or declare the file as bulk in manifest.csv if it is one"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4 and 3"

In a delta file every row says what became of its record (active or tobedeleted) and when. Told once a file and
column, with the first line; where both are blank in all rows the file is OB024's.
*/
SELECT file, "column", line, stands_for
FROM wrong_cell
WHERE fault = 'blank-in-delta'
