/*
Calendars of the judged year, their schedule structures and grade levels.

External LMS Exclude reaches down: School > Calendar > Schedule Structure > Grade Level. It never
drops a record here: ``not_excluded`` says whether the record or anything above it is marked.
*/
CREATE TABLE district_calendar AS
SELECT
    c.calendarID,
    c.schoolID,
    coalesce(c.name, 'calendar ' || CAST(c.calendarID AS VARCHAR)) AS calendarName,
    c.startDate,
    c.endDate,
    coalesce(c.summerSchool, FALSE) AS summerSchool,
    NOT coalesce(s.externalLMSExclude, FALSE) AND NOT coalesce(c.externalLMSExclude, FALSE) AS not_excluded
FROM Calendar c
JOIN judged_year y ON y.endYear = c.endYear
LEFT JOIN School s ON s.schoolID = c.schoolID;

-- The calendars of the schools that the connection is scoped to; all where it is not scoped.
CREATE TABLE year_calendar AS
SELECT c.*
FROM district_calendar c
CROSS JOIN settings t
WHERE NOT t.scoped OR c.schoolID IN (SELECT schoolID FROM scope_school);

CREATE TABLE year_structure AS
SELECT
    st.structureID,
    c.calendarID,
    c.schoolID,
    c.calendarName,
    coalesce(st.name, 'structure ' || CAST(st.structureID AS VARCHAR)) AS structureName,
    c.not_excluded AND NOT coalesce(st.externalLMSExclude, FALSE) AS not_excluded
FROM ScheduleStructure st
JOIN year_calendar c ON c.calendarID = st.calendarID;

CREATE TABLE year_grade_level AS
SELECT
    g.structureID,
    g.name,
    lower(g.name) AS gradeKey,
    g.stateGrade,
    st.calendarID,
    st.schoolID,
    st.calendarName || ', ' || st.structureName AS structureLabel,
    st.not_excluded AND NOT coalesce(g.externalLMSExclude, FALSE) AS not_excluded
FROM GradeLevel g
JOIN year_structure st ON st.structureID = g.structureID;

-- State Grade Level Codes that the state knows, with the NCES grade that stands for each: from
-- Campus's code list where it has one, else from the settings. Where Campus keeps the NCES grade
-- is not documented; CampusDictionary.standardCode is the likely place.
CREATE TABLE state_grade AS
SELECT lower(d.code) AS codeKey, bool_or(n.nces_grade IS NOT NULL OR d.standardCode IS NOT NULL) AS has_nces
FROM CampusDictionary d
JOIN CampusAttribute a ON a.attributeID = d.attributeID
LEFT JOIN nces_grade_setting n ON lower(n.state_grade) = lower(d.code)
WHERE (lower(a.object) = 'gradelevel' OR lower(a.dbObject) = 'gradelevel')
  AND (lower(a.element) = 'stategrade' OR lower(a.dbElement) = 'stategrade')
  AND coalesce(d.active, TRUE)
  AND d.code IS NOT NULL
GROUP BY lower(d.code);

-- First and last day of school by calendar: from the days in session, else from the calendar.
CREATE TABLE calendar_days AS
SELECT c.calendarID, c.schoolID, coalesce(d.firstDay, c.startDate) AS firstDay, coalesce(d.lastDay, c.endDate) AS lastDay
FROM district_calendar c
LEFT JOIN (
    SELECT calendarID, min(date) AS firstDay, max(date) AS lastDay
    FROM Day
    WHERE schoolDay
    GROUP BY calendarID
) d ON d.calendarID = c.calendarID;
