/*
code = "OB006"
name = "wrong-property-value"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "property"
key = ["file", "subject"]
message = "In {place}: {subject} is {detail}"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.1"

manifest.version is 1.0, oneroster.version is 1.1 or 1.2, and a file is absent, bulk or delta, all in
exactly this spelling. Some programs write 1.2.1 for the version of 1.2 that came in 2023, while
vendors ask for 1.2: a warning.
*/
SELECT
    file,
    subject,
    line,
    place,
    detail,
    CASE WHEN fault = 'property-version' THEN 'warning' ELSE 'error' END AS severity
FROM wrong_file
WHERE fault IN ('property-value', 'property-version')
