/*
code = "OF022"
name = "line-break"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} has a {what} in its value"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 4180)"

A value in quotation marks may go on in the next line, but many importers read line by line and take its rest for a row. A
carriage return is not permitted within a value at all: an error. Line numbers here are those of the file, whatever
its values hold.
*/
SELECT
    file,
    "column",
    line,
    more,
    stands_for,
    CASE fault WHEN 'carriage-return' THEN 'carriage return' ELSE 'line break' END AS what,
    CASE fault WHEN 'carriage-return' THEN 'error' ELSE 'warning' END AS severity
FROM wrong_cell
WHERE fault IN ('line-break', 'carriage-return')
