/*
code = "OB027"
name = "unescaped-quote"
since = "0.1.0"
severity = "error"
effect = "risk"
entity = "row"
key = ["file", "line"]
message = "{place} {has} a quotation mark in a value that is not in quotation marks"
fix = "Put the value in quotation marks and double each mark inside, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 4180, 2.5 and 2.7)"

A value that holds a quotation mark stands in quotation marks, and the mark inside is doubled. Without that some
importers refuse the file, and others read on to the next mark, across the rows between. The value is judged as it
stands. A space before the mark that begins a value counts as the value's first character, so it is found, too.
*/
SELECT file, line, stands_for, place, has
FROM wrong_row
WHERE fault = 'unescaped-quote'
