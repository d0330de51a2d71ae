/*
code = "OB012"
name = "file-name-spelling"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "file"
key = ["file"]
message = "'{subject}' should be called {file}"
fix = "Rename the file"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.1"

File names count in upper and lower case: Users.csv is not users.csv, and a vendor may not find it. The
file is judged here nevertheless.
*/
SELECT file, subject, line
FROM wrong_file
WHERE fault = 'file-name-case'
