/*
code = "OP901"
name = "reversed-score-range"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "line-item"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Line item {sourcedId} has resultValueMin {lowest} above resultValueMax {highest}"
fix = "Correct the range of the line item"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.11 lineItems.csv, resultValueMin (inferred)"
of = "(SELECT l.sourcedId FROM payload_line_item l WHERE l.status = 'active') counted"

No score lies in such a range. Its results are not listed again as outside of it. Equal ends are allowed.
*/
SELECT
    'lineItems.csv' AS file,
    l.sourcedId,
    l.resultValueMin AS lowest,
    l.resultValueMax AS highest,
    l.schoolSourcedId AS schoolID,
    l.classSourcedId AS sectionID
FROM payload_line_item l
WHERE l.status = 'active' AND l.resultValueMin > l.resultValueMax
