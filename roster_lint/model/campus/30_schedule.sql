/*
The schedule in use: active trials, live sections, where they meet, and who is rostered.

A section is live where its trial is active, the trial's structure belongs to a calendar of the
judged year, and its course belongs to that same calendar. Exclusion reaches a section from
Course Master > Course, and from School > Calendar > Course > Section.

Not every database has a mark Active on the section, and some have the column without ever filling
it: then the course alone is asked. Where any section is marked, one without a mark is not active,
as everywhere: a bit that is NULL is 0.
*/
CREATE TABLE section_mark AS
SELECT coalesce(bool_or(s.active IS NOT NULL), FALSE) AS is_kept
FROM Section s;

CREATE TABLE year_trial AS
SELECT t.trialID, t.structureID, coalesce(t.active, FALSE) AS active, coalesce(t.locked, FALSE) AS locked, coalesce(t.name, 'trial ' || CAST(t.trialID AS VARCHAR)) AS trialName
FROM Trial t
JOIN year_structure st ON st.structureID = t.structureID;

CREATE TABLE live_section AS
SELECT
    s.sectionID,
    s.courseID,
    s.trialID,
    t.structureID,
    st.calendarID,
    st.schoolID,
    st.calendarName,
    coalesce(co.number, 'course ' || CAST(co.courseID AS VARCHAR)) || '-' || coalesce(s.number, CAST(s.sectionID AS VARCHAR)) AS sectionName,
    c.not_excluded
        AND NOT coalesce(m.externalLMSExclude, FALSE)
        AND NOT coalesce(co.externalLMSExclude, FALSE)
        AND NOT coalesce(s.externalLMSExclude, FALSE) AS not_excluded,
    coalesce(co.active, FALSE) AND (coalesce(s.active, FALSE) OR NOT k.is_kept) AS is_active
FROM Section s
JOIN year_trial t ON t.trialID = s.trialID AND t.active
JOIN year_structure st ON st.structureID = t.structureID
JOIN Course co ON co.courseID = s.courseID AND co.calendarID = st.calendarID
JOIN year_calendar c ON c.calendarID = st.calendarID
CROSS JOIN section_mark k
LEFT JOIN CourseMaster m ON m.courseMasterID = co.courseMasterID;

-- Where a live section meets: a term that there is and, where the source has periods, a period, both
-- of the section's own trial.
CREATE TABLE section_term AS
SELECT DISTINCT p.sectionID, p.termID
FROM SectionPlacement p
JOIN live_section s ON s.sectionID = p.sectionID
JOIN Term term ON term.termID = p.termID
CROSS JOIN settings t
WHERE (p.trialID IS NULL OR p.trialID = s.trialID)
  AND (p.periodID IS NOT NULL OR NOT t.has_periods);

-- Roster rows of every section, dates aside: how full each trial is.
CREATE TABLE section_roster AS
SELECT r.sectionID, count(*) AS rosterRows
FROM Roster r
GROUP BY r.sectionID;

-- Structures whose schedule is not finalized: sections, and no active trial to hold them (SC001).
CREATE TABLE unfinished_structure AS
SELECT DISTINCT t.structureID
FROM year_trial t
JOIN Section s ON s.trialID = t.trialID
WHERE NOT EXISTS (SELECT 1 FROM year_trial a WHERE a.structureID = t.structureID AND a.active);
