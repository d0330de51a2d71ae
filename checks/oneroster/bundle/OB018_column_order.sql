/*
code = "OB018"
name = "column-order"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "file"
key = ["file"]
message = "In {file} the column {subject} stands where {detail} should"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3"
of = "bundle_file WHERE present"

The columns stand in the order of the specification. A vendor that goes by position reads one value for
another. The rows are judged here by the columns' names.
*/
SELECT file, subject, line, detail
FROM wrong_file
WHERE fault = 'column-order'
