/*
code = "UN004"
name = "several-usernames"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "person"
key = ["personID"]
message = "{who} has {usernames} usernames that could be sent"
fix = "System Administration > User Security > User Account: disable the account that is not used"
owner = "IT"
article = "Usernames"
of = "syncing_person"
needs = ["UserAccount.disable"]

A person who is staff and parent can hold an account for each. Which username OneRoster sends is not
documented, so the vendor may see another one than the person logs in with. Disabled, locked and
expired accounts do not count, nor do two accounts with the same username.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    count(DISTINCT a.usernameKey) AS usernames,
    replace(p.used_marks, ':warning:', ':info:') AS vendors
FROM field_person p
JOIN person_account several ON several.personID = p.personID AND several.usable_accounts > 1
JOIN sendable_account a ON a.personID = p.personID
WHERE p.field = 'record'
GROUP BY p.personID, p.who, p.roles, p.schoolID, p.calendarID, p.used_marks
HAVING count(DISTINCT a.usernameKey) > 1
