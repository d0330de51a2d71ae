/*
code = "UN005"
name = "disabled-accounts-only"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "person"
key = ["personID"]
message = "Every account of {who} is disabled"
fix = "System Administration > User Security > User Account: enable the account, if the vendor misses the person"
owner = "IT"
action = "enable user accounts"
article = "Usernames"
of = "syncing_person"
needs = ["UserAccount.disable"]

Campus articles disagree on whether such people are sent. The prerequisites say to leave accounts
disabled where users need no access; both data-model articles say that users must have an enabled
account to return, and districts report the same under OneRoster 1.1. The setting disabled_accounts
decides: auto (the default: a warning under 1.1, info under 1.2), ok (not reported), info, warning, or
error, under which such people count as not sent. People without any username are UN001's.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    t.disabled_accounts AS severity,
    CASE t.disabled_accounts WHEN 'error' THEN 'missing' ELSE 'risk' END AS effect,
    replace(p.used_marks, ':warning:', ':' || t.disabled_accounts || ':') AS vendors
FROM field_person p
CROSS JOIN settings t
WHERE p.field = 'record' AND NOT p.has_enabled_account AND t.disabled_accounts <> 'ok'
