/*
[[criterion]]
role = "guardian"
name = "has_portal"
check = "FA001"
title = "relationship is marked Portal"
fails = "not marked Portal"
because = ["it is marked", "it is not marked"]
doc = "Guardians: the relationship is marked Guardian and Portal; by guardian_rule, only Portal."

[[criterion]]
role = "guardian"
name = "is_active"
check = "FA003"
title = "relationship is active"
fails = "relationship not active"
because = "{dates_today}"
doc = "Guardians: the relationship has begun and has not ended."

[[criterion]]
role = "guardian"
name = "student_syncs"
title = "student will sync"
fails = "student does not sync"
doc = "Guardians: the related student is one that the API serves as active."

One row a relationship of a student of the judged year: personID1 is the student, personID2 the
contact. There is no active flag: the dates say whether a relationship is active.
*/
CREATE TABLE relationship_criteria AS
SELECT
    r.personID1,
    r.personID2,
    student.schoolID,
    student.calendarID,
    r.startDate,
    r.endDate,
    coalesce(r.guardian, FALSE) AS is_guardian,
    CASE t.guardian_rule
        WHEN 'portal' THEN coalesce(r.portal, FALSE) OR coalesce(r.guardian, FALSE)
        ELSE coalesce(r.guardian, FALSE)
    END AS counts_as_guardian,
    coalesce(r.portal, FALSE) AS has_portal,
    (r.startDate IS NULL OR r.startDate <= t.as_of)
        AND (
            r.endDate IS NULL
            OR r.endDate > t.as_of
            OR (r.endDate = t.as_of AND t.end_date_today = 'active')
        ) AS is_active,
    student.syncs AS student_syncs
FROM RelatedPair r
JOIN (
    SELECT
        personID,
        bool_or(syncs) AS syncs,
        min(schoolID) AS schoolID,
        min(calendarID) AS calendarID
    FROM enrollment_criteria
    GROUP BY personID
) student ON student.personID = r.personID1
CROSS JOIN settings t;
