/*
[[criterion]]
role = "teacher"
name = "has_assignment"
check = "TE001"
title = "has a district assignment"
fails = "no district assignment"
doc = "Teachers > District Assignment: anyone who teaches a live section without any assignment fails here."

[[criterion]]
role = "teacher"
name = "in_school_year"
check = "TE001"
title = "assignment dates fall within the school year"
fails = "assignment outside the school year"
because = "{dates}; the school year is {school_year}"
doc = "Teachers > District Assignment: dates fall within the active year."

[[criterion]]
role = "teacher"
name = "not_ended"
check = "TE002"
title = "assignment has not ended"
fails = "assignment ended"
because = "{ending}"
doc = "Teachers > District Assignment: the end date is not in the past."

[[criterion]]
role = "teacher"
name = "has_teacher_role"
check = "TE003"
title = "assignment is marked Teacher"
fails = "not marked Teacher"
because = "{roles}"
doc = "Teachers > District Assignment: the role Teacher is marked."

[[criterion]]
role = "teacher"
name = "not_excluded"
check = "TE004"
title = "not marked External LMS Exclude"
fails = "External LMS Exclude"
because = ["it is not marked", "it is marked"]
doc = "Teachers > District Assignment: External LMS Exclude is not marked."

[[criterion]]
role = "staff"
name = "has_staff_role"
check = "NS001"
title = "a role other than Teacher is marked"
fails = "no role but Teacher"
because = "{roles}"
doc = "Non-Teacher Staff: the assignment has a role other than, or in addition to, Teacher."

[[criterion]]
role = "staff"
name = "not_ended"
check = "NS002"
title = "assignment has not ended"
fails = "assignment ended"
because = "{ending}"
doc = "Non-Teacher Staff: no end date, or none in the past."

[[criterion]]
role = "staff"
name = "school_has_calendar"
check = "NS003"
title = "school has a calendar in the year"
fails = "school without a calendar"
because = ["{school} has a calendar in {year}", "{school} has no calendar in {year}"]
doc = "Non-Teacher Staff: the assignment's school has a calendar in the active year."

[[criterion]]
role = "staff"
name = "in_school_year"
check = "NS004"
title = "assignment dates fall within the school year"
fails = "assignment outside the school year"
because = "{dates}; the school year is {school_year}"
doc = "Non-Teacher Staff: the assignment's dates fall within the school year dates."

[[criterion]]
role = "staff"
name = "not_excluded"
check = "NS005"
title = "not marked External LMS Exclude"
fails = "External LMS Exclude"
because = ["it is not marked", "it is marked"]
doc = "Non-Teacher Staff: External LMS Exclude is not marked."

One row a district assignment, of any year, since all conditions must hold on one assignment and
assignments belong to no year. The roles counted are those that the data-model articles list;
roles without a column in the database count as not marked. Assignments at every school count, also
under --school; further locations of an assignment (EmploymentAssignmentLocation) do not: whether
OneRoster honors them is unknown. ``syncs_as_teacher`` and ``syncs_as_staff`` say whether all criteria of
the role hold.
*/
CREATE TABLE assignment_criteria AS
SELECT
    judged.*,
    in_school_year AND not_ended AND has_teacher_role AND not_excluded AS syncs_as_teacher,
    in_school_year AND not_ended AND has_staff_role AND school_has_calendar AND not_excluded AS syncs_as_staff
FROM (
    SELECT
        a.assignmentID,
        a.personID,
        a.schoolID,
        a.startDate,
        a.endDate,
        TRUE AS has_assignment,
        -- Without a school year to judge, nothing falls within it.
        coalesce(CASE t.window_rule
            WHEN 'contain' THEN (a.startDate IS NULL OR a.startDate >= y.windowStart) AND (a.endDate IS NULL OR a.endDate <= y.windowEnd)
            ELSE (a.startDate IS NULL OR a.startDate <= y.windowEnd) AND (a.endDate IS NULL OR a.endDate >= y.windowStart)
        END AND NOT y.reversed, FALSE) AS in_school_year,
        a.endDate IS NULL
            OR a.endDate > t.as_of
            OR (a.endDate = t.as_of AND t.end_date_today = 'active') AS not_ended,
        coalesce(a.teacher, FALSE) AS has_teacher_role,
        coalesce(a.specialEd, FALSE)
            OR coalesce(a.program, FALSE)
            OR coalesce(a.behavior, FALSE)
            OR coalesce(a.health, FALSE)
            OR coalesce(a.responseApprover, FALSE)
            OR coalesce(a.rti, FALSE)
            OR coalesce(a.advisor, FALSE)
            OR coalesce(a.supervisor, FALSE)
            OR coalesce(a.counselor, FALSE)
            OR coalesce(a.foodservice, FALSE)
            OR coalesce(a.approver, FALSE)
            OR coalesce(a.framProcessor, FALSE) AS has_staff_role,
        EXISTS (SELECT 1 FROM district_calendar c WHERE c.schoolID = a.schoolID) AS school_has_calendar,
        NOT coalesce(a.externalLMSExclude, FALSE) AS not_excluded
    FROM EmploymentAssignment a
    CROSS JOIN judged_year y
    CROSS JOIN settings t
) judged;
