/*
code = "VN006"
name = "user-value-refused"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "user"
key = ["sourcedId"]
message = "{who} has a value that is refused: {stated}"
fix = "Census > People > Demographics > Identity Information, or System Administration > User Security > User Account"
owner = "registrar"
of = "(SELECT DISTINCT sourcedId, schoolID FROM vendor_user) people"

[[skip]]
when = "SELECT NOT EXISTS (SELECT 1 FROM vendor_value WHERE population IN ('student', 'teacher', 'staff', 'guardian', 'relative'))"
reason = "no chosen vendor has conditions on user values that other checks do not cover"

The value of a field is longer or shorter than a vendor accepts, has characters that it refuses, or is not one
that it knows. Blank values are VN003's. A list, such as grades, is refused for any item that the vendor does
not know. The vendor's profile says what the documents ask and what happens. From Campus, malformed addresses
are EM002's and blanks in usernames UN003's.
*/
SELECT
    found.sourcedId,
    min(found.who) AS who,
    found.schoolID,
    found.personID,
    min(found.effect) AS effect,
    string_agg(DISTINCT found.stated, '; ' ORDER BY found.stated) AS stated,
    string_agg(DISTINCT found.mark, ' ' ORDER BY found.mark) AS vendors
FROM vendor_refused_value found
WHERE found.of_user
GROUP BY found.sourcedId, found.schoolID, found.personID
