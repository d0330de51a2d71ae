/*
Each active enrollment with its class and its user by their places, so that no check need compare
texts where there are millions; blank where a class or user is not there.
*/
CREATE TABLE payload_active_enrollment AS
SELECT
    e.place,
    c.place AS class_place,
    u.place AS user_place,
    e.role IS NOT DISTINCT FROM 'student' AS is_student,
    e.role IS NOT DISTINCT FROM 'teacher' AS is_teacher,
    coalesce(e.isPrimary, FALSE) AS is_primary,
    coalesce(e.schoolSourcedId <> c.schoolSourcedId, FALSE) AS at_other_school,
    e.beginDate,
    e.endDate
FROM payload_enrollment e
LEFT JOIN payload_class c ON c.sourcedId = e.classSourcedId
LEFT JOIN payload_user u ON u.sourcedId = e.userSourcedId
WHERE e.status = 'active';

-- Who sits in each class.
CREATE TABLE payload_class_member AS
SELECT
    class_place,
    count(*) AS seats,
    count(*) FILTER (WHERE is_student) AS students,
    count(*) FILTER (WHERE is_teacher) AS teachers,
    count(*) FILTER (WHERE is_teacher AND is_primary) AS primaries
FROM payload_active_enrollment
WHERE class_place IS NOT NULL
GROUP BY class_place;

-- Who sits in classes, and as what. Each class sets one of 61 marks of its user.
CREATE TABLE payload_enrolled_user AS
SELECT
    user_place,
    count(*) AS enrollments,
    count(class_place) AS seats,
    bool_or(is_student) AS is_student,
    bool_or(is_teacher) AS is_teacher,
    bit_count(bit_or(1::BIGINT << (class_place % 61))) AS marks
FROM payload_active_enrollment
WHERE user_place IS NOT NULL
GROUP BY user_place;

-- Who has several seats in one class. Counting every pair of class and user would cost more than all else
-- here: anyone with as many marks as seats has no class twice. Pairs are counted only for those who have fewer,
-- by a repetition or by chance.
CREATE TABLE payload_repeated_active_enrollment AS
SELECT class_place, user_place
FROM payload_active_enrollment
WHERE class_place IS NOT NULL
  AND user_place IN (SELECT user_place FROM payload_enrolled_user WHERE marks < seats)
GROUP BY class_place, user_place
HAVING count(*) > 1;

-- What of active enrollments cannot be read, or has another's sourcedId, as is listed where fields are checked:
-- a user's role in a class, and when, is then unknown.
CREATE TABLE payload_unresolved_enrollment AS
SELECT s.place, s.class_place, l.column_name, lower(trim(l.value)) AS value
FROM payload_unreadable_cell l
JOIN payload_active_enrollment s ON s.place = l.place
WHERE l.file = 'enrollments.csv'
UNION ALL
SELECT NULL, c.place, 'role', d.role
FROM payload_dropped_row d
JOIN payload_class c ON c.sourcedId = d.classSourcedId
WHERE d.file = 'enrollments.csv';
