/*
code = "OB017"
name = "unknown-column"
since = "0.1.0"
severity = "error"
effect = "risk"
entity = "column"
key = ["file", "subject"]
message = "The file {file} has a column that is not of OneRoster: {subject}"
fix = "Leave the column out, or call it metadata. and its name and move it to the right"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3"

Only the columns of the specification are allowed, and extensions that begin with metadata. to the right of
them. Names of version 1.0 are often met here: userId for userIds, grade for grades, agents for
agentSourcedIds. The column is not read.
*/
SELECT
    file,
    subject,
    min(line) AS line
FROM wrong_file
WHERE fault = 'unknown-column'
GROUP BY file, subject
