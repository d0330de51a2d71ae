/*
code = "OB029"
name = "blank-line"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "row"
key = ["file", "line"]
message = "Line {line} of {file} is blank, {where}"
fix = "Take the blank line out of the file"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 4180, 2.3 and 2.4)"

A blank line between rows is a row with one empty value: some importers stop there, others refuse the file. Before the
header it is an error, since the first line names the columns. The rows are judged as if it were not there. Blank
lines after the last row are fine.
*/
SELECT
    file,
    line,
    CASE WHEN subject = 'header' THEN 'and the header comes after it' ELSE 'and more rows come after it' END AS "where",
    CASE WHEN subject = 'header' THEN 'error' ELSE 'warning' END AS severity
FROM wrong_file
WHERE fault = 'blank-line'
