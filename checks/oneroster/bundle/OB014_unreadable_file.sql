/*
code = "OB014"
name = "unreadable-file"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file"]
message = "In {place}: {detail}"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 4180, RFC 3629)"
of = "bundle_file WHERE present"

The file is no sound CSV in UTF-8: a row has more or fewer values than the header names columns, a
quotation mark is missing, a byte is no UTF-8 or a NUL, or the zip is damaged. Then nobody can say where
its values belong, so none of it is judged, and the verdict is incomplete. A byte order mark is fine.
*/
SELECT file, line, place, detail
FROM wrong_file
WHERE fault = 'unreadable-file'
