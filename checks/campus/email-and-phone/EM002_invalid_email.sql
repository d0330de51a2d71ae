/*
code = "EM002"
name = "invalid-email"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} has an email address that is not well formed: {email}"
fix = "Census > People > Demographics > Personal Contact Information: correct the email address"
owner = "IT"
article = "Email and Phone Number"
judges = ["value.email"]
of = "field_person WHERE field = 'email'"
personal = ["email", "suggestion"]
uses = ["*.email"]

The email address that will be sent is not one well-formed address: no @ or several, white space,
several addresses in one field, a dot at an end, no domain. It reaches the vendor as it is and
matches nothing. An error for a vendor that finds people by the address, unless blanks around it are all
that is wrong. Where the blanks alone keep it from being an account's address, AC003 says so.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    w.email,
    w.has_form AS is_blank_alone,
    p.used_marks AS vendors,
    s.suggestion,
    s.basis
FROM failing_address w
JOIN field_person p ON p.personID = w.personID AND p.field = 'email'
LEFT JOIN email_suggestion s ON s.personID = p.personID
WHERE NOT w.is_well_formed
  AND NOT EXISTS (SELECT 1 FROM address_standing k WHERE k.personID = p.personID AND k.is_own)
