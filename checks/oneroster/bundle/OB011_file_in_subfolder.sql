/*
code = "OB011"
name = "file-in-subfolder"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["subject"]
message = "The files stand in a folder '{subject}': a vendor looks for them at the root"
fix = "Select the CSV files themselves and pack those"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.2"

A bundle is a zip with its files at the root. Anyone who packs a folder in place of the files in it puts all
of them one level too deep, where a vendor finds nothing. The files are judged here nevertheless.
*/
SELECT file, subject, line
FROM wrong_file
WHERE fault = 'subfolder'
