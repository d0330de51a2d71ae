/*
code = "OB007"
name = "version-conflict"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file"]
message = "The version of the bundle is not clear: {detail}"
fix = "Write the version that the files are of into manifest.csv, or export in the version that it names"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.3"

The manifest names one version, while the files or their headers, or the --oneroster option, say another.
A vendor reads the columns of the version that the manifest names, so that it finds others than it
looks for. The option goes before the manifest; where the files with one voice say otherwise, they go
before it too, as data go before the manifest's hints. Files in which the versions do not differ leave it
to the manifest's rows, if these list the files of one version and no other. Columns, files and rows in
which the versions differ are then not listed one by one.
*/
SELECT file, line, detail
FROM wrong_file
WHERE fault = 'version-conflict'
