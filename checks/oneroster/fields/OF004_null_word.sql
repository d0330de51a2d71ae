/*
code = "OF004"
name = "null-word"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is the word NULL, where no value is meant"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (blank values)"

No value is nothing at all between two commas. Query tools that print NULL make an importer take it for a value.
A warning in free text, where only NULL in capitals is listed: Null is also a surname.
*/
SELECT
    file,
    "column",
    line,
    more,
    stands_for,
    CASE WHEN kept THEN 'warning' ELSE 'error' END AS severity
FROM wrong_cell
WHERE fault = 'null-word'
