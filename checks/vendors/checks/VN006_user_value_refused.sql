/*
code = "VN006"
name = "user-value-refused"
severity = "warning"
effect = "risk"
entity = "user"
key = ["sourcedId"]
oneroster = ["1.1", "1.2"]
message = "{who} has a value that is refused: {told}"
fix = "Census > People > Demographics > Identity Information, or System Administration > User Security > User Account"
article = "Vendor profile (roster-lint vendor NAME)"
of = "(SELECT DISTINCT sourcedId, schoolID FROM vendor_user) people"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_value WHERE population IN ('student', 'teacher', 'staff', 'guardian', 'relative'))"
reason = "no vendor that is named has conditions on the values of users that are not judged already"

The value of a field is longer or shorter than a vendor takes, has characters that it refuses, or is
none of those that it knows. Blank values are VN003's. A list, such as grades, is refused for any item
that the vendor does not know. The vendor's profile says what the documents ask and what happens.
From Campus, malformed addresses are EM002's and blanks in user names UN003's.
*/
SELECT
    found.sourcedId,
    min(found.who) AS who,
    found.schoolID,
    found.personID,
    CASE
        WHEN bool_or(found.severity = 'error') THEN 'error'
        WHEN bool_or(found.severity = 'warning') THEN 'warning'
        ELSE 'info'
    END AS severity,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.told, '; ' ORDER BY found.told) AS told,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM (
    SELECT v.sourcedId, v.who, v.schoolID, v.personID, l.severity, l.effect, l.told, l.mark
    FROM vendor_user_value v
    JOIN vendor_value l ON l.population = v.population AND l.field = v.field
    WHERE trim(v.value) <> ''
      AND (
          length(v.value) < l.least
          OR length(v.value) > l.most
          OR NOT regexp_full_match(v.value, l.pattern)
          OR translate(v.value, l.forbidden, '') <> v.value
      )
    UNION ALL
    SELECT v.sourcedId, v.who, v.schoolID, v.personID, v.severity, v.effect, v.told, v.mark
    FROM (
        SELECT v.sourcedId, v.who, v.schoolID, v.personID, l.vendor, l.line, l.severity, l.effect, l.told, l.mark, unnest(string_split(v.value, ',')) AS item
        FROM vendor_user_value v
        JOIN vendor_value l ON l.population = v.population AND l.field = v.field AND l.has_list
    ) v
    LEFT JOIN vendor_value_item k ON k.vendor = v.vendor AND k.line = v.line AND k.item = lower(trim(v.item))
    WHERE k.item IS NULL AND trim(v.item) <> ''
) found
GROUP BY found.sourcedId, found.schoolID, found.personID
