/*
The numbers that people will be known by, with whom they must differ from. Families have none.

Taken from the people who would sync and not from the predicted users, which cost as much to build
as all other checks take, and which few runs need.
*/
CREATE VIEW sent_identifier AS
SELECT
    CAST(NULL AS VARCHAR) AS sourcedId,
    p.personID,
    p.schoolID,
    p.who,
    CASE WHEN p.is_student THEN 'students' ELSE 'staff' END AS population,
    p.identifier
FROM field_person p
WHERE p.field = 'record' AND p.identifier IS NOT NULL;
