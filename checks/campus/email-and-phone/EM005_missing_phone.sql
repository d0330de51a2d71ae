/*
code = "EM005"
name = "missing-phone"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} has no phone that OneRoster {oneroster} sends"
fix = "Census > People > Demographics > Personal Contact Information: enter the phone number"
owner = "registrar"
article = "Email and Phone Number"
judges = ["person.phone"]
of = "field_person WHERE field = 'phone'"
needs = ["Contact.homePhone"]
uses = ["*.phone"]

OneRoster 1.1 sends Other Phone alone, 1.2 Other Phone and Cell Phone. Which column of Contact is
Other Phone is not documented; Contact.homePhone is assumed to be it.
*/
SELECT p.personID, p.who, p.roles, p.schoolID, p.calendarID, t.oneroster, p.used_marks AS vendors
FROM field_person p
CROSS JOIN settings t
WHERE p.field = 'phone'
  -- Those without one first, mostly few: a person's display name is built only for them.
  AND p.personID IN (
      SELECT s.personID
      FROM syncing_person s
      LEFT JOIN person_contact c ON c.personID = s.personID
      WHERE c.phoneSent IS NULL
  )
