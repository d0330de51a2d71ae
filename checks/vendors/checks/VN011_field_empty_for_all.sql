/*
code = "VN011"
name = "field-empty-for-all"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "field"
key = ["field"]
message = "All {users} lack {stated}"
fix = "Fill the field in Campus, or ask the vendor whether it can do without"
owner = "IT"
of = "(SELECT DISTINCT field FROM vendor_need WHERE is_left AND population IN ('student', 'teacher', 'staff', 'guardian', 'relative')) fields"
skip = ["no-needs-of-users"]

A field that a vendor requires or uses is blank for everybody of a population: it is not sent at all.
One finding for the field, with all such populations; where some have it, and where a population is
one person, VN003 names those without. An error where one of the vendors requires it and its documents
say so; an info where the vendor only uses it and that is assumed, not documented. A column that a bundle
does not have is OB016's; a value that cannot be read is an OF check's and not blank.
*/
SELECT
    found.field,
    NULL AS schoolID,
    u.users,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.stated, '; ' ORDER BY found.stated) AS stated,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM (
    SELECT
        e.field,
        n.effect,
        n.stated,
        CASE WHEN n.is_assumed THEN n.vendor || ':info::' || split_part(n.mark, ':', 4) ELSE n.mark END AS mark
    FROM vendor_empty_field e
    JOIN vendor_need n ON n.is_left AND n.population = e.population AND n.field = e.field
) found
JOIN (
    SELECT
        field,
        string_agg(
            CAST(users AS VARCHAR) || CASE population WHEN 'staff' THEN ' other staff' ELSE ' ' || population || 's' END,
            ', ' ORDER BY users DESC, population
        ) AS users
    FROM vendor_empty_field
    GROUP BY field
) u ON u.field = found.field
GROUP BY found.field, u.users
