/*
code = "DA001"
name = "unreadable-value"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["table", "column", "line"]
message = "{table}, {place}: {column} is not {expects}; it counts as missing"
fix = "Correct the query or export, then export again"
owner = "IT"
action = "correct values that cannot be read"
article = "Every value that a rule reads"

A value that is not of its column's type counts as missing, which can make a record look healthy or
faulty when it is neither. Tested while the tables are read, against their contracts: whole numbers,
years, bits (0, 1, true, false), dates as YYYY-MM-DD with or without a time.
An error where a criterion or a check reads the column, a warning where it only names a record.
The value itself is not printed. Where a fifth or more of a column cannot be read, DA006 names the
column instead.
*/
SELECT
    table_name AS "table",
    column_name AS "column",
    line,
    coalesce('line ' || CAST(line AS VARCHAR), replace(replace(replace(replace(record, '{', ''), '}', ''), '"', ''), ':', ' ')) AS place,
    expects,
    CAST(NULL AS BIGINT) AS schoolID,
    CASE WHEN read_by_rules THEN 'error' ELSE 'warning' END AS severity,
    json_merge_patch(
        json_object('table', table_name, 'column', column_name),
        coalesce('{"line":' || CAST(line AS VARCHAR) || '}', record)
    ) AS key
FROM bad_cell
WHERE fault = 'unreadable'
