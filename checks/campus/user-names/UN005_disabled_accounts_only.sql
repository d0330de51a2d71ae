/*
code = "UN005"
name = "disabled-accounts-only"
severity = "info"
effect = "risk"
entity = "person"
key = ["personID"]
oneroster = ["1.1", "1.2"]
message = "Every account of {who} is disabled"
fix = "System Administration > User Security > User Account: enable the account, if the vendor misses the person"
article = "Usernames"
of = "syncing_person"
needs = ["UserAccount.disable"]

The prerequisites say to leave accounts disabled where users need no access; the data-model articles
say that users must have an enabled account to return. Which holds is not documented. The setting
disabled_accounts decides: ok (not reported), info (the default), warn, or error, under which such
people count as not sent. People without any user name are UN001's.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    CASE t.disabled_accounts WHEN 'error' THEN 'error' WHEN 'warn' THEN 'warning' ELSE 'info' END AS severity,
    CASE t.disabled_accounts WHEN 'error' THEN 'missing' ELSE 'risk' END AS effect,
    replace(
        p.used_marks, ':warning:', CASE t.disabled_accounts WHEN 'error' THEN ':error:' WHEN 'warn' THEN ':warning:' ELSE ':info:' END
    ) AS vendors
FROM field_person p
CROSS JOIN settings t
WHERE p.field = 'record' AND p.has_username AND NOT p.has_enabled_account AND t.disabled_accounts <> 'ok'
