/*
The populations that each active user belongs to, one row each.
*/
CREATE VIEW payload_person AS
SELECT userSourcedId, user_place, 'student' AS population FROM payload_user_kind WHERE is_student
UNION ALL
SELECT userSourcedId, user_place, 'teacher' FROM payload_user_kind WHERE is_teacher
UNION ALL
SELECT userSourcedId, user_place, 'staff' FROM payload_user_kind WHERE is_staff
UNION ALL
SELECT userSourcedId, user_place, 'guardian' FROM payload_user_kind WHERE is_guardian
UNION ALL
SELECT userSourcedId, user_place, 'relative' FROM payload_user_kind WHERE is_relative;

-- The same with what is known of each.
CREATE VIEW payload_active_person AS
SELECT 'student' AS population, u.* FROM payload_active_user u WHERE u.is_student
UNION ALL
SELECT 'teacher', u.* FROM payload_active_user u WHERE u.is_teacher
UNION ALL
SELECT 'staff', u.* FROM payload_active_user u WHERE u.is_staff
UNION ALL
SELECT 'guardian', u.* FROM payload_active_user u WHERE u.is_guardian
UNION ALL
SELECT 'relative', u.* FROM payload_active_user u WHERE u.is_relative;
