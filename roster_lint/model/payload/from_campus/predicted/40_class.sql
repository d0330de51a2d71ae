/*
Classes, their courses and their academic sessions.

A class is a live section that meets every criterion, a course is sent for the sake of its classes,
and a term for the sake of the classes that meet in it. The session of the school year, which is
the parent of all terms, is sent under an undocumented ID.
*/
CREATE TABLE predicted_section AS
SELECT s.sectionID, s.courseID, s.schoolID
FROM section_criteria s
WHERE s.syncs;

CREATE TABLE predicted_class_term AS
SELECT p.sectionID, p.termID, CAST(p.sectionID AS VARCHAR) AS classSourcedId, CAST(p.termID AS VARCHAR) AS termSourcedId
FROM section_term p
JOIN predicted_section s ON s.sectionID = p.sectionID
JOIN Term t ON t.termID = p.termID;

CREATE TABLE predicted_academic_session AS
SELECT
    CAST(t.termID AS VARCHAR) AS sourcedId,
    'active' AS status,
    t.termID,
    t.name AS title,
    'term' AS type,
    t.startDate,
    t.endDate,
    'schoolYear-' || CAST(y.endYear AS VARCHAR) AS parentSourcedId,
    y.endYear AS schoolYear
FROM Term t
CROSS JOIN judged_year y
WHERE t.termID IN (SELECT termID FROM predicted_class_term)
UNION ALL
SELECT
    'schoolYear-' || CAST(y.endYear AS VARCHAR),
    'active',
    CAST(NULL AS BIGINT),
    y.yearName,
    'schoolYear',
    y.windowStart,
    y.windowEnd,
    CAST(NULL AS VARCHAR),
    y.endYear
FROM judged_year y
WHERE EXISTS (SELECT 1 FROM predicted_section)
ORDER BY termID NULLS FIRST;

CREATE TABLE predicted_course AS
SELECT
    CAST(c.courseID AS VARCHAR) AS sourcedId,
    'active' AS status,
    c.courseID,
    c.name AS title,
    c.number AS courseCode,
    'schoolYear-' || CAST(y.endYear AS VARCHAR) AS schoolYearSourcedId,
    k.schoolID,
    coalesce(s.sourcedId, CAST(k.schoolID AS VARCHAR)) AS orgSourcedId
FROM Course c
JOIN course_criteria k ON k.courseID = c.courseID
CROSS JOIN judged_year y
LEFT JOIN predicted_school s ON s.schoolID = k.schoolID
WHERE c.courseID IN (SELECT courseID FROM predicted_section)
ORDER BY c.courseID;

CREATE TABLE predicted_class AS
SELECT
    CAST(p.sectionID AS VARCHAR) AS sourcedId,
    'active' AS status,
    p.sectionID,
    m.termSourcedIds,
    c.name || coalesce(' - ' || n.number, '') AS title,
    CAST(p.courseID AS VARCHAR) AS courseSourcedId,
    l.sectionName AS classCode,
    'scheduled' AS classType,
    p.schoolID,
    coalesce(s.sourcedId, CAST(p.schoolID AS VARCHAR)) AS schoolSourcedId
FROM predicted_section p
JOIN live_section l ON l.sectionID = p.sectionID
JOIN Section n ON n.sectionID = p.sectionID
JOIN Course c ON c.courseID = p.courseID
LEFT JOIN predicted_school s ON s.schoolID = p.schoolID
LEFT JOIN (
    SELECT sectionID, array_to_string(CAST(list_sort(list(termID)) AS VARCHAR[]), ',') AS termSourcedIds
    FROM predicted_class_term
    GROUP BY sectionID
) m ON m.sectionID = p.sectionID
ORDER BY p.sectionID;
