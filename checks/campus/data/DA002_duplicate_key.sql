/*
code = "DA002"
name = "duplicate-key"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "row"
key = ["table", "record"]
message = "{table}: {rows} rows share the key {record}; one of them is used"
fix = "Correct the query or export that doubles the rows, or remove the row that is wrong"
owner = "IT"
article = "Every table that a rule reads"

Two rows of a table share its primary key, so that nobody can say which one holds. One row is kept
for the other checks, chosen by its values and not by its place. A row without any key is DA003.
Tables without a primary key (placements, relationships, days) are not tested.
*/
SELECT
    table_name AS "table",
    replace(replace(replace(replace(record, '{', ''), '}', ''), '"', ''), ':', ' ') AS record,
    how_often AS "rows",
    CAST(NULL AS BIGINT) AS schoolID,
    json_merge_patch(json_object('table', table_name), record) AS key
FROM repeated_key
