/*
What brings back each record, and whether it is counted, grouped by the sets of causes.

Whatever is corrected for one record serves others as well, so the ways are those that hold once all is
corrected that the causes stand for.
*/
CREATE TABLE possible_way AS
SELECT DISTINCT population, recordID, causes
FROM shortest_way
WHERE population NOT IN ('teacher', 'staff', 'section')
UNION
SELECT w.population, w.personID, w.causes
FROM employee_way w
LEFT JOIN person_criteria p ON p.role = w.population AND p.personID = w.personID
WHERE NOT coalesce(p.available, FALSE)
UNION
SELECT 'section', f.sectionID, list_sort(list(DISTINCT f.causeID))
FROM section_fix f
JOIN unsent_section s ON s.sectionID = f.sectionID AND NOT s.stays_behind
GROUP BY f.sectionID
HAVING count(*) = count(f.causeID);

-- One row a record with its ways as text: causes with blanks between them, ways with bars.
CREATE TABLE record_way AS
SELECT w.population, w.recordID, string_agg(array_to_string(w.causes, ' '), '|' ORDER BY array_to_string(w.causes, ' ')) AS ways
FROM possible_way w
WHERE NOT EXISTS (
    SELECT 1
    FROM possible_way o
    WHERE o.population = w.population AND o.recordID = w.recordID
      AND len(o.causes) < len(w.causes) AND list_has_all(w.causes, o.causes)
)
GROUP BY w.population, w.recordID;

-- Records whose being counted depends on causes, with their terms as text. ``remains``: they are counted in the
-- end.
CREATE TABLE record_term AS
SELECT
    t.population,
    t.personID AS recordID,
    string_agg(array_to_string(t.causes, ' '), '|' ORDER BY array_to_string(t.causes, ' ')) AS terms,
    bool_or(list_min(t.causes) > 0) AS remains
FROM employee_term t
GROUP BY t.population, t.personID
HAVING min(len(t.causes)) > 0
UNION ALL
SELECT 'section', s.sectionID, '-' || f.causeID, FALSE
FROM unsent_section s
JOIN section_fix f ON f.sectionID = s.sectionID AND f.code = 'SC001' AND f.causeID IS NOT NULL
WHERE s.stays_behind AND s.becomes_draft;

-- ``ways`` is blank where no criterion says what would bring a record back.
CREATE TABLE plan_group AS
SELECT population, ways, count(*) AS records
FROM (
    SELECT coalesce(h.population, w.population) AS population, w.ways
    FROM (
        SELECT population, personID AS recordID FROM held_person
        UNION ALL
        SELECT 'section', sectionID FROM unsent_section WHERE is_held
    ) h
    FULL JOIN record_way w ON w.population = h.population AND w.recordID = h.recordID
    LEFT JOIN record_term t ON t.population = h.population AND t.recordID = h.recordID
    WHERE w.ways IS NOT NULL OR coalesce(t.remains, TRUE)
) held
GROUP BY population, ways;

CREATE TABLE plan_count AS
SELECT population, terms, count(*) AS records
FROM record_term
GROUP BY population, terms;
