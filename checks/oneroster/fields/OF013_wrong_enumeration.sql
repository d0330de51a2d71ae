/*
code = "OF013"
name = "wrong-enumeration"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} is {shape}, not {expects}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3, the file's own section"

The value is not one of the vocabulary, which counts in upper and lower case. It counts as missing. Older
documents list further roles for enrollments (guardian, parent, relative, aide), which are of version 1.0. What is printed
of a value is a word of some vocabulary or of no meaning; of columns about a person nothing is. A value that begins
with ext: is OF014.
*/
SELECT
    file,
    "column",
    line,
    more,
    stands_for,
    shape,
    expects,
    list_contains(regexp_extract_all(lower(expects), '[a-z-]+'), lower(trim(value))) AS is_case_alone
FROM wrong_cell
WHERE fault = 'enumeration'
