/*
code = "OP911"
name = "line-item-in-school-year"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "session"
key = ["file", "column", "target"]
sources = ["bundle"]
message = "{records:line item} ({example}{records:| first}) {records:names|name} {target} as {records:its|their} grading period, which is a whole school year"
fix = "Name the grading period or term of the line item"
owner = "IT"
article = "OneRoster CSV Binding 1.1, lineItems.csv, gradingPeriodSourcedId; 1.2, 3.11, academicSessionSourcedId"

In OneRoster 1.1 the session of a line item is a grading period. In 1.2 it may be of any type, so there it is an
information: vendors that show grades by grading period then have none to show them in. Terms and semesters are
left alone, since many districts grade by them. One finding for each session.
*/
SELECT
    'lineItems.csv' AS file,
    v.lineItemSession AS "column",
    s.sourcedId AS target,
    count(*) AS records,
    min(l.sourcedId) AS example,
    CAST(NULL AS VARCHAR) AS schoolID,
    CASE v.oneroster WHEN '1.1' THEN 'warning' ELSE 'info' END AS severity
FROM payload_line_item l
JOIN payload_session s ON s.sourcedId = l.academicSessionSourcedId AND s.type = 'schoolYear'
CROSS JOIN payload_version v
WHERE l.status = 'active'
GROUP BY v.lineItemSession, v.oneroster, s.sourcedId
