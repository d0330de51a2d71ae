/*
code = "VN008"
name = "user-value-shared"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "user"
key = ["sourcedId", "field"]
message = "{who} shares the {words} with {others} more: {stated}"
fix = "Census > People > Demographics, or System Administration > User Security > User Account"
owner = "registrar"
of = "(SELECT DISTINCT sourcedId, schoolID FROM vendor_user) people"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_unique WHERE population IN ('student', 'teacher', 'staff', 'guardian', 'relative'))"
reason = "no chosen vendor needs unique user values that other checks do not cover"

Two people have one value of a field that a vendor matches accounts on, or takes once only: they
become one account, or one of them is refused. Where the vendor ignores letter case, so does this check;
blanks around a value never matter. Compared are the populations that the profile's line names. One finding
for each of the people. From Campus, shared addresses are EM003's and shared usernames UN002's.
*/
SELECT
    found.sourcedId,
    found.field,
    min(found.who) AS who,
    found.schoolID,
    found.personID,
    min(found.words) AS words,
    max(found.holders) - 1 AS others,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.stated, '; ' ORDER BY found.stated) AS stated,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM vendor_shared_value found
WHERE found.of_user
GROUP BY found.sourcedId, found.field, found.schoolID, found.personID
