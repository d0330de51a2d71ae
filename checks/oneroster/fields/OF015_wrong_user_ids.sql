/*
code = "OF015"
name = "wrong-user-ids"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is {shape}, not {expects}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 users.csv"

Ids in other systems are written as {Type:Id}, several with a comma between them. A vendor that matches accounts
by them finds none otherwise. A warning, since the column is optional and described by an example.
*/
SELECT file, "column", line, more, stands_for, shape, expects
FROM wrong_cell
WHERE fault = 'user-ids'
