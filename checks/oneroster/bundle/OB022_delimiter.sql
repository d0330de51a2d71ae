/*
code = "OB022"
name = "delimiter"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file"]
message = "The columns of {file} are divided by {detail}, not by commas"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 4180)"
of = "bundle_file WHERE present"

A comma divides the columns, whatever the language of the program that writes them. The rows are judged here
with the delimiter that the header shows.
*/
SELECT file, line, detail
FROM wrong_file
WHERE fault = 'delimiter'
