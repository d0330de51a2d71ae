/*
Which rows of the source belong to the judged year, whatever parents they have lost.

A row counts as judged unless something proves another year: its trial, its calendar, its end year or its
dates. The nearest evidence decides; what is blank or matches nothing proves nothing, nor does an end year
without a SchoolYear row, unless it is earlier. ``of_year`` is TRUE where the judged year is proven, FALSE
where another one is, and NULL where nothing is. All calendars count, also under --school.
*/
CREATE TABLE calendar_year AS
SELECT
    c.calendarID,
    CASE
        WHEN c.endYear = y.endYear THEN TRUE
        WHEN c.endYear < y.endYear OR w.endYear IS NOT NULL THEN FALSE
        WHEN c.endDate < y.windowStart AND coalesce(c.startDate < y.windowStart, TRUE) THEN FALSE
        WHEN c.startDate > y.windowEnd AND coalesce(c.endDate > y.windowEnd, TRUE) THEN FALSE
    END AS of_year
FROM Calendar c
CROSS JOIN judged_year y
LEFT JOIN school_year_window w ON w.endYear = c.endYear;

CREATE TABLE structure_year AS
SELECT s.structureID, c.of_year
FROM ScheduleStructure s
LEFT JOIN calendar_year c ON c.calendarID = s.calendarID;

CREATE TABLE trial_year AS
SELECT t.trialID, coalesce(t.active, FALSE) AS active, coalesce(s.of_year, c.of_year) AS of_year
FROM Trial t
LEFT JOIN structure_year s ON s.structureID = t.structureID
LEFT JOIN calendar_year c ON c.calendarID = t.calendarID;

CREATE TABLE course_year AS
SELECT co.courseID, c.of_year
FROM Course co
LEFT JOIN calendar_year c ON c.calendarID = co.calendarID;

-- A section whose trial is not there may have been in the schedule in use.
CREATE TABLE section_year AS
SELECT s.sectionID, s.trialID, coalesce(t.active, TRUE) AS in_use, coalesce(t.of_year, co.of_year) AS of_year
FROM Section s
LEFT JOIN trial_year t ON t.trialID = s.trialID
LEFT JOIN course_year co ON co.courseID = s.courseID;

CREATE TABLE term_schedule_year AS
SELECT ts.termScheduleID, s.of_year
FROM TermSchedule ts
LEFT JOIN structure_year s ON s.structureID = ts.structureID;

CREATE TABLE term_year AS
SELECT
    t.termID,
    CASE
        WHEN ts.of_year IS NOT NULL THEN ts.of_year
        WHEN t.endDate < y.windowStart AND coalesce(t.startDate < y.windowStart, TRUE) THEN FALSE
        WHEN t.startDate > y.windowEnd AND coalesce(t.endDate > y.windowEnd, TRUE) THEN FALSE
    END AS of_year
FROM Term t
CROSS JOIN judged_year y
LEFT JOIN term_schedule_year ts ON ts.termScheduleID = t.termScheduleID;

-- The rows of the larger tables; those of Person, Identity, UserAccount and Contact belong to no year.
-- ``is_wanted``, ``in_use``, ``is_open``: the row itself would sync; ``kinds`` says as which populations.
CREATE VIEW judged_enrollment AS
SELECT
    e.enrollmentID,
    e.personID,
    e.calendarID,
    e.structureID,
    e.grade,
    e.startDate,
    e.endDate,
    e.endYear,
    NOT coalesce(e.noShow, FALSE)
        AND NOT coalesce(e.externalLMSExclude, FALSE)
        AND coalesce(e.endDate >= t.as_of, TRUE) AS is_wanted
FROM Enrollment e
CROSS JOIN judged_year y
CROSS JOIN settings t
LEFT JOIN calendar_year c ON c.calendarID = e.calendarID
LEFT JOIN school_year_window w ON w.endYear = e.endYear
WHERE CASE
    WHEN c.of_year IS NOT NULL THEN c.of_year
    WHEN e.endYear = y.endYear THEN TRUE
    WHEN e.endYear < y.endYear OR w.endYear IS NOT NULL THEN FALSE
    WHEN e.endDate < y.windowStart AND coalesce(e.startDate < y.windowStart, TRUE) THEN FALSE
    WHEN e.startDate > y.windowEnd AND coalesce(e.endDate > y.windowEnd, TRUE) THEN FALSE
    ELSE TRUE
END;

-- ``in_use``: the row's section, or where that is not there its own trial, is of the schedule in use.
CREATE VIEW judged_roster AS
SELECT
    r.rosterID,
    r.personID,
    r.sectionID,
    r.trialID,
    coalesce(s.in_use, o.active, TRUE) AS in_use,
    coalesce(r.endDate >= t.as_of, TRUE) AS is_open
FROM Roster r
CROSS JOIN judged_year y
CROSS JOIN settings t
LEFT JOIN section_year s ON s.sectionID = r.sectionID
LEFT JOIN trial_year o ON o.trialID = r.trialID
WHERE CASE
    WHEN s.of_year IS NOT NULL THEN s.of_year
    WHEN o.of_year IS NOT NULL THEN o.of_year
    WHEN r.endDate < y.windowStart AND coalesce(r.startDate < y.windowStart, TRUE) THEN FALSE
    WHEN r.startDate > y.windowEnd AND coalesce(r.endDate > y.windowEnd, TRUE) THEN FALSE
    ELSE TRUE
END;

CREATE VIEW judged_staff_history AS
SELECT
    h.historyID,
    h.personID,
    h.sectionID,
    h.staffType,
    h.startDate,
    h.endDate,
    coalesce(s.in_use, o.active, TRUE) AS in_use,
    coalesce(upper(h.staffType) IN ('P', 'T'), FALSE) AND coalesce(h.endDate >= t.as_of, TRUE) AS is_teaching
FROM SectionStaffHistory h
CROSS JOIN judged_year y
CROSS JOIN settings t
LEFT JOIN section_year s ON s.sectionID = h.sectionID
LEFT JOIN trial_year o ON o.trialID = h.trialID
WHERE CASE
    WHEN s.of_year IS NOT NULL THEN s.of_year
    WHEN o.of_year IS NOT NULL THEN o.of_year
    WHEN h.endDate < y.windowStart AND coalesce(h.startDate < y.windowStart, TRUE) THEN FALSE
    WHEN h.startDate > y.windowEnd AND coalesce(h.endDate > y.windowEnd, TRUE) THEN FALSE
    ELSE TRUE
END;

-- A placement counts for its section where it is of the section's own trial, or of none.
CREATE VIEW judged_placement AS
SELECT
    p.sectionID,
    p.termID,
    coalesce(s.in_use, o.active, TRUE) AND coalesce(p.trialID = s.trialID, TRUE) AS in_use
FROM SectionPlacement p
LEFT JOIN section_year s ON s.sectionID = p.sectionID
LEFT JOIN trial_year o ON o.trialID = p.trialID
LEFT JOIN term_year t ON t.termID = p.termID
WHERE coalesce(o.of_year, s.of_year, t.of_year, TRUE);

CREATE VIEW judged_assignment AS
SELECT
    a.assignmentID,
    a.personID,
    a.schoolID,
    a.startDate,
    a.endDate,
    CASE
        WHEN NOT a.in_school_year OR NOT a.not_ended OR NOT a.not_excluded THEN 0
        ELSE CASE WHEN a.has_teacher_role THEN 2 ELSE 0 END + CASE WHEN a.has_staff_role THEN 4 ELSE 0 END
    END AS kinds
FROM assignment_criteria a
CROSS JOIN judged_year y
WHERE NOT coalesce(a.endDate < y.windowStart AND coalesce(a.startDate < y.windowStart, TRUE), FALSE)
  AND NOT coalesce(a.startDate > y.windowEnd AND coalesce(a.endDate > y.windowEnd, TRUE), FALSE);

CREATE VIEW judged_relationship AS
SELECT
    r.personID1,
    r.personID2,
    r.startDate,
    r.endDate,
    CASE
        WHEN NOT coalesce(r.portal, FALSE) OR r.startDate > t.as_of OR r.endDate < t.as_of THEN 0
        WHEN coalesce(r.guardian, FALSE) OR t.guardian_rule = 'portal' THEN 8
        ELSE 16
    END AS kinds
FROM RelatedPair r
CROSS JOIN judged_year y
CROSS JOIN settings t
WHERE NOT coalesce(r.endDate < y.windowStart AND coalesce(r.startDate < y.windowStart, TRUE), FALSE)
  AND NOT coalesce(r.startDate > y.windowEnd AND coalesce(r.endDate > y.windowEnd, TRUE), FALSE);

CREATE VIEW judged_grade_level AS
SELECT g.structureID, g.name, g.calendarID
FROM GradeLevel g
LEFT JOIN structure_year s ON s.structureID = g.structureID
LEFT JOIN calendar_year c ON c.calendarID = g.calendarID
WHERE coalesce(s.of_year, c.of_year, TRUE);

CREATE VIEW judged_day AS
SELECT d.calendarID, d.date
FROM Day d
CROSS JOIN judged_year y
LEFT JOIN calendar_year c ON c.calendarID = d.calendarID
WHERE coalesce(c.of_year, d.date BETWEEN y.windowStart AND y.windowEnd, TRUE);
