/*
code = "OF023"
name = "password-in-file"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}: {column} is filled in {stands_for:row}, so the bundle carries passwords"
fix = "Leave the column blank, unless the vendor asks for it in writing"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 users.csv and 3.20 userProfiles.csv"

The column may be filled, in clear or encrypted. A bundle is copied, mailed and kept, and hardly any vendor needs the
passwords of another system. Told once a file, with the first line. Of the password nothing is kept or printed.
*/
SELECT file, "column", line, stands_for
FROM wrong_cell
WHERE fault = 'password-filled'
