/*
code = "OP707"
name = "disabled-user-enrolled"
since = "0.1.0"
severity = "info"
effect = "risk"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} is not enabled and has {seats:active enrollment}"
fix = "Enable the account before the sync is switched on, if the person is to use it"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv, enabledUser"
of = "(SELECT user_place FROM payload_enrolled_user) counted"

A user who is not enabled is a live record with no access: allowed, and sometimes meant. Somebody in a
class mostly is to take part in it. One finding for each user. For a Campus source UN005 says it.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    s.enrollments AS seats,
    k.schoolID,
    u.personID
FROM payload_user u
JOIN payload_user_kind k ON k.user_place = u.place
JOIN payload_enrolled_user s ON s.user_place = u.place
WHERE u.enabledUser = FALSE
