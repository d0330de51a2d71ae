/*
How many each class and each user has of what a vendor limits. Enrollments that have ended count for
nothing, since a successor takes the seat.
*/
CREATE VIEW vendor_seat AS
SELECT s.class_place, s.user_place, s.is_student, s.is_teacher, s.is_primary
FROM payload_active_enrollment s
CROSS JOIN settings t
WHERE s.class_place IS NOT NULL
  AND s.user_place IS NOT NULL
  AND (s.endDate IS NULL OR s.endDate >= t.as_of);

-- Enrollments of one user in one class and role, where they are several: those that overlap are
-- another check's.
CREATE VIEW vendor_period AS
SELECT e.classSourcedId, e.userSourcedId, e.role, s.class_place, s.user_place, count(DISTINCT e.sourcedId) AS number
FROM payload_active_enrollment s
JOIN payload_repeated_active_enrollment twice ON twice.class_place = s.class_place AND twice.user_place = s.user_place
JOIN payload_enrollment e ON e.place = s.place
WHERE EXISTS (SELECT 1 FROM vendor_limit WHERE counted = 'enrollments-per-user-and-class')
  AND NOT EXISTS (
      SELECT 1 FROM payload_unresolved_enrollment l
      WHERE l.class_place = s.class_place AND l.place = s.place AND l.column_name IN ('beginDate', 'endDate')
  )
  AND NOT EXISTS (
      SELECT 1
      FROM payload_active_enrollment o
      JOIN payload_enrollment f ON f.place = o.place AND f.role = e.role
      WHERE o.class_place = s.class_place
        AND o.user_place = s.user_place
        AND o.place <> s.place
        AND coalesce(o.beginDate, DATE '0001-01-01') < coalesce(s.endDate, DATE '9999-12-31')
        AND coalesce(s.beginDate, DATE '0001-01-01') < coalesce(o.endDate, DATE '9999-12-31')
  )
GROUP BY e.classSourcedId, e.userSourcedId, e.role, s.class_place, s.user_place
HAVING count(DISTINCT e.sourcedId) > 1;

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
FROM payload_user_agent a
JOIN (SELECT DISTINCT counted FROM vendor_limit WHERE counted = 'guardians-per-student') l ON TRUE
JOIN payload_user_kind s ON s.user_place = a.user_place AND s.is_student
JOIN payload_user_kind g ON g.user_place = a.agent_place AND g.is_guardian
GROUP BY a.user_place, l.counted;
