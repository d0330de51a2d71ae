/*
code = "DA006"
name = "column-in-another-format"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "column"
key = ["table", "column"]
message = "{table}.{column}: {unreadable:,} of {filled:,} values cannot be read as {expects}; {looks}"
fix = "Correct the query or export, or set date_format where only the order of a date differs; then lint again"
owner = "IT"
action = "correct the column's format"
article = "Every value that a rule reads"

A fifth or more of a column's values cannot be read: at least five, or all there are. Then it is not the
values that are wrong, but the way the whole column is written: a spreadsheet turned 2026-08-12 into 8/12/2026
when the export was opened and saved, or a query gives Y and N for a bit. All of them count as missing, so the
run is incomplete, whatever else it finds.
Counted over the whole column with its earlier years; one finding in place of a DA001 for each value.
Month/day/year is distinguished from day/month/year by a number above 12; where no value has one, both fit and
neither is recommended.
*/
SELECT
    f.table_name AS "table",
    f.column_name AS "column",
    f.filled,
    f.unreadable,
    f.expects,
    f.looks,
    CAST(NULL AS BIGINT) AS schoolID
FROM other_format f
