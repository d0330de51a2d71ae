/*
Values that a vendor refuses, and values that several share though it takes each once: of users and of
classes, courses, academic sessions and orgs alike. A check reads those of the one or of the other.
*/
CREATE VIEW vendor_held_value AS
SELECT
    TRUE AS of_user,
    population,
    sourcedId,
    field,
    value,
    who,
    schoolID,
    personID,
    NULL AS sectionID,
    CAST(personID AS VARCHAR) AS holder,
    CAST(schoolID AS VARCHAR) AS school
FROM vendor_user_value
WHERE NOT is_blank
UNION ALL
SELECT FALSE, record, sourcedId, field, value, NULL, schoolID, NULL, sectionID, record || ' ' || sourcedId, schoolSourcedId
FROM vendor_record_value
WHERE trim(value) <> '';

-- Too short or too long, not of the form, with a character that is refused; or with an item, single or in a
-- list, that the vendor does not know.
CREATE VIEW vendor_refused_value AS
SELECT v.*, l.vendor, l.line, l.severity, l.effect, l.stated, l.mark, NULL AS item
FROM vendor_held_value v
JOIN vendor_value l ON l.population = v.population AND l.field = v.field
WHERE length(v.value) < l.least
   OR length(v.value) > l.most
   OR NOT regexp_full_match(v.value, l.pattern)
   OR translate(v.value, l.forbidden, '') <> v.value
UNION ALL
SELECT i.*
FROM (
    SELECT v.*, l.vendor, l.line, l.severity, l.effect, l.stated, l.mark, unnest(string_split(v.value, ',')) AS item
    FROM vendor_held_value v
    JOIN vendor_value l ON l.population = v.population AND l.field = v.field AND l.has_list
) i
LEFT JOIN vendor_value_item k ON k.vendor = i.vendor AND k.line = i.line AND k.item = lower(trim(i.item))
WHERE k.item IS NULL AND trim(i.item) <> '';

-- Values as a line of a profile compares them, in the district or in a school.
CREATE VIEW vendor_compared_value AS
SELECT
    v.*,
    l.vendor,
    l.line,
    l.words,
    l.severity,
    l.effect,
    l.stated,
    l.mark,
    CASE WHEN l.ignores_case THEN lower(trim(v.value)) ELSE v.value END AS sameKey,
    CASE WHEN l.within_school THEN v.school END AS sameSchool
FROM vendor_held_value v
JOIN vendor_unique l ON l.population = v.population AND l.field = v.field;

CREATE VIEW vendor_shared_value AS
SELECT v.*, s.holders
FROM vendor_compared_value v
JOIN (
    SELECT of_user, vendor, line, sameKey, sameSchool, count(DISTINCT holder) AS holders
    FROM vendor_compared_value
    GROUP BY of_user, vendor, line, sameKey, sameSchool
    HAVING count(DISTINCT holder) > 1
) s
    ON s.of_user = v.of_user
    AND s.vendor = v.vendor
    AND s.line = v.line
    AND s.sameKey = v.sameKey
    AND s.sameSchool IS NOT DISTINCT FROM v.sameSchool;
