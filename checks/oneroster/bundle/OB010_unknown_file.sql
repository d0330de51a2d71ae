/*
code = "OB010"
name = "unknown-file"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "file"
key = ["file"]
message = "The file {what} is no file of OneRoster{of_version}"
fix = "Take the file out of the bundle"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.1"

A bundle holds the files of its version and nothing else. What else lies in it is not read; some
vendors refuse the whole bundle for it. Files that a system puts there for itself, such as __MACOSX,
are left alone. The specification has no rule of its own for it, so this is a warning.
*/
SELECT
    file,
    line,
    '''' || file || '''' AS what,
    CASE WHEN detail IS NULL THEN '' ELSE ' ' || detail END AS of_version
FROM wrong_file
WHERE fault = 'unknown-file'
