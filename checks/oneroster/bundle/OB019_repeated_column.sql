/*
code = "OB019"
name = "repeated-column"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "column"
key = ["file", "subject"]
message = "The file {file} has the column {subject} more than once, again as column {detail}"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3"

No two columns have the same name, upper and lower case aside. The first one is judged; which one a vendor
takes nobody can say.
*/
SELECT
    file,
    subject,
    min(line) AS line,
    min(detail) AS detail
FROM wrong_file
WHERE fault = 'duplicate-column'
GROUP BY file, subject
