/*
code = "EM002"
name = "invalid-email"
severity = "warning"
effect = "wrong"
entity = "person"
key = ["personID"]
oneroster = ["1.1", "1.2"]
message = "{who} has an email address that is not well formed: {email}"
fix = "Census > People > Demographics > Personal Contact Information"
article = "Email and Phone Number"
of = "field_person WHERE field = 'email'"
personal = ["email"]
uses = ["*.email"]

The email address that will be sent is not one well-formed address: no @ or several, white space,
several addresses in one field, a dot at an end, no domain. It reaches the vendor as it is and
matches nothing.
*/
SELECT p.personID, p.who, p.roles, p.schoolID, p.calendarID, c.emailSent AS email, p.used_marks AS vendors
FROM field_person p
JOIN person_contact c ON c.personID = p.personID
WHERE p.field = 'email'
  AND (
      c.emailSent NOT LIKE '_%@_%._%'
      OR c.emailSent LIKE '%@%@%'
      OR c.emailSent LIKE '% %'
      OR c.emailSent LIKE '%' || chr(9) || '%'
      OR c.emailSent LIKE '%' || chr(10) || '%'
      OR c.emailSent LIKE '%' || chr(13) || '%'
      OR c.emailSent LIKE '%' || chr(160) || '%'
      OR c.emailSent LIKE '%,%'
      OR c.emailSent LIKE '%;%'
      OR c.emailSent LIKE '%..%'
      OR c.emailSent LIKE '.%'
      OR c.emailSent LIKE '%.'
      OR c.emailSent LIKE '%.@%'
      OR c.emailSent LIKE '%@.%'
  )
