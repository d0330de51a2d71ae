/*
code = "VN003"
name = "user-lacks-value"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "user"
key = ["sourcedId"]
message = "{who} lacks {stated}"
fix = "Census > People > Demographics, or System Administration > User Security > User Account"
owner = "registrar"
of = "(SELECT any_value(schoolID) AS schoolID FROM vendor_user GROUP BY place) people"
skip = ["no-needs-of-users"]

A vendor requires or uses a field that is blank: a username, a name, a number, a school, a class. One
finding for each user, with everything that is missing. An error where one of the vendors requires it and its
documents say so. What a whole population does not have is VN011's. From Campus, missing addresses, phones,
grades and classes have checks of their own, which say where to fix them; under OneRoster 1.1 nobody without a
username is sent at all (UN001). In a bundle, a blank where OneRoster itself requires a value is OF001's, one
that cannot be read another OF check's, and a column that is not there OB016's.
*/
SELECT
    v.sourcedId,
    min(v.who) AS who,
    v.schoolID,
    v.personID,
    min(n.effect) AS effect,
    string_agg(DISTINCT n.stated, '; ' ORDER BY n.stated) AS stated,
    string_agg(DISTINCT n.mark, ' ' ORDER BY n.mark) AS vendors
FROM vendor_user_value v
JOIN vendor_need n ON n.is_left AND n.population = v.population AND n.field = v.field
WHERE v.is_blank
  AND NOT EXISTS (
      SELECT 1 FROM payload_unreadable_cell l
      WHERE l.file = v.file AND l.column_name = v.column_name AND l.place = v.place
  )
  AND NOT EXISTS (
      SELECT 1 FROM vendor_empty_field e WHERE e.population = v.population AND e.field = v.field
  )
GROUP BY v.sourcedId, v.schoolID, v.personID
