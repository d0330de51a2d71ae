/*
code = "OB008"
name = "declared-but-missing"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "file"
key = ["file"]
message = "The file {file} is not in the bundle, though manifest.csv says it is {detail}"
fix = "Export the file, or declare it absent in manifest.csv"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.3"

The files of a bundle are those that its manifest declares as bulk or delta. A vendor reports the
difference as an error, or waits for a file that never comes. A bundle of the manifest alone, all of
whose files are absent, is good: it says that nothing has changed.
*/
SELECT file, line, detail
FROM wrong_file
WHERE fault = 'declared-missing'
