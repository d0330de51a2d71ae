/*
code = "OF005"
name = "wrong-guid"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is {shape}, not {expects}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types), unverified for 1.1"

A sourcedId has at most 255 characters, of which each is a digit, a letter from a to z, or one of . - _ / @.
Braces, colons, blanks and letters with accents are not allowed, nor blanks between the items of a list. It counts
as missing. Whether the limit stood in 1.1 already could not be verified: a warning there, and the value
is used.
*/
SELECT
    file,
    "column",
    line,
    more,
    stands_for,
    shape,
    expects,
    CASE WHEN kept THEN 'warning' ELSE 'error' END AS severity
FROM wrong_cell
WHERE fault = 'guid'
