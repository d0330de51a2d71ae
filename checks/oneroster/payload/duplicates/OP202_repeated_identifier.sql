/*
code = "OP202"
name = "repeated-identifier"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "user"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{who} shares the identifier with {others:other} among {population}"
fix = "Give each person a student number or staff number of their own"
owner = "registrar"
article = "OneRoster CSV Binding 1.2, 3.22 users.csv (uniqueness inferred)"
of = "payload_identifier"

The identifier is the number that people are known by: two students with one student number become one
at a vendor that matches on it. Compared without case among students, among teachers and among other
staff each, since a person may be sent once for each role and then has the same number in both. Families
have none. For a Campus source ST011 says it.
*/
SELECT
    'users.csv' AS file,
    i.sourcedId,
    i.who,
    i.population,
    shared.users - 1 AS others,
    i.schoolID,
    i.personID
FROM payload_identifier i
JOIN (
    SELECT population, lower(identifier) AS identifierKey, count(*) AS users
    FROM payload_identifier
    GROUP BY population, lower(identifier)
    HAVING count(*) > 1
) shared ON shared.population = i.population AND shared.identifierKey = lower(i.identifier)
