/*
code = "DA004"
name = "dangling-reference"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "column"
key = ["table", "column"]
message = "{table}.{column}: {lost:,} of {total:,} values {lost:matches|match} no row of {parent}, such as {samples}"
fix = "Export the referenced table again with all its rows (in a database, let the reading account see them all); correct single records in Campus"
owner = "IT"
action = "export the missing records"
article = "Every table that a rule reads"

Rows of the judged year refer to rows that are missing from the export, or hidden from the account that reads
the database. Records that depend on them will not sync, however healthy they look: half a Person.csv is half
of the students.
One finding a column. An error where a record that would otherwise sync loses its parent, or a section in use
its term, term schedule, structure, calendar or trial; a warning where that takes away only populations that
the vendor merely uses; else info: accounts, contact data and relationships of people who are neither
enrolled nor employed. The run is incomplete from the setting dangling_share (5 %) and five rows on, or where
no value of the column matches a row.
A row counts as judged unless its trial, calendar, end year or dates prove another year. Keys into an optional
table that the source does not have are not tested. Sections whose course or trial is not there are SC009's.
*/
SELECT
    d.table_name AS "table",
    d.column_name AS "column",
    d.parent,
    d.lost,
    d.total,
    s.samples,
    CAST(NULL AS BIGINT) AS schoolID,
    string_agg(v.vendor || CASE v.grade WHEN 0 THEN ':error:' WHEN 1 THEN ':warning:' ELSE ':info:' END, ' ' ORDER BY v.vendor) AS vendors
FROM dangling_reference d
JOIN (
    SELECT
        r.table_name,
        r.column_name,
        l.vendor,
        CASE
            WHEN (r.kinds & 32) <> 0 OR coalesce(bool_or(p.level = 'required'), FALSE) THEN 0
            WHEN count(p.level) > 0 THEN 1
            ELSE 2
        END AS grade
    FROM dangling_reference r
    CROSS JOIN vendor_list l
    LEFT JOIN vendor_need p
        ON p.vendor = l.vendor
        AND p.field = 'record'
        AND (r.kinds & CASE p.population WHEN 'student' THEN 1 WHEN 'teacher' THEN 2 WHEN 'staff' THEN 4 WHEN 'guardian' THEN 8 ELSE 16 END) <> 0
    GROUP BY r.table_name, r.column_name, r.kinds, l.vendor
) v ON v.table_name = d.table_name AND v.column_name = d.column_name
JOIN dangling_shown s ON s.table_name = d.table_name AND s.column_name = d.column_name
GROUP BY d.table_name, d.column_name, d.parent, d.lost, d.total, s.samples
