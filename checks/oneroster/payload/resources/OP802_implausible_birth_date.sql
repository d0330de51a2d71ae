/*
code = "OP802"
name = "implausible-birth-date"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "demographics"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} has a birth date {why}"
fix = "Correct the birth date in the student information system, or leave it blank"
owner = "registrar"
article = "OneRoster CSV Binding 1.2, 3.8 demographics.csv, birthDate (inferred)"
of = "(SELECT d.sourcedId FROM payload_demographics d WHERE d.status = 'active' AND d.birthDate IS NOT NULL) counted"

Nobody is born after today, and nobody who is at school was born 120 years ago: such dates stand for an
unknown one, or a century went wrong. The date itself is not shown.
*/
SELECT
    'demographics.csv' AS file,
    d.sourcedId,
    'user ' || d.sourcedId AS who,
    CASE WHEN d.birthDate > t.as_of THEN 'that is yet to come' ELSE 'more than 120 years ago' END AS why,
    CAST(NULL AS VARCHAR) AS schoolID,
    d.sourcedId AS personID
FROM payload_demographics d
CROSS JOIN settings t
WHERE d.status = 'active' AND (d.birthDate > t.as_of OR year(d.birthDate) < year(t.as_of) - 120)
