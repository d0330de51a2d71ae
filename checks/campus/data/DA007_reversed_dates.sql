/*
code = "DA007"
name = "reversed-dates"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "row"
key = ["table", "record"]
message = "{table} ({record}) starts on {startDate}, after it ends on {endDate}"
fix = "Correct the start or the end date in Campus, where the record is entered"
owner = "registrar"
article = "Every table that a rule reads"

A record of the judged year starts after it ends: one of its two dates is wrong, and so may be every rule that
uses them. Tested are enrollments, district assignments, Section Staff History records, relationships of
enrolled students, and calendars. Roster records are RO001's, terms SC005's and the school year YR005's.
Only info for an enrollment: that is how Campus keeps a student who was withdrawn before the first day. A
warning for a relationship, where the vendor uses guardians. A row counts as judged unless its trial,
calendar, end year or dates prove another year: two dates of that year do. Staff history rows of drafts
(sections of an inactive trial) are left out.
*/
SELECT
    f.table_name AS "table",
    replace(replace(replace(replace(replace(CAST(f.record AS VARCHAR), '{', ''), '}', ''), '"', ''), ':', ' '), ',', ', ') AS record,
    f.startDate,
    f.endDate,
    f.schoolID,
    f.personID,
    f.severity,
    f.vendors,
    json_merge_patch(json_object('table', f.table_name), f.record) AS key
FROM (
    SELECT
        'Enrollment' AS table_name,
        json_object('enrollmentID', e.enrollmentID) AS record,
        e.startDate,
        e.endDate,
        c.schoolID,
        e.personID,
        'info' AS severity,
        CAST(NULL AS VARCHAR) AS vendors
    FROM judged_enrollment e
    LEFT JOIN Calendar c ON c.calendarID = e.calendarID
    UNION ALL
    SELECT
        'EmploymentAssignment',
        json_object('assignmentID', a.assignmentID),
        a.startDate,
        a.endDate,
        a.schoolID,
        a.personID,
        'error',
        NULL
    FROM judged_assignment a
    UNION ALL
    SELECT
        'SectionStaffHistory',
        json_object('historyID', h.historyID),
        h.startDate,
        h.endDate,
        s.schoolID,
        h.personID,
        'error',
        NULL
    FROM judged_staff_history h
    LEFT JOIN section_criteria s ON s.sectionID = h.sectionID
    WHERE h.in_use
    UNION ALL
    SELECT
        'RelatedPair',
        json_object('personID1', r.personID1, 'personID2', r.personID2),
        min(r.startDate),
        min(r.endDate),
        min(c.schoolID),
        r.personID2,
        'warning',
        replace(m.using_marks, ':error:', ':warning:')
    FROM judged_relationship r
    JOIN enrollment_criteria c ON c.personID = r.personID1
    JOIN need_mark m ON m.population = 'guardian' AND m.field = 'record'
    WHERE r.startDate > r.endDate
    GROUP BY r.personID1, r.personID2, m.using_marks
    UNION ALL
    SELECT
        'Calendar',
        json_object('calendarID', c.calendarID),
        c.startDate,
        c.endDate,
        c.schoolID,
        NULL,
        'error',
        NULL
    FROM Calendar c
    JOIN calendar_year y ON y.calendarID = c.calendarID
    WHERE coalesce(y.of_year, TRUE)
) f
WHERE f.startDate > f.endDate
