/*
code = "OB005"
name = "unknown-property"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "property"
key = ["file", "subject"]
message = "In {place}: {subject} is no property of the manifest{meant}"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.1"

A property that the version does not have: a warning, since the specification does not say that a vendor
must refuse it. An error where it is a required one, misspelled: names count in upper and lower case, and
the required one is not there. OB003 does not report it as well. Where only the case
differs the value is used.
*/
SELECT
    file,
    subject,
    min(line) AS line,
    arg_min(place, line) AS place,
    CASE WHEN min(detail) IS NULL THEN '' ELSE '; ' || min(detail) || ' is meant' END AS meant,
    CASE WHEN min(detail) IS NULL THEN 'warning' ELSE 'error' END AS severity
FROM wrong_file
WHERE fault = 'property-unknown'
GROUP BY file, subject
