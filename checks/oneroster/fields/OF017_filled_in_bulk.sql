/*
code = "OF017"
name = "filled-in-bulk"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}: {column} is filled in {stands_for:row}, which must be blank in a bulk file"
fix = "Switch the two columns off in the export, or declare the file as delta in manifest.csv if it is one"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4 and 3"

In a bulk file the columns status and dateLastModified are there, but blank in every row: a bulk file is all that
there is, and what it does not name is deleted. The most common error of all. Told once a file and column, with the
first line; where both are filled in all rows the file is OB024's. A value that is not even of the
vocabulary is OF013.
*/
SELECT file, "column", line, stands_for
FROM wrong_cell
WHERE fault = 'filled-in-bulk'
