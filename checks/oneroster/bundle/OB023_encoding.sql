/*
code = "OB023"
name = "encoding"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file"]
message = "The file {file} is {detail}, not UTF-8"
fix = "Save the file as UTF-8 (in Excel: CSV UTF-8)"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 3629)"
of = "bundle_file WHERE present"

The files are UTF-8, with or without a byte order mark. UTF-16 with a byte order mark, as some programs of
Microsoft write it, can be read and is judged here, but a vendor reads nothing of it. Any other
encoding is OB014.
*/
SELECT file, line, detail
FROM wrong_file
WHERE fault = 'encoding'
