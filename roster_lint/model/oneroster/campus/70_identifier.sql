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
    CASE WHEN p.is_student THEN n.studentNumber ELSE n.staffNumber END AS identifier
FROM syncing_person p
JOIN Person n ON n.personID = p.personID
WHERE CASE WHEN p.is_student THEN n.studentNumber WHEN p.is_teacher OR p.is_staff THEN n.staffNumber END IS NOT NULL;
