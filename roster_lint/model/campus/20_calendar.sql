/*
Calendars of the judged year, their schedule structures and grade levels.

External LMS Exclude reaches down: School > Calendar > Schedule Structure > Grade Level. It never
drops a record here: ``not_excluded`` says whether the record or anything above it is marked.
*/
-- Every calendar, of whatever year. A calendar whose end year is blank, or names a school year that
-- is not there and not over, proves nothing: neither that it is of the judged year nor that it is not.
CREATE TABLE any_calendar AS
SELECT
    c.calendarID,
    c.schoolID,
    c.endYear,
    c.startDate,
    c.endDate,
    coalesce(c.name, 'calendar ' || CAST(c.calendarID AS VARCHAR)) AS calendarName,
    coalesce(c.summerSchool, FALSE) AS summerSchool,
    s.schoolID IS NOT NULL AS has_school,
    NOT coalesce(s.externalLMSExclude, FALSE) AND NOT coalesce(c.externalLMSExclude, FALSE) AS not_excluded,
    coalesce(c.endYear = y.endYear, FALSE) AS is_of_year,
    coalesce(c.endYear <> y.endYear AND (c.endYear < y.endYear OR w.endYear IS NOT NULL), FALSE) AS is_of_other_year,
    -- In the schools that the connection is scoped to; a calendar without a school may be in any.
    NOT t.scoped OR c.schoolID IS NULL OR c.schoolID IN (SELECT schoolID FROM scope_school) AS in_scope
FROM Calendar c
CROSS JOIN judged_year y
CROSS JOIN settings t
LEFT JOIN school_year_window w ON w.endYear = c.endYear
LEFT JOIN School s ON s.schoolID = c.schoolID;

-- The check that says why the records of a calendar have none of the judged year with a school. DA003 names those
-- without any calendar. Of a calendar that is not there, there is no row: that is DA004.
CREATE VIEW calendar_cause AS
SELECT
    calendarID,
    CASE
        WHEN is_of_other_year THEN 'ST002'
        WHEN endYear IS NULL OR schoolID IS NULL THEN 'DA003'
        ELSE 'DA004'
    END AS code
FROM any_calendar
WHERE NOT is_of_year OR NOT has_school
UNION ALL
SELECT CAST(NULL AS BIGINT), 'DA003';

CREATE TABLE district_calendar AS
SELECT calendarID, schoolID, calendarName, startDate, endDate, summerSchool, has_school, not_excluded, in_scope
FROM any_calendar
WHERE is_of_year;

-- The calendars of the schools that the connection is scoped to; all where it is not scoped.
CREATE TABLE year_calendar AS
SELECT calendarID, schoolID, calendarName, startDate, endDate, summerSchool, has_school, not_excluded
FROM district_calendar
WHERE in_scope;

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

-- State Grade Level Codes of the state's list, with the NCES grade that stands for each: from
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
