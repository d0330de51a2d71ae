/*
code = "OF019"
name = "repeated-sourced-id"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}: its sourcedId stands in {rows} rows; one of them is used"
fix = "Remove the rows that are wrong, or correct the query that doubles them"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (sourcedId)"

A sourcedId is unique within its file. Of rows that share one, a vendor takes the first, the last, or none. One row is
kept for the other checks, chosen by its values and not by its place. The same sourcedId in two files is allowed, and
sourcedIds that differ by case alone are listed by the payload's checks. The line is that of the second row.
*/
SELECT
    table_name || '.csv' AS file,
    'sourcedId' AS "column",
    line,
    how_often AS "rows"
FROM repeated_key
