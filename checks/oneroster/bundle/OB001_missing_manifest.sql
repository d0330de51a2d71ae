/*
code = "OB001"
name = "missing-manifest"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file"]
message = "There is no {file}: a vendor takes the bundle for one of version 1.0, or refuses it"
fix = "Add manifest.csv, or switch it on in the program that exports the bundle"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.1 and 2.3"

Every bundle of 1.1 and 1.2 has a manifest.csv that names the version and says of each file whether
it is absent, bulk or delta. Without one the files are of version 1.0, which no header here is. The
bundle is judged nevertheless, by the version that its headers show.
*/
SELECT file, line
FROM wrong_file
WHERE fault = 'manifest-missing'
