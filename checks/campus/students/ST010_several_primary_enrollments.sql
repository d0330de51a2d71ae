/*
code = "ST010"
name = "several-primary-enrollments"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "student"
key = ["personID"]
message = "{who} has {enrollments} primary enrollments that {how}: {calendars}"
fix = "End the enrollments that are over, or make all but one a partial enrollment, type S (Student Information > General > Enrollments)"
owner = "registrar"
article = "Students: Enrollments"
of = "person_criteria WHERE role = 'student' AND wanted"
needs = ["Enrollment.serviceType"]

A student has one primary enrollment at a time. Where two that would sync overlap, vendors and other
systems downstream choose one, and not always the right one: a warning under either version. They
overlap where they share a day. An enrollment without an end lasts to the last day of its calendar (to
the end of the school year where that is blank), and one without a start begins with it. Where they
follow each other it is information under OneRoster 1.2, which reports the earliest as primary; 1.1
has no such mark. A blank service type counts as primary.
*/
WITH primary_enrollment AS (
    SELECT
        e.enrollmentID,
        e.personID,
        e.schoolID,
        e.calendarID,
        c.calendarName,
        coalesce(e.startDate, c.startDate, y.windowStart) AS firstDay,
        coalesce(e.endDate, c.endDate, y.windowEnd) AS lastDay
    FROM enrollment_criteria e
    JOIN year_calendar c ON c.calendarID = e.calendarID
    CROSS JOIN judged_year y
    WHERE e.personID IN (
        SELECT personID
        FROM enrollment_criteria
        WHERE syncs AND serviceType = 'P'
        GROUP BY personID
        HAVING count(*) > 1
    )
      AND e.syncs AND e.serviceType = 'P'
)
SELECT
    several.personID,
    coalesce(l.asStudent, 'person ' || CAST(several.personID AS VARCHAR)) AS who,
    several.schoolID,
    several.calendarID,
    several.enrollments,
    several.calendars,
    CASE WHEN overlapping.personID IS NULL THEN 'follow each other' ELSE 'overlap' END AS how,
    CASE WHEN overlapping.personID IS NULL THEN 'info' ELSE 'warning' END AS severity
FROM (
    SELECT
        personID,
        min(schoolID) AS schoolID,
        min(calendarID) AS calendarID,
        count(*) AS enrollments,
        string_agg(DISTINCT calendarName, ', ' ORDER BY calendarName) AS calendars
    FROM primary_enrollment
    GROUP BY personID
) several
CROSS JOIN settings t
LEFT JOIN (
    SELECT DISTINCT a.personID
    FROM primary_enrollment a
    JOIN primary_enrollment b
        ON b.personID = a.personID
        AND b.enrollmentID > a.enrollmentID
        AND b.firstDay <= a.lastDay
        AND a.firstDay <= b.lastDay
) overlapping ON overlapping.personID = several.personID
LEFT JOIN person_label l ON l.personID = several.personID
WHERE overlapping.personID IS NOT NULL OR t.oneroster = '1.2'
