/*
code = "VN007"
name = "record-value-refused"
severity = "warning"
effect = "risk"
entity = "record"
key = ["entity", "sourcedId"]
oneroster = ["1.1", "1.2"]
message = "The {entity} {sourcedId} has a value that is refused: {told}"
fix = "Scheduling & Courses > Courses, or System Administration > Resources > School"
article = "Vendor profile (roster-lint vendor NAME)"
of = "(SELECT DISTINCT record, sourcedId, schoolID FROM vendor_record_value) records"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_value WHERE population IN ('class', 'course', 'session', 'org'))"
reason = "no vendor that is named has conditions on the values of classes, courses, sessions or orgs"

The value of a field is longer or shorter than a vendor takes, has characters that it refuses, or is
none of those that it knows. Blank values are VN004's. A list, such as grades, is refused for any item
that the vendor does not know. The vendor's profile says what the documents ask and what happens.
How Campus names a class is predicted only: there it is at most a warning.
*/
SELECT
    found.record AS entity,
    found.sourcedId,
    found.schoolID,
    found.sectionID,
    CASE
        WHEN bool_or(found.severity = 'error') THEN 'error'
        WHEN bool_or(found.severity = 'warning') THEN 'warning'
        ELSE 'info'
    END AS severity,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.told, '; ' ORDER BY found.told) AS told,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM (
    SELECT v.record, v.sourcedId, v.schoolID, v.sectionID, l.severity, l.effect, l.told, l.mark
    FROM vendor_record_value v
    JOIN vendor_value l ON l.population = v.record AND l.field = v.field
    WHERE trim(v.value) <> ''
      AND (
          length(v.value) < l.least
          OR length(v.value) > l.most
          OR NOT regexp_full_match(v.value, l.pattern)
          OR translate(v.value, l.forbidden, '') <> v.value
      )
    UNION ALL
    SELECT v.record, v.sourcedId, v.schoolID, v.sectionID, v.severity, v.effect, v.told, v.mark
    FROM (
        SELECT v.record, v.sourcedId, v.schoolID, v.sectionID, l.vendor, l.line, l.severity, l.effect, l.told, l.mark, unnest(string_split(v.value, ',')) AS item
        FROM vendor_record_value v
        JOIN vendor_value l ON l.population = v.record AND l.field = v.field AND l.has_list
    ) v
    LEFT JOIN vendor_value_item k ON k.vendor = v.vendor AND k.line = v.line AND k.item = lower(trim(v.item))
    WHERE k.item IS NULL AND trim(v.item) <> ''
) found
GROUP BY found.record, found.sourcedId, found.schoolID, found.sectionID
