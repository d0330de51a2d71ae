/*
code = "AC004"
name = "suspended-account"
severity = "error"
effect = "missing"
entity = "person"
key = ["personID"]
oneroster = ["1.1", "1.2"]
message = "{who} has an account in {place} that is suspended or disabled"
fix = "The directory: Google Admin > Directory > Users > More > Reactivate, or Entra ID > Users > Account status; in Campus if the person has left"
bundle_fix = "The directory: Google Admin > Directory > Users > More > Reactivate, or Entra ID > Users > Account status"
article = "Email and Phone Number (tip for Google Classroom users)"
of = "checked_person"
uses = ["*.email"]

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_accounts)"
reason = "only for vendors that find people by the accounts of a directory"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM accounts_file)"
reason = "existence was not checked: no accounts file (--accounts)"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM checked_lookup) AND EXISTS (SELECT 1 FROM looked_up)"
reason = "existence was not checked: no accounts file is of the directory in which the vendor looks"

[[skip]]
when = "SELECT count(*) > 0 AND NOT coalesce(bool_or(knows_state), FALSE) FROM accounts_file"
reason = "the accounts files do not say which accounts are suspended"

Whoever has a suspended (Google) or disabled (Microsoft) account cannot sign in, and is in no class
before it works again. Districts often suspend accounts over the summer. An account of which the
file says nothing counts as working; of two accounts with the address one that works is enough.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    k.place,
    k.severity,
    k.vendors
FROM addressed_person p
JOIN (
    SELECT
        s.personID,
        string_agg(DISTINCT s.place, ' and ' ORDER BY s.place) AS place,
        CASE
            WHEN bool_or(s.severity = 'error') THEN 'error'
            WHEN bool_or(s.severity = 'warning') THEN 'warning'
            ELSE 'info'
        END AS severity,
        string_agg(DISTINCT s.mark, ' ' ORDER BY s.mark) AS vendors
    FROM vendor_standing s
    WHERE s.is_own AND NOT s.is_active
    GROUP BY s.personID
) k ON k.personID = p.personID
