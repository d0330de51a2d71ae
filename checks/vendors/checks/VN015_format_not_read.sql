/*
code = "VN015"
name = "format-not-read"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "bundle"
key = ["format"]
message = "The source is {format}: {stated}"
fix = "Connect the vendor as its profile says (roster-lint vendor NAME), or convert the files first"
owner = "IT"
sources = ["bundle"]

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_package WHERE takes = 'no-csv')"
reason = "no chosen vendor is known not to read OneRoster CSV"

A vendor's documents say that it does not read OneRoster CSV: it takes the same records over the API, or in
a format of its own. All other checks judge the records nevertheless.
*/
SELECT
    'OneRoster CSV' AS format,
    CAST(NULL AS VARCHAR) AS schoolID,
    min(p.effect) AS effect,
    string_agg(DISTINCT p.stated, '; ' ORDER BY p.stated) AS stated,
    string_agg(DISTINCT p.mark, ' ' ORDER BY p.mark) AS vendors
FROM vendor_package p
WHERE p.takes = 'no-csv'
HAVING count(*) > 0
