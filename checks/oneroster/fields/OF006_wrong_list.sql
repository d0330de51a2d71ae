/*
code = "OF006"
name = "wrong-list"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is {shape}, not {expects}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

The items of a list have a comma and nothing else between them, and none is empty. Some importers trim blanks,
others take them for a part of the item or refuse the row. The value is used. Lists of sourcedIds are OF005.
*/
SELECT file, "column", line, more, stands_for, shape, expects
FROM wrong_cell
WHERE fault = 'list-item'
