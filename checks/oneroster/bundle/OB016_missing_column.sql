/*
code = "OB016"
name = "missing-column"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "column"
key = ["file", "subject"]
message = "The file {file} has no column {subject}"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3"
of = "source_column WHERE present IS NOT NULL AND table_name || '.csv' IN (SELECT file FROM bundle_file WHERE present)"

Every column of the specification must be there, also where it is empty throughout. The column that 1.2.0
has in users.csv and 1.2.1 has not, resourceSourcedIds, may be there or not. Of the rows nothing is
said for a column that is missing.
*/
SELECT file, subject, line
FROM wrong_file
WHERE fault = 'missing-column'
