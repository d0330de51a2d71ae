/*
code = "OF002"
name = "only-spaces"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} holds nothing but blanks; it counts as missing"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (blank values)"

No value is two commas next to each other. A space between them is a value, which an importer shows or
refuses. An error where the column is required, since the record lacks what it must have.
*/
SELECT
    file,
    "column",
    line,
    more,
    stands_for,
    CASE WHEN is_required THEN 'error' ELSE 'warning' END AS severity
FROM wrong_cell
WHERE fault = 'only-spaces'
