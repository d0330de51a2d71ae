/*
code = "OF018"
name = "blank-in-delta"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}: {column} is blank in {how_many}, which must be filled in a delta file"
fix = "Export both columns, or declare the file as bulk in manifest.csv if it is one"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4 and 3"

In a delta file every row says what became of its record (active or tobedeleted) and when. Told once a file and
column, with the first line; where both are blank in all rows the file is OB024's.
*/
SELECT
    file,
    subject AS "column",
    line,
    CAST(detail AS BIGINT) AS stands_for,
    CASE detail WHEN '1' THEN '1 row' ELSE detail || ' rows' END AS how_many,
    CAST(NULL AS VARCHAR) AS schoolID
FROM bundle_fault
WHERE fault = 'blank-in-delta'
