/*
code = "UN001"
name = "missing-username"
since = "0.1.0"
severity = "error"
effect = "missing"
entity = "person"
key = ["personID"]
message = "{who} has no username{consequence}"
fix = "System Administration > User Security > User Account: create a user account (for students, the User Account Batch Wizard)"
owner = "IT"
action = "create user accounts (batch wizard)"
article = "Usernames"
judges_in_part = ["person.username"]
of = "syncing_person"

OneRoster 1.1 requires a username for every person: students, teachers, other staff, guardians and
relatives. Anyone who has no account with a username that is not blank is left out, classes and all.
One account with a username is enough, and it may be disabled (UN005).
Only people who would sync otherwise, of the populations that the vendor uses: an error where the
vendor requires the population, a warning where it merely uses it. OneRoster 1.2 needs no username: an info,
and VN003 reports people for the vendors that use it.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    CASE WHEN t.oneroster = '1.1' THEN p.required_marks END AS vendors,
    CASE WHEN t.oneroster = '1.1' THEN ': OneRoster 1.1 leaves the person out' ELSE ', which OneRoster 1.2 does not need' END AS consequence,
    CASE WHEN t.oneroster <> '1.1' THEN 'info' ELSE 'warning' END AS severity,
    CASE WHEN t.oneroster = '1.1' THEN 'missing' ELSE 'risk' END AS effect
FROM field_person p
CROSS JOIN settings t
LEFT JOIN field_person u ON u.personID = p.personID AND u.field = 'username'
WHERE p.field = 'record' AND NOT p.has_username AND (t.oneroster = '1.1' OR u.personID IS NULL)
