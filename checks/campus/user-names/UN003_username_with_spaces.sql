/*
code = "UN003"
name = "username-with-spaces"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{who} has white space in the username {username}"
fix = "System Administration > User Security > User Account: remove the white space"
owner = "IT"
article = "Usernames"
judges = ["value.username"]
of = "syncing_person"
personal = ["username"]

Some vendors do not sync a username with spaces (Schoology documents it). Blanks at the ends count:
they are easily overlooked and make a different name. Only accounts whose username may be sent.
*/
SELECT
    p.personID,
    p.who,
    p.roles,
    p.schoolID,
    p.calendarID,
    min(a.username) AS username,
    p.used_marks AS vendors
FROM field_person p
JOIN sendable_account a ON a.personID = p.personID
WHERE p.field = 'record'
  AND (
      a.username LIKE '% %'
      OR a.username LIKE '%' || chr(9) || '%'
      OR a.username LIKE '%' || chr(10) || '%'
      OR a.username LIKE '%' || chr(13) || '%'
      OR a.username LIKE '%' || chr(160) || '%'
  )
GROUP BY p.personID, p.who, p.roles, p.schoolID, p.calendarID, p.used_marks
