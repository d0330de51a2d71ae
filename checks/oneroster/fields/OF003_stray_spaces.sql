/*
code = "OF003"
name = "stray-spaces"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} begins or ends with a blank{counts}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

Nothing is trimmed: a sourcedId with a blank behind it is another one than that without, and a date with one
is no date. A warning in free text such as names, where the value is used as it is.
*/
SELECT
    file,
    "column",
    line,
    more,
    stands_for,
    CASE WHEN kept THEN '' ELSE '; it counts as missing' END AS counts,
    CASE WHEN kept THEN 'warning' ELSE 'error' END AS severity
FROM wrong_cell
WHERE fault = 'stray-spaces'
