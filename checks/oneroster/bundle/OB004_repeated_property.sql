/*
code = "OB004"
name = "repeated-property"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "property"
key = ["file", "subject"]
message = "In {place}: the property {subject} stands there a second time{values}"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.1"

The manifest has one row a property. The first one counts here; which one a vendor takes nobody can
say. A warning where both say the same. The specification has no rule of its own for it.
*/
SELECT
    file,
    subject,
    min(line) AS line,
    arg_min(place, line) AS place,
    CASE WHEN bool_and(detail = 'again') THEN '' ELSE ', with another value' END AS values,
    CASE WHEN bool_and(detail = 'again') THEN 'warning' ELSE 'error' END AS severity
FROM wrong_file
WHERE fault = 'property-repeated'
GROUP BY file, subject
