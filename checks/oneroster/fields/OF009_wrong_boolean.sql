/*
code = "OF009"
name = "wrong-boolean"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is {shape}, not {expects}"
fix = "Export true and false in lower case"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (data types)"

The words are true and false, in lower case: TRUE, 1 and yes are errors. It counts as missing. What is
printed of a value is a word that means nothing by itself; of columns about a person nothing is.
*/
SELECT
    file,
    "column",
    line,
    more,
    stands_for,
    shape,
    expects,
    lower(trim(value)) IN ('true', 'false') AS is_case_alone
FROM wrong_cell
WHERE fault = 'boolean'
