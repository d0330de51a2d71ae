/*
code = "OP606"
name = "deleted-class-with-members"
since = "0.1.0"
severity = "warning"
effect = "deleted"
entity = "class"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Class {sourcedId} is to be deleted and has {seats:active enrollment}"
fix = "Send the enrollments as tobedeleted too, or keep the class active"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.4 (inferred)"
of = "(SELECT c.sourcedId FROM payload_class c WHERE c.status = 'tobedeleted') counted"

A class is sent as tobedeleted (vendors see it as deleted, or simply as gone) while active enrollments
still name it: some vendors refuse them, others keep an empty shell. One finding for each class. Campus
sends no class that is to be deleted.
*/
SELECT
    'classes.csv' AS file,
    c.sourcedId,
    m.seats,
    c.schoolID,
    c.sectionID
FROM payload_class c
JOIN payload_class_member m ON m.class_place = c.place
WHERE c.status = 'tobedeleted'
