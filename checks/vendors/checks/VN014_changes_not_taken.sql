/*
code = "VN014"
name = "changes-not-taken"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "bundle"
key = ["mode"]
message = "{files:file} ({example}{files:| first}) {files:holds|hold} only changes (delta): {stated}"
fix = "Export the bundle as bulk: all records, with status and dateLastModified blank"
owner = "IT"
sources = ["bundle"]

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_package WHERE takes = 'bulk')"
reason = "no chosen vendor is known to take bulk files only"

A delta file holds what has changed and nothing else. A vendor that takes every file as the whole roster
removes or switches off all that is not in it. A file is what manifest.csv says it is, or what its rows say
where there is no manifest; one whose rows say otherwise is OB024's.
*/
SELECT
    'delta' AS mode,
    CAST(NULL AS VARCHAR) AS schoolID,
    d.files,
    d.example,
    min(p.effect) AS effect,
    string_agg(DISTINCT p.stated, '; ' ORDER BY p.stated) AS stated,
    string_agg(DISTINCT p.mark, ' ' ORDER BY p.mark) AS vendors
FROM (
    SELECT count(*) AS files, min(file) AS example
    FROM payload_file
    WHERE mode = 'delta' AND is_there
) d
JOIN vendor_package p ON p.takes = 'bulk' AND d.files > 0
GROUP BY d.files, d.example
