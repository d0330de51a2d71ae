/*
code = "VN010"
name = "role-unknown-to-vendor"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "role"
key = ["role"]
message = "{users} the role {role} and none that is known: {stated}"
fix = "Census > People > District Assignments, or leave these people out of what is sent to this vendor"
owner = "staff records"
of = "(SELECT DISTINCT role FROM payload_role WHERE status = 'active') roles"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_roles)"
reason = "no chosen vendor documents that it knows only some roles"

A vendor knows some of OneRoster's roles, and users of populations that it uses have none of these:
they are left out, or treated as something else. One finding for each role, with the number of users.
Under OneRoster 1.1 Campus sends other staff as administrator, under 1.2 as aide.
*/
SELECT
    found.role,
    NULL AS schoolID,
    CASE max(found.users) WHEN 1 THEN 'One user has' ELSE CAST(max(found.users) AS VARCHAR) || ' users have' END AS users,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.stated, '; ' ORDER BY found.stated) AS stated,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM (
    SELECT r.role, l.vendor, l.effect, l.stated, l.mark, count(DISTINCT r.userSourcedId) AS users
    FROM payload_role r
    JOIN payload_user u ON u.sourcedId = r.userSourcedId AND u.status = 'active'
    CROSS JOIN vendor_roles l
    WHERE r.status = 'active'
      AND r.role IS NOT NULL
      AND EXISTS (
          SELECT 1 FROM payload_person p
          JOIN vendor_population v ON v.population = p.population
          WHERE p.userSourcedId = r.userSourcedId AND v.vendor = l.vendor
      )
      AND NOT EXISTS (
          SELECT 1 FROM payload_role o
          JOIN vendor_role k ON k.role = lower(o.role)
          WHERE o.userSourcedId = r.userSourcedId AND o.status = 'active' AND k.vendor = l.vendor
      )
    GROUP BY r.role, l.vendor, l.effect, l.stated, l.mark
) found
GROUP BY found.role
