/*
code = "DA005"
name = "emptied-column"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "column"
key = ["table", "column"]
message = "{table}.{column} is blank in every row{of_year} ({judged_rows:row})"
fix = "Correct the query or export that leaves the column blank (in a database, let the reading account see the column), then lint again"
owner = "IT"
action = "export the emptied column"
article = "Every table that a rule reads"

No district leaves this column blank throughout: the export has lost it, or the account that reads the
database may not see it. Rules that read it can only be wrong then, so the run is incomplete, whatever else it
finds.
Counted over the rows of the judged year (one is enough), and for schools, people and identities over all
rows. A row counts as judged unless its trial, calendar, end year or dates prove another year. A table without
rows is not counted, nor is a column that the source does not have. A single blank value is DA003's, or no
fault at all.
*/
SELECT
    e.table_name AS "table",
    e.column_name AS "column",
    e.judged_rows,
    CASE
        WHEN e.table_name IN ('School', 'Person', 'Identity') OR y.yearName IS NULL THEN ''
        ELSE ' of the school year ' || y.yearName
    END AS of_year,
    CAST(NULL AS BIGINT) AS schoolID
FROM emptied_column e
CROSS JOIN judged_year y
