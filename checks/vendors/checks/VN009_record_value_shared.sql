/*
code = "VN009"
name = "record-value-shared"
severity = "warning"
effect = "risk"
entity = "record"
key = ["entity", "sourcedId", "field"]
oneroster = ["1.1", "1.2"]
message = "The {entity} {sourcedId} shares its {words} with {others} more: {told}"
fix = "Scheduling & Courses > Courses > Sections: give the sections names or numbers of their own"
article = "Vendor profile (roster-lint vendor NAME)"
of = "(SELECT DISTINCT record, sourcedId, schoolID FROM vendor_record_value) records"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_unique WHERE population IN ('class', 'course', 'session', 'org'))"
reason = "no vendor that is named asks for values of classes, courses, sessions or orgs that are not shared"

Two records have one value of a field that a vendor takes once only, in the district or in a school:
two classes of one title, say. How Campus names a class is predicted only: there it is at most a
warning.
*/
SELECT
    found.record AS entity,
    found.sourcedId,
    found.field,
    found.schoolID,
    found.sectionID,
    min(found.words) AS words,
    max(found.records) - 1 AS others,
    CASE
        WHEN bool_or(found.severity = 'error') THEN 'error'
        WHEN bool_or(found.severity = 'warning') THEN 'warning'
        ELSE 'info'
    END AS severity,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.told, '; ' ORDER BY found.told) AS told,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM (
    SELECT v.record, v.sourcedId, v.field, v.schoolID, v.sectionID, l.words, l.severity, l.effect, l.told, l.mark, s.records
    FROM vendor_record_value v
    JOIN vendor_unique l ON l.population = v.record AND l.field = v.field
    JOIN (
        SELECT
            l.vendor,
            l.line,
            CASE WHEN l.ignores_case THEN lower(trim(v.value)) ELSE v.value END AS sameKey,
            CASE WHEN l.within_school THEN v.schoolSourcedId END AS sameSchool,
            count(DISTINCT v.record || ' ' || v.sourcedId) AS records
        FROM vendor_record_value v
        JOIN vendor_unique l ON l.population = v.record AND l.field = v.field
        WHERE trim(v.value) <> ''
        GROUP BY
            l.vendor,
            l.line,
            CASE WHEN l.ignores_case THEN lower(trim(v.value)) ELSE v.value END,
            CASE WHEN l.within_school THEN v.schoolSourcedId END
        HAVING count(DISTINCT v.record || ' ' || v.sourcedId) > 1
    ) s
        ON s.vendor = l.vendor
        AND s.line = l.line
        AND s.sameKey = CASE WHEN l.ignores_case THEN lower(trim(v.value)) ELSE v.value END
        AND s.sameSchool IS NOT DISTINCT FROM CASE WHEN l.within_school THEN v.schoolSourcedId END
) found
GROUP BY found.record, found.sourcedId, found.field, found.schoolID, found.sectionID
