/*
code = "OB024"
name = "mode-conflict"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "file"
key = ["file"]
message = "The manifest says that {file} is {subject}, while status and dateLastModified are {filled}, as in a {detail} file"
fix = "Correct the file's mode in manifest.csv, or export in that mode"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4, 3 and 3.1"
of = "bundle_file WHERE present"

In a bulk file status and dateLastModified must be blank, in a delta file they must be filled. Here all rows
say the other thing than the manifest: either they are wrong, as in most exports that fill both columns
of a bulk file, or the manifest is, which only hints. That is one finding for the file, and not OF017 or OF018
as well. The other checks take the file as the manifest has it.
*/
SELECT
    file,
    subject,
    line,
    detail,
    CASE detail WHEN 'delta' THEN 'filled in every row' ELSE 'blank in every row' END AS filled
FROM wrong_file
WHERE fault = 'mode-conflict'
