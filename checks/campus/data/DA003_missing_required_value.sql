/*
code = "DA003"
name = "missing-required-value"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "cell"
key = ["table", "column", "line"]
message = "{table}, {place}: {column} is blank, so the row cannot be matched to other records"
fix = "Correct the query or export: fill in the value, or remove the row"
owner = "IT"
action = "fill in blank values"
article = "Every table that a rule reads"

A row whose key or join column is blank cannot be matched to any other record, so what it stood for is missing
from every count. A Section Staff History record without its person is reported where it lists a teacher of a
live section and has not ended: Campus keeps others. Columns that Campus itself leaves blank (the person of an
account, a course's master) are not tested.
*/
SELECT
    table_name AS "table",
    column_name AS "column",
    line,
    coalesce('line ' || CAST(line AS VARCHAR), replace(replace(replace(replace(record, '{', ''), '}', ''), '"', ''), ':', ' ')) AS place,
    CAST(NULL AS BIGINT) AS schoolID,
    json_merge_patch(
        json_object('table', table_name, 'column', column_name),
        coalesce('{"line":' || CAST(line AS VARCHAR) || '}', record)
    ) AS key
FROM bad_cell
WHERE fault = 'blank'
  AND (
      table_name <> 'SectionStaffHistory'
      OR column_name <> 'personID'
      OR CAST(json_extract_string(record, '$.historyID') AS BIGINT) IN (SELECT historyID FROM nameless_teaching)
  )
