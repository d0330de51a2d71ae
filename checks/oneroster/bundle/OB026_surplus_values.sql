/*
code = "OB026"
name = "surplus-values"
since = "0.1.0"
severity = "error"
effect = "risk"
entity = "row"
key = ["file", "line"]
message = "{place} {has} {spare:empty value} behind the last column"
fix = "Take the delimiters at the end out; where a value holds a comma, put it in quotation marks, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 4180)"

A row has more values than the header names columns, and those that are too many are empty. Spreadsheets write rows
like that. It also happens where a comma in a value is not in quotation marks: then all values behind it have moved to
the right. The row is judged with the values that stand in its columns. Where all rows have the same number of
values too many, it is one finding.
*/
SELECT
    file,
    line,
    stands_for,
    place,
    has,
    CAST(detail AS BIGINT) AS spare
FROM wrong_row
WHERE fault = 'surplus-values'
