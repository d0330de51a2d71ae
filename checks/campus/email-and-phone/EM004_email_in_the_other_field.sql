/*
code = "EM004"
name = "email-in-the-other-field"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} has no {which} email address, but the other field holds one"
fix = "Census > People > Demographics > Personal Contact Information: enter the address in the field that is sent, or mark Use Secondary Email in Digital Learning Applications Configuration"
owner = "IT"
article = "Email and Phone Number"
of = "field_person WHERE field = 'email'"
needs = ["Contact.secondaryEmail"]
uses = ["*.email"]

The email address that will be sent is blank, but the other of the two fields is filled: typed into
the wrong box, or the connection should send the other one (settings secondary_email_1p1 and
secondary_email_1p2). EM001 counts the same people as without an address.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    p.used_marks AS vendors,
    CASE WHEN t.secondary_email THEN 'secondary' ELSE 'primary' END AS which
FROM field_person p
JOIN person_contact c ON c.personID = p.personID
CROSS JOIN settings t
WHERE p.field = 'email' AND c.emailSent IS NULL AND c.emailOther IS NOT NULL
