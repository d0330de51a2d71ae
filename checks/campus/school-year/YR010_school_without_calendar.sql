/*
code = "YR010"
name = "school-without-calendar"
since = "0.1.0"
severity = "warning"
effect = "missing"
entity = "school"
key = ["schoolID"]
message = "{school} has no calendar in the school year {yearName} ({why})"
fix = "System Administration > Calendar > Calendar Wizard: create the calendar, or end the assignments of a closed school"
owner = "scheduler"
article = "School Year Dates and Active Year"
of = "School"

A school that had calendars last year, or that has current staff, has none in the active year: its
students, classes and non-teaching staff are not sent. Typical for a district office, whose staff
need an assignment at a school with a calendar (NS003). Schools marked External LMS Exclude are left
out, and all schools where no calendar exists at all (YR009).
*/
SELECT
    s.schoolID,
    coalesce(s.name, 'School ' || CAST(s.schoolID AS VARCHAR)) AS school,
    y.endYear,
    y.yearName,
    CASE
        WHEN last.schoolID IS NOT NULL AND staff.schoolID IS NOT NULL THEN 'it had one last year, and ' || CAST(staff.people AS VARCHAR) || ' staff have assignments there'
        WHEN last.schoolID IS NOT NULL THEN 'it had one last year'
        ELSE CAST(staff.people AS VARCHAR) || ' staff have assignments there'
    END AS why
FROM School s
CROSS JOIN judged_year y
LEFT JOIN (SELECT DISTINCT c.schoolID FROM Calendar c JOIN judged_year l ON l.endYear - 1 = c.endYear) last
    ON last.schoolID = s.schoolID
LEFT JOIN (
    SELECT schoolID, count(DISTINCT personID) AS people
    FROM assignment_criteria
    WHERE in_school_year AND not_ended
    GROUP BY schoolID
) staff ON staff.schoolID = s.schoolID
WHERE (last.schoolID IS NOT NULL OR staff.schoolID IS NOT NULL)
  AND NOT coalesce(s.externalLMSExclude, FALSE)
  AND EXISTS (SELECT 1 FROM district_calendar)
  AND NOT EXISTS (SELECT 1 FROM district_calendar c WHERE c.schoolID = s.schoolID)
