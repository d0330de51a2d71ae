/*
The causes, and which records are corrected for the sake of those that are held back.

A cause is a check and a place: what is fixed in one go. A way is a set of causes; a record syncs once all
causes of one of its ways are fixed.
*/
CREATE TABLE held_failure AS
SELECT population, personID AS recordID, way, code, schoolID, calendarID, record, called
FROM person_failure
UNION ALL
SELECT w.population, w.personID, w.way, a.code, a.schoolID, a.calendarID, a.record, NULL
FROM (
    SELECT DISTINCT population, personID, way FROM person_failure
    UNION ALL
    SELECT population, personID, 0 FROM held_person WHERE wanted
) w
JOIN account_failure a ON a.population = w.population AND a.personID = w.personID
UNION ALL
SELECT 'section', f.sectionID, 0, f.code, f.schoolID, f.calendarID, f.record, f.called
FROM section_failure f
JOIN unsent_section s ON s.sectionID = f.sectionID
WHERE s.is_held AND NOT s.stays_behind;

CREATE TABLE plan_cause AS
SELECT row_number() OVER (ORDER BY code, schoolID, calendarID) AS causeID, code, schoolID, calendarID
FROM (
    SELECT DISTINCT code, schoolID, CASE WHEN schoolID IS NULL THEN calendarID END AS calendarID
    FROM held_failure
) places;

CREATE TABLE caused_failure AS
SELECT f.population, f.recordID, f.way, c.causeID, f.record, f.called
FROM held_failure f
JOIN plan_cause c
    ON c.code = f.code
    AND c.schoolID IS NOT DISTINCT FROM f.schoolID
    AND c.calendarID IS NOT DISTINCT FROM CASE WHEN f.schoolID IS NULL THEN f.calendarID END;

CREATE TABLE held_way AS
SELECT population, recordID, way, list_sort(list(DISTINCT causeID)) AS causes
FROM caused_failure
GROUP BY population, recordID, way;

-- A way that holds all of another way of the same record, and more, is not worth going.
CREATE TABLE shortest_way AS
SELECT w.population, w.recordID, w.way, w.causes
FROM held_way w
WHERE NOT EXISTS (
    SELECT 1
    FROM held_way o
    WHERE o.population = w.population AND o.recordID = w.recordID
      AND len(o.causes) < len(w.causes) AND list_has_all(w.causes, o.causes)
);

-- What is corrected under each cause: the records of Campus, how many these are, and the one's name where it
-- is one.
CREATE TABLE corrected_record AS
SELECT c.causeID, c.code, c.schoolID, c.calendarID, f.record, min(f.called) AS called
FROM caused_failure f
JOIN shortest_way w ON w.population = f.population AND w.recordID = f.recordID AND w.way = f.way
JOIN plan_cause c ON c.causeID = f.causeID
GROUP BY c.causeID, c.code, c.schoolID, c.calendarID, f.record;

-- Every failure of a class with the cause under which it is corrected, for whichever record's sake; blank where
-- it is not.
CREATE TABLE section_fix AS
SELECT f.sectionID, f.criterion, f.code, r.causeID
FROM section_failure f
LEFT JOIN corrected_record r
    ON r.code = f.code
    AND r.schoolID IS NOT DISTINCT FROM f.schoolID
    AND r.calendarID IS NOT DISTINCT FROM CASE WHEN f.schoolID IS NULL THEN f.calendarID END
    AND r.record = f.record;

CREATE TABLE cause_fix AS
SELECT causeID, count(*) AS records, CASE WHEN count(*) = 1 THEN min(called) END AS called
FROM corrected_record
GROUP BY causeID;
