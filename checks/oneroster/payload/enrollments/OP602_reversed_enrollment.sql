/*
code = "OP602"
name = "reversed-enrollment"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "enrollment"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "Enrollment {sourcedId} of {who} has no day: it begins on {beginDate} and its endDate is {endDate}"
fix = "Correct the dates, or leave the enrollment out; endDate is the first day after it"
owner = "scheduler"
article = "OneRoster CSV Binding 1.2, 3.9 enrollments.csv, beginDate and endDate (inferred)"

The begin date is the first day that counts and the end date the first that does not. An enrollment that
ends before it begins, or on the same date, holds no day. For a Campus source RO001 says it.
*/
SELECT
    'enrollments.csv' AS file,
    e.sourcedId,
    'user ' || e.userSourcedId AS who,
    s.beginDate,
    s.endDate,
    e.schoolID,
    e.personID,
    e.sectionID
FROM payload_active_enrollment s
JOIN payload_enrollment e ON e.place = s.place
WHERE s.endDate <= s.beginDate
