/*
code = "VN016"
name = "needed-file-missing"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "file"
key = ["file"]
message = "The file {file} is not in the bundle: {stated}"
fix = "Export this file as well"
owner = "IT"
sources = ["bundle"]
of = "(SELECT DISTINCT file FROM vendor_package WHERE takes = 'files') files"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_package WHERE takes = 'files')"
reason = "no chosen vendor is known to need certain files"

OneRoster lets a bundle leave files out; a vendor may need them all the same. A file that manifest.csv
names and that is not there is OB008's, an unreadable one OB014's, one without rows OB015's, and
manifest.csv itself OB001's.
*/
SELECT
    p.file,
    CAST(NULL AS VARCHAR) AS schoolID,
    min(p.effect) AS effect,
    string_agg(DISTINCT p.stated, '; ' ORDER BY p.stated) AS stated,
    string_agg(DISTINCT p.mark, ' ' ORDER BY p.mark) AS vendors
FROM vendor_package p
WHERE p.takes = 'files'
  AND NOT EXISTS (SELECT 1 FROM payload_file f WHERE f.file = p.file AND (f.is_there OR f.is_reported))
GROUP BY p.file
