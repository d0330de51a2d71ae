/*
The numbers that people are known by, with whom they must differ from. Families have none.
*/
CREATE VIEW sent_identifier AS
SELECT
    u.sourcedId,
    u.personID,
    k.schoolID,
    'user ' || u.sourcedId AS who,
    CASE WHEN k.is_student THEN 'students' WHEN k.is_teacher THEN 'teachers' ELSE 'staff' END AS population,
    u.identifier
FROM sent_user u
JOIN sent_user_kind k ON k.user_place = u.place
WHERE u.identifier IS NOT NULL AND (k.is_student OR k.is_teacher OR k.is_staff);
