/*
code = "OP605"
name = "deleted-user-enrolled"
since = "0.1.0"
severity = "warning"
effect = "deleted"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} is to be deleted and has {seats:active enrollment} ({example}{seats:| first})"
fix = "Send the enrollments as tobedeleted too, or keep the user active"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4 (inferred)"
of = "(SELECT u.sourcedId FROM payload_user u WHERE u.status = 'tobedeleted') counted"

A user is sent as tobedeleted (vendors see the user as deleted, or simply as gone) while active
enrollments still name the user: some vendors refuse them, others bring the user back. One finding
for each user. For a Campus source ST004 says it.
*/
SELECT
    'users.csv' AS file,
    u.sourcedId,
    'user ' || u.sourcedId AS who,
    count(*) AS seats,
    min(e.sourcedId) AS example,
    min(e.schoolID) AS schoolID,
    u.personID
FROM payload_user u
JOIN payload_active_enrollment s ON s.user_place = u.place
JOIN payload_enrollment e ON e.place = s.place
WHERE u.status = 'tobedeleted'
GROUP BY u.sourcedId, u.personID
