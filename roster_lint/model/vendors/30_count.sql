/*
How many each class and each user has of what a vendor limits. Enrollments that have ended count for
nothing, since a successor takes the seat.
*/
CREATE VIEW vendor_seat AS
SELECT s.class_place, s.user_place, s.is_student, s.is_teacher, s.is_primary
FROM sent_seat s
CROSS JOIN settings t
WHERE s.class_place IS NOT NULL
  AND s.user_place IS NOT NULL
  AND (s.endDate IS NULL OR s.endDate >= t.as_of);

CREATE VIEW vendor_class_count AS
SELECT
    m.class_place,
    l.counted,
    CASE l.counted
        WHEN 'teachers-per-class' THEN m.teachers
        WHEN 'primary-teachers-per-class' THEN m.primaries
        WHEN 'students-per-class' THEN m.students
        WHEN 'members-per-class' THEN m.members
    END AS number
FROM (
    SELECT
        class_place,
        count(DISTINCT user_place) AS members,
        count(DISTINCT user_place) FILTER (WHERE is_student) AS students,
        count(DISTINCT user_place) FILTER (WHERE is_teacher) AS teachers,
        count(DISTINCT user_place) FILTER (WHERE is_teacher AND is_primary) AS primaries
    FROM vendor_seat
    GROUP BY class_place
) m
CROSS JOIN (SELECT DISTINCT counted FROM vendor_limit WHERE counted LIKE '%-per-class') l;

CREATE VIEW vendor_user_count AS
SELECT
    u.user_place,
    l.counted,
    CASE l.counted WHEN 'classes-per-user' THEN u.classes WHEN 'classes-per-teacher' THEN u.taught END AS number
FROM (
    SELECT
        user_place,
        count(DISTINCT class_place) AS classes,
        count(DISTINCT class_place) FILTER (WHERE is_teacher) AS taught
    FROM vendor_seat
    GROUP BY user_place
) u
JOIN (
    SELECT DISTINCT counted FROM vendor_limit WHERE counted IN ('classes-per-user', 'classes-per-teacher')
) l ON TRUE
UNION ALL
SELECT a.user_place, l.counted, count(DISTINCT a.agent_place)
FROM sent_user_agent a
JOIN (SELECT DISTINCT counted FROM vendor_limit WHERE counted = 'guardians-per-student') l ON TRUE
JOIN sent_user_kind s ON s.user_place = a.user_place AND s.is_student
JOIN sent_user_kind g ON g.user_place = a.agent_place AND g.is_guardian
GROUP BY a.user_place, l.counted;
