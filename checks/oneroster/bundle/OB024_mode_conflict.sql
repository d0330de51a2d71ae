/*
code = "OB024"
name = "mode-conflict"
severity = "warning"
effect = "wrong"
entity = "file"
key = ["file"]
sources = ["bundle"]
message = "The manifest says that {file} is {subject}, while its rows are those of a {detail} file"
fix = "Correct the file's mode in manifest.csv, or export in that mode"
article = "OneRoster CSV Binding 1.2, 2.4 and 3.1"

In a bulk file status and dateLastModified are blank, in a delta file they are filled. Here all rows say the
other thing than the manifest. The manifest only hints, and the rows go before it, so this is a warning;
that the rows break the rule of the declared mode is OF017 or OF018.
*/
SELECT
    file,
    subject,
    line,
    detail,
    CAST(NULL AS VARCHAR) AS schoolID
FROM bundle_fault
WHERE fault = 'mode-conflict'
