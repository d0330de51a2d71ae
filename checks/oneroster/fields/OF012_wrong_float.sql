/*
code = "OF012"
name = "wrong-float"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is written as {shape}, which is not {expects}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

A number in digits, with a point before its decimals. A comma is an error, and so is a sign for thousands. It counts
as missing.
*/
SELECT
    table_name || '.csv' AS file,
    column_name AS "column",
    line,
    more,
    stands_for,
    shape,
    expects,
    CAST(NULL AS VARCHAR) AS schoolID
FROM listed_cell
WHERE fault = 'float'
