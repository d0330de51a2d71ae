/*
code = "EM001"
name = "missing-email"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} has no {which} email address, which is the one that is sent"
fix = "Census > People > Demographics > Personal Contact Information: enter the email address"
owner = "IT"
article = "Email and Phone Number"
judges = ["person.email"]
of = "field_person WHERE field = 'email'"
personal = ["suggestion"]
uses = ["*.email"]

[[skip]]
when = "SELECT t.secondary_email AND NOT s.present FROM settings t CROSS JOIN source_column s WHERE s.table_name = 'Contact' AND s.column_name = 'secondaryEmail'"
reason = "secondary email addresses are sent and the source has no Contact.secondaryEmail"

Some vendors require an email address of each user. By default Email is sent, not Secondary Email;
the setting secondary_email_1p1 or secondary_email_1p2 says otherwise. A person without a contact row
has no address. An error for the populations of which the vendor requires an address: it leaves the
person out. A warning where it merely uses one.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    CASE WHEN t.secondary_email THEN 'secondary' ELSE 'primary' END AS which,
    p.required_marks AS vendors,
    CASE WHEN p.required THEN 'missing' ELSE 'wrong' END AS effect,
    s.suggestion,
    s.basis
FROM failing_address f
JOIN field_person p ON p.personID = f.personID AND p.field = 'email'
LEFT JOIN email_suggestion s ON s.personID = p.personID
CROSS JOIN settings t
WHERE f.email IS NULL
