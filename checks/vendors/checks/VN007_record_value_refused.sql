/*
code = "VN007"
name = "record-value-refused"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "record"
key = ["entity", "sourcedId"]
message = "The {entity} {sourcedId} has a value that is refused: {stated}"
fix = "Scheduling & Courses > Courses, or System Administration > Resources > School"
owner = "scheduler"
of = "(SELECT DISTINCT record, sourcedId, schoolID FROM vendor_record_value) records"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_value WHERE population IN ('class', 'course', 'session', 'org'))"
reason = "no chosen vendor has conditions on the values of classes, courses, sessions or orgs"

The value of a field is longer or shorter than a vendor accepts, has characters that it refuses, or is not one
that it knows. Blank values are VN004's. A list, such as grades, is refused for any item that the vendor does
not know. The vendor's profile says what the documents ask and what happens. How Campus names a class is only
predicted, so there it is at most a warning.
*/
SELECT
    found.population AS entity,
    found.sourcedId,
    found.schoolID,
    found.sectionID,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.stated, '; ' ORDER BY found.stated) AS stated,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM vendor_refused_value found
WHERE NOT found.of_user
GROUP BY found.population, found.sourcedId, found.schoolID, found.sectionID
