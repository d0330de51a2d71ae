/*
The numbers that people are known by, and the group within which they must differ. Families have none.
*/
CREATE VIEW payload_identifier AS
SELECT
    sourcedId,
    personID,
    schoolID,
    'user ' || sourcedId AS who,
    CASE WHEN is_student THEN 'students' WHEN is_teacher THEN 'teachers' ELSE 'staff' END AS population,
    identifier
FROM payload_active_user
WHERE identifier IS NOT NULL AND (is_student OR is_teacher OR is_staff);
