/*
[[criterion]]
role = "student"
name = "has_calendar"
check = "DA004"
title = "calendar of the school year is there"
fails = "calendar or school missing"
because = "{its_calendar}"
doc = "Students > Enrollments: the enrollment's calendar belongs to the school year, and the calendar and its school are in the data."

[[criterion]]
role = "student"
name = "in_school_year"
check = "ST001"
title = "enrollment dates fall within the school year"
fails = "enrollment outside the school year"
because = "{dates}; the school year is {school_year}"
doc = "Students > Enrollments: dates fall within the active year; by window_rule, overlap or lie inside."

[[criterion]]
role = "student"
name = "not_ended"
check = "ST004"
title = "enrollment has not ended"
fails = "enrollment ended"
because = "{ending}"
doc = "Students > Enrollments: the end date is not in the past, or it equals the calendar's end date; else the record is sent as ToBeDeleted. A start in the future is no failure: before school starts students are sent as active."

[[criterion]]
role = "student"
name = "not_no_show"
check = "ST007"
title = "not marked No Show"
fails = "No Show"
because = ["it is not marked", "it is marked"]
doc = "Students > Enrollments: No Show is not marked."

[[criterion]]
role = "student"
name = "not_excluded"
check = "ST008"
title = "not marked External LMS Exclude"
fails = "External LMS Exclude"
because = "{marks}"
doc = "Students > Enrollments: neither the enrollment nor its grade level, schedule structure, calendar or school is marked."

One row an enrollment of the judged year. An enrollment is of the year where its calendar is; and where the
calendar proves no other year, unless the enrollment's own end year or its dates do. One that names the year
itself and stands in another year's calendar is ST002's. Enrollment.active is no criterion: the article never
names it. ``is_marked`` is the enrollment's own External LMS Exclude, ``ancestors_not_excluded`` the criterion
without it. ``syncs`` says whether all criteria hold, ``ends`` whether all hold but ``not_ended``.
*/
CREATE TABLE enrollment_criteria AS
SELECT
    judged.*,
    has_calendar AND in_school_year AND not_ended AND not_no_show AND not_excluded AS syncs,
    has_calendar AND in_school_year AND NOT not_ended AND not_no_show AND not_excluded AS ends
FROM (
    SELECT
        e.enrollmentID,
        e.personID,
        e.calendarID,
        e.structureID,
        c.schoolID,
        e.grade,
        e.startDate,
        e.endDate,
        coalesce(upper(e.serviceType), 'P') AS serviceType,
        coalesce(c.is_of_year AND c.has_school, FALSE) AS has_calendar,
        -- Without a school year to judge, nothing falls within it.
        coalesce(CASE t.window_rule
            WHEN 'contain' THEN (e.startDate IS NULL OR e.startDate >= y.windowStart) AND (e.endDate IS NULL OR e.endDate <= y.windowEnd)
            ELSE (e.startDate IS NULL OR e.startDate <= y.windowEnd) AND (e.endDate IS NULL OR e.endDate >= y.windowStart)
        END AND NOT y.reversed, FALSE) AS in_school_year,
        e.endDate IS NULL
            OR e.endDate > t.as_of
            OR (e.endDate = t.as_of AND t.end_date_today = 'active')
            OR coalesce(e.endDate = c.endDate, FALSE) AS not_ended,
        NOT coalesce(e.noShow, FALSE) AS not_no_show,
        coalesce(e.externalLMSExclude, FALSE) AS is_marked,
        coalesce(c.not_excluded, TRUE) AND NOT coalesce(st.externalLMSExclude, FALSE) AND g.structureID IS NULL AS ancestors_not_excluded,
        coalesce(c.not_excluded, TRUE)
            AND NOT coalesce(e.externalLMSExclude, FALSE)
            AND NOT coalesce(st.externalLMSExclude, FALSE)
            AND g.structureID IS NULL AS not_excluded
    FROM Enrollment e
    CROSS JOIN judged_year y
    CROSS JOIN settings t
    LEFT JOIN any_calendar c ON c.calendarID = e.calendarID
    LEFT JOIN ScheduleStructure st ON st.structureID = e.structureID
    LEFT JOIN (
        SELECT DISTINCT structureID, lower(name) AS gradeKey FROM GradeLevel WHERE externalLMSExclude
    ) g ON g.structureID = e.structureID AND g.gradeKey = lower(e.grade)
    LEFT JOIN school_year_window own ON own.endYear = e.endYear
    WHERE coalesce(c.in_scope, TRUE)
      AND y.endYear IS NOT NULL
      AND (
          c.is_of_year
          OR (
              NOT coalesce(c.is_of_other_year, FALSE)
              AND (
                  e.endYear = y.endYear
                  OR (
                      NOT coalesce(e.endYear < y.endYear OR own.endYear <> y.endYear, FALSE)
                      AND NOT coalesce(e.endDate < y.windowStart OR e.startDate > y.windowEnd, FALSE)
                  )
              )
          )
      )
) judged;

-- A student's enrollments in one calendar: whether one of them syncs, and else the check that names them, or the
-- roster records there (RO008), where the student syncs elsewhere. Where there is no enrollment, it is RO003.
CREATE VIEW enrolled_student AS
SELECT
    personID,
    calendarID,
    bool_or(syncs) AS syncs,
    CASE
        WHEN bool_or(syncs) THEN NULL
        WHEN bool_or(ancestors_not_excluded AND NOT not_no_show) THEN 'ST007'
        WHEN bool_or(ancestors_not_excluded AND is_marked) THEN 'ST008'
        ELSE 'RO008'
    END AS code
FROM enrollment_criteria
GROUP BY personID, calendarID;
