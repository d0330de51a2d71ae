/*
code = "OB013"
name = "file-twice"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "file"
key = ["file", "subject"]
message = "The file {file} is in the bundle more than once: '{subject}' was not read"
fix = "Keep one of the files"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.1"

A bundle holds at most one of each file. Of several that stand for one, also by another case or in another
folder, the one at the root with the exact name is judged.
*/
SELECT file, subject, line
FROM wrong_file
WHERE fault = 'file-twice'
