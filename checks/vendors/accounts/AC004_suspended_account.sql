/*
code = "AC004"
name = "suspended-account"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "person"
key = ["personID"]
message = "{who} has an account in {place} that is suspended or disabled{remark}"
fix = "The directory: Google Admin > Directory > Users > More > Reactivate, or Entra ID > Users > Account status; in Campus if the person has left"
owner = "IT"
bundle_fix = "The directory: Google Admin > Directory > Users > More > Reactivate, or Entra ID > Users > Account status"
article = "Email and Phone Number (tip for Google Classroom users)"
of = "checked_person"
uses = ["*.email"]
skip = [
    "no-accounts",
    { when = "SELECT count(*) > 0 AND NOT coalesce(bool_or(knows_state), FALSE) FROM accounts_file", reason = "the accounts files do not say which accounts are suspended" },
]

Anyone whose account is suspended (Google) or disabled (Microsoft) cannot sign in. An error where the
vendor's profile names the document that says what follows: Google's API refuses to add the person to a
class. Else a warning. Districts often suspend accounts over the summer. An account of which the
file says nothing counts as working; of two accounts with the address one that works is enough.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    k.place,
    CASE WHEN k.is_documented THEN 'missing' ELSE 'risk' END AS effect,
    CASE WHEN k.is_documented THEN '' ELSE ' (no vendor''s document says what follows)' END AS remark,
    k.vendors
FROM addressed_person p
JOIN (
    SELECT
        s.personID,
        string_agg(DISTINCT s.place, ' and ' ORDER BY s.place) AS place,
        bool_or(d.vendor IS NOT NULL) AS is_documented,
        string_agg(DISTINCT s.doubt_mark, ' ' ORDER BY s.doubt_mark) AS vendors
    FROM vendor_standing s
    LEFT JOIN (
        SELECT DISTINCT vendor FROM vendor_severity WHERE code = 'AC004' AND severity = 'error'
    ) d ON d.vendor = s.vendor
    WHERE s.is_own AND NOT s.is_active
    GROUP BY s.personID
) k ON k.personID = p.personID
