/*
The numbers that people are known by, with whom they must differ from. Families have none.
*/
CREATE VIEW sent_identifier AS
SELECT
    sourcedId,
    personID,
    schoolID,
    'user ' || sourcedId AS who,
    CASE WHEN is_student THEN 'students' WHEN is_teacher THEN 'teachers' ELSE 'staff' END AS population,
    identifier
FROM sent_known_user
WHERE identifier IS NOT NULL AND (is_student OR is_teacher OR is_staff);
