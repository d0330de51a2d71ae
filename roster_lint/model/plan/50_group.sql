/*
The records that a step changes, grouped by what has to be fixed: those that come back, and the few that
are counted no longer, or only then.
*/
-- Anyone who is in a schedule that is not in use counts as a teacher once it is.
CREATE TABLE joining_teacher AS
SELECT joining.personID, string_agg(DISTINCT joining.causes, '|' ORDER BY joining.causes) AS ways
FROM (
    SELECT h.personID, h.sectionID, string_agg(DISTINCT CAST(c.causeID AS VARCHAR), ' ') AS causes
    FROM staff_history_criteria h
    JOIN held_section s ON s.sectionID = h.sectionID AND NOT s.becomes_draft
    JOIN section_failure f ON f.sectionID = h.sectionID AND f.criterion IN ('in_active_trial', 'in_one_calendar')
    JOIN plan_cause c
        ON c.code = f.code
        AND c.schoolID IS NOT DISTINCT FROM f.schoolID
        AND c.calendarID IS NOT DISTINCT FROM CASE WHEN f.schoolID IS NULL THEN f.calendarID END
    WHERE h.is_teacher_row AND h.not_ended
      AND NOT EXISTS (SELECT 1 FROM person_criteria p WHERE p.role = 'teacher' AND p.personID = h.personID)
    GROUP BY h.personID, h.sectionID
) joining
GROUP BY joining.personID;

-- Whose assignments have no role at all is other staff, until the one on the way to a teacher is marked
-- Teacher.
CREATE TABLE leaving_staff AS
SELECT p.personID, min(c.causeID) AS causeID
FROM person_criteria p
JOIN caused_failure f ON f.population = 'teacher' AND f.recordID = p.personID
JOIN shortest_way w ON w.population = 'teacher' AND w.recordID = p.personID AND w.way = f.way
JOIN plan_cause c ON c.causeID = f.causeID AND c.code = 'TE003'
WHERE p.role = 'staff'
GROUP BY p.personID
HAVING count(DISTINCT c.causeID) = 1
   AND NOT EXISTS (
       SELECT 1
       FROM assignment_criteria a
       WHERE a.personID = p.personID
         AND (a.in_school_year OR a.not_ended)
         AND (a.has_staff_role OR NOT a.has_teacher_role)
         AND NOT (
             NOT a.has_staff_role
             AND EXISTS (
                 SELECT 1 FROM shortest_way k WHERE k.population = 'teacher' AND k.recordID = p.personID AND k.way = a.assignmentID
             )
         )
   );

-- A teacher whose assignment has a further role, has ended and lies outside the school year is no other staff.
-- Once a date is corrected for the teacher's sake, the person is counted there, too, and syncs there once
-- nothing else is in the way; the role of a teacher is not asked of other staff.
CREATE TABLE joining_staff AS
SELECT
    w.recordID AS personID,
    w.way,
    dated.causeID,
    array_to_string(list_sort(list(DISTINCT c.causeID) FILTER (WHERE c.code <> 'TE003')), ' ') AS causes,
    bool_and(a.has_staff_role AND a.school_has_calendar) AS may_sync
FROM shortest_way w
JOIN assignment_criteria a ON a.personID = w.recordID AND a.assignmentID = w.way
JOIN caused_failure f ON f.population = w.population AND f.recordID = w.recordID AND f.way = w.way
JOIN plan_cause c ON c.causeID = f.causeID
JOIN (
    SELECT d.recordID, d.way, d.causeID
    FROM caused_failure d
    JOIN plan_cause k ON k.causeID = d.causeID AND k.code IN ('TE001', 'TE002')
    WHERE d.population = 'teacher'
) dated ON dated.recordID = w.recordID AND dated.way = w.way
WHERE w.population = 'teacher'
  AND (a.has_staff_role OR NOT a.has_teacher_role)
  AND NOT a.in_school_year AND NOT a.not_ended
  AND NOT EXISTS (SELECT 1 FROM person_criteria p WHERE p.role = 'staff' AND p.personID = w.recordID)
GROUP BY w.recordID, w.way, dated.causeID;

-- ``change``: whether the records come back, are counted no longer, or are counted from then on although
-- they do not sync. ``ways`` is blank where no criterion says what would bring a record back.
CREATE TABLE plan_group AS
SELECT changing.population, changing.change, changing.ways, count(*) AS records
FROM (
    SELECT h.population, 'back' AS change, w.ways
    FROM held_person h
    LEFT JOIN record_way w ON w.population = h.population AND w.recordID = h.personID
    WHERE NOT (h.population = 'staff' AND w.ways IS NULL AND h.personID IN (SELECT l.personID FROM leaving_staff l))
    UNION ALL
    SELECT 'section', CASE WHEN s.becomes_draft THEN 'leaves' ELSE 'back' END, w.ways
    FROM held_section s
    LEFT JOIN record_way w ON w.population = 'section' AND w.recordID = s.sectionID
    UNION ALL
    SELECT 'staff', 'leaves', CAST(causeID AS VARCHAR)
    FROM leaving_staff
    UNION ALL
    SELECT 'teacher', 'joins', ways
    FROM joining_teacher
    UNION ALL
    SELECT 'staff', 'joins', string_agg(DISTINCT CAST(causeID AS VARCHAR), '|' ORDER BY CAST(causeID AS VARCHAR))
    FROM joining_staff
    GROUP BY personID
    UNION ALL
    SELECT 'staff', 'back', string_agg(DISTINCT causes, '|' ORDER BY causes)
    FROM joining_staff
    WHERE may_sync
    GROUP BY personID
) changing
GROUP BY changing.population, changing.change, changing.ways;
