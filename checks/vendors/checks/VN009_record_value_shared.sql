/*
code = "VN009"
name = "record-value-shared"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "record"
key = ["entity", "sourcedId", "field"]
message = "The {entity} {sourcedId} shares its {words} with {others} more: {stated}"
fix = "Scheduling & Courses > Courses > Sections: give the sections names or numbers of their own"
owner = "scheduler"
of = "(SELECT DISTINCT record, sourcedId, schoolID FROM vendor_record_value) records"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_unique WHERE population IN ('class', 'course', 'session', 'org'))"
reason = "no chosen vendor needs unique values of classes, courses, sessions or orgs"

Two records have one value of a field that a vendor takes once only, in the district or in a school:
two classes of one title, say. How Campus names a class is only predicted, so there it is at most a warning.
*/
SELECT
    found.population AS entity,
    found.sourcedId,
    found.field,
    found.schoolID,
    found.sectionID,
    min(found.words) AS words,
    max(found.holders) - 1 AS others,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.stated, '; ' ORDER BY found.stated) AS stated,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM vendor_shared_value found
WHERE NOT found.of_user
GROUP BY found.population, found.sourcedId, found.field, found.schoolID, found.sectionID
