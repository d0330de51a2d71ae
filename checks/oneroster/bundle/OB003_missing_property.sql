/*
code = "OB003"
name = "missing-property"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "property"
key = ["file", "subject"]
message = "The property {subject} is not in {file}"
fix = "Add the row to manifest.csv; a file that is not in the bundle is absent"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.1"

The manifest names its own version, that of OneRoster, and every file of that version, absent ones
too: 13 files in 1.1, 21 in 1.2. The names of the sending system are optional.
*/
SELECT file, subject, line
FROM wrong_file
WHERE fault = 'property-missing'
