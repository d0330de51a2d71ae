/*
code = "OB005"
name = "unknown-property"
severity = "warning"
effect = "risk"
entity = "file"
key = ["file", "subject"]
sources = ["bundle"]
message = "In {place}: {subject} is no property of the manifest{meant}"
fix = "Mend it in the program that exports the bundle, then export again"
article = "OneRoster CSV Binding 1.2, 3.1"

A property that the version does not have, often a misspelled one: names count in upper and lower
case. Where only that differs the value is used, and nothing else is said of the property. A warning,
since the specification does not say that a vendor must refuse it.
*/
SELECT
    file,
    subject,
    min(line) AS line,
    coalesce('line ' || CAST(min(line) AS VARCHAR) || ' of ', '') || file AS place,
    CASE WHEN min(detail) IS NULL THEN '' ELSE '; ' || min(detail) || ' is meant' END AS meant,
    CAST(NULL AS VARCHAR) AS schoolID
FROM bundle_fault
WHERE fault = 'property-unknown'
GROUP BY file, subject
