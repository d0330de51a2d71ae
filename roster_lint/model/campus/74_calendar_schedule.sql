/*
How far each calendar's schedule is: its students who would sync, how many of them have no live
roster record there, and how many open rows the others have. Students of a structure whose schedule is
not finalized do not count: SC001 names the structure. ``is_unfinished`` says whether too many have
no schedule (unscheduled_share).
*/
CREATE TABLE calendar_schedule AS
SELECT
    shares.calendarID,
    shares.students,
    shares.unscheduled,
    shares.openRows,
    shares.unscheduled > coalesce(t.unscheduled_number, t.unscheduled_share * shares.students) AS is_unfinished
FROM (
    SELECT
        e.calendarID,
        count(*) AS students,
        count(*) - count(r.personID) AS unscheduled,
        coalesce(sum(r.rosters), 0) AS openRows
    FROM (
        SELECT DISTINCT calendarID, personID
        FROM enrollment_criteria
        WHERE syncs
          AND NOT EXISTS (SELECT 1 FROM unfinished_structure u WHERE u.structureID = enrollment_criteria.structureID)
    ) e
    LEFT JOIN scheduled_student r ON r.calendarID = e.calendarID AND r.personID = e.personID
    GROUP BY e.calendarID
) shares
CROSS JOIN settings t;
