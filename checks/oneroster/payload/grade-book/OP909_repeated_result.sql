/*
code = "OP909"
name = "repeated-result"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "result"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} has {results} results for line item {lineItemSourcedId}, first {sourcedId}"
fix = "Send one result for each student and line item"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.16 results.csv (inferred)"
of = "(SELECT r.sourcedId FROM payload_result r WHERE r.status = 'active') counted"

Two results of one student for one line item: the vendor shows one of them, and nobody knows which.
*/
SELECT
    'results.csv' AS file,
    min(r.sourcedId) AS sourcedId,
    'student ' || r.studentSourcedId AS who,
    count(*) AS results,
    r.lineItemSourcedId,
    CAST(NULL AS VARCHAR) AS schoolID,
    r.studentSourcedId AS personID
FROM payload_result r
WHERE r.status = 'active' AND r.studentSourcedId IS NOT NULL AND r.lineItemSourcedId IS NOT NULL
GROUP BY r.studentSourcedId, r.lineItemSourcedId
HAVING count(*) > 1
