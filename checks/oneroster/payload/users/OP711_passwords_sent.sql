/*
code = "OP711"
name = "passwords-sent"
severity = "warning"
effect = "risk"
entity = "file"
key = ["file"]
sources = ["bundle"]
message = "{file} holds {passwords} passwords"
fix = "Leave the password column blank and let people sign in by single sign-on"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv and 3.20 userProfiles.csv, password"

Passwords may be sent, and are readable to whoever gets hold of the file unless they are encrypted in a
way both sides know. What they are is neither kept nor shown. One finding for each file.
*/
SELECT r.file, count(*) AS passwords, CAST(NULL AS VARCHAR) AS schoolID
FROM (
    SELECT 'users.csv' AS file FROM sent_user WHERE has_password
    UNION ALL
    SELECT 'userProfiles.csv' FROM sent_user_profile WHERE has_password
) r
GROUP BY r.file
