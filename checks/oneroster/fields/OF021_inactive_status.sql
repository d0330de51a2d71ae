/*
code = "OF021"
name = "inactive-status"
since = "0.1.0"
severity = "warning"
effect = "deleted"
entity = "cell"
key = ["file", "column", "line"]
oneroster = ["1.1"]
message = "Line {line} of {file}{more}: {column} is inactive, which is no longer used and means tobedeleted"
fix = "Export tobedeleted if the record is to be deleted, else active"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4; 1.1, status"

Version 1.1 has dropped the value inactive: importers read it as tobedeleted. In 1.2 it is not in the vocabulary at all
(OF013).
*/
SELECT file, "column", line, more, stands_for
FROM wrong_cell
WHERE fault = 'inactive'
