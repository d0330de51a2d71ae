/*
code = "OB030"
name = "nameless-extension"
since = "0.1.0"
severity = "error"
effect = "risk"
entity = "column"
key = ["file", "subject"]
message = "In {file} {subject} is called metadata. with no name behind the point"
fix = "Write the extension's name behind metadata., or leave the column out"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (extensions)"

An extension column is called metadata. and a name of its own. Without the name no vendor can say what the column
holds, and some refuse the file. Two such columns are OB019.
*/
SELECT file, subject, line
FROM wrong_file
WHERE fault = 'nameless-extension'
