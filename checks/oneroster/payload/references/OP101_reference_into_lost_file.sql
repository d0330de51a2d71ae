/*
code = "OP101"
name = "reference-into-lost-file"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file", "column"]
sources = ["bundle"]
message = "{file} refers by {column} to {target}, which is absent: {filled:reference} {filled:leads|lead} nowhere"
fix = "Export the file that is referred to in the same bundle, and say in manifest.csv that it is there"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.1 and 3: a bulk set is semantically complete (1.1: taken over)"

What a bulk file refers to must be in the bundle. Where the whole file is absent this is reported once for
each column that refers into it, and no reference is listed by itself. A file that is declared and not
there, has no rows, cannot be read or has no sourcedIds is reported by itself (OB008, OB014 to OB016). A
file of changes alone (delta) may refer to what the vendor has already, and is left out.
*/
SELECT file, columnName AS "column", targetFile AS target, filled, CAST(NULL AS VARCHAR) AS schoolID
FROM payload_unreadable_file
