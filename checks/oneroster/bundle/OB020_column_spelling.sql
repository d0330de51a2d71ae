/*
code = "OB020"
name = "column-spelling"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "column"
key = ["file", "subject"]
message = "In {file} the column {detail} should be spelled {subject}"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3"
of = "source_column WHERE present IS NOT NULL AND table_name || '.csv' IN (SELECT file FROM bundle_file WHERE present)"

Names count in upper and lower case, and blanks around them too. A vendor does not find the column. It is
judged here nevertheless.
*/
SELECT file, subject, line, detail
FROM wrong_file
WHERE fault = 'column-spelling'
