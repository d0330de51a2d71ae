/*
The classes that no teacher who syncs teaches, now or once they are sent, grouped.

Such a class is sent all the same. ``ways`` are the class's own, blank where it is sent already; ``taught``
those of its teachers, blank where none of them is in the plan. A class whose terms are over needs none.
*/
CREATE TABLE class_teacher AS
SELECT DISTINCT h.sectionID, h.personID, coalesce(p.available, FALSE) AS available, w.ways
FROM staff_history_criteria h
CROSS JOIN settings t
CROSS JOIN right_year y
LEFT JOIN person_criteria p ON p.role = 'teacher' AND p.personID = h.personID
LEFT JOIN record_way w ON w.population = 'teacher' AND w.recordID = h.personID
WHERE h.is_teacher_row AND h.not_ended AND CASE t.window_rule
    WHEN 'contain' THEN coalesce(h.startDate >= y.yearStart, TRUE) AND coalesce(h.endDate <= y.yearEnd, TRUE)
    ELSE coalesce(h.startDate <= y.yearEnd, TRUE) AND coalesce(h.endDate >= y.yearStart, TRUE)
END;

CREATE TABLE plan_class AS
SELECT untaught.ways, untaught.taught, count(*) AS classes
FROM (
    SELECT s.sectionID, w.ways, string_agg(DISTINCT t.ways, '|' ORDER BY t.ways) AS taught
    FROM section_criteria s
    LEFT JOIN record_way w ON w.population = 'section' AND w.recordID = s.sectionID
    LEFT JOIN class_teacher t ON t.sectionID = s.sectionID
    WHERE (s.syncs OR w.ways IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM finished_section f WHERE f.sectionID = s.sectionID)
      AND NOT EXISTS (SELECT 1 FROM class_teacher o WHERE o.sectionID = s.sectionID AND o.available)
    GROUP BY s.sectionID, w.ways
) untaught
GROUP BY untaught.ways, untaught.taught;
