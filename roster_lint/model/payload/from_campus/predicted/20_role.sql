/*
Who has which role at which school, from the records that pass as a whole.

A student belongs to the schools of the enrollments that pass, staff to those of the assignments
that pass, guardians and relatives to their students' schools. A student with only ended enrollments belongs
to their schools, to be deleted. Staff are placed at schools of the year where any assignment allows it, since
only these are sent as orgs.
*/
CREATE TABLE predicted_org_school AS
SELECT DISTINCT c.schoolID
FROM year_calendar c
LEFT JOIN predicted_school s ON s.schoolID = c.schoolID
WHERE c.schoolID IS NOT NULL AND NOT coalesce(s.is_excluded, FALSE);

CREATE TABLE predicted_enrolled AS
SELECT
    e.enrollmentID,
    e.personID,
    e.schoolID,
    e.structureID,
    e.grade,
    e.startDate,
    e.endDate,
    e.serviceType,
    CASE WHEN p.available THEN 'active' ELSE 'tobedeleted' END AS status
FROM enrollment_criteria e
JOIN person_criteria p ON p.role = 'student' AND p.personID = e.personID
WHERE (p.available AND e.syncs) OR (p.to_be_deleted AND e.ends);

CREATE TABLE predicted_employed AS
SELECT
    p.role AS population,
    a.personID,
    a.schoolID,
    a.startDate,
    a.endDate,
    o.schoolID IS NOT NULL AS at_org,
    bool_or(o.schoolID IS NOT NULL) OVER (PARTITION BY p.role, a.personID) AS somewhere_at_org
FROM assignment_criteria a
JOIN person_criteria p ON p.personID = a.personID AND p.role IN ('teacher', 'staff') AND p.available
LEFT JOIN predicted_org_school o ON o.schoolID = a.schoolID
WHERE (p.role = 'teacher' AND a.syncs_as_teacher) OR (p.role = 'staff' AND a.syncs_as_staff);

-- Guardians and relatives with the students on whose account they are sent.
CREATE TABLE predicted_related AS
SELECT DISTINCT 'guardian' AS population, r.personID2 AS personID, r.personID1 AS studentID
FROM relationship_criteria r
JOIN person_criteria p ON p.role = 'guardian' AND p.personID = r.personID2 AND p.available
WHERE r.counts_as_guardian AND r.has_portal AND r.is_active AND r.student_syncs
UNION ALL
SELECT DISTINCT 'relative', r.personID2, r.personID1
FROM relative_criteria r
JOIN person_criteria p ON p.role = 'relative' AND p.personID = r.personID2 AND p.available
WHERE r.is_active AND r.student_syncs;

-- One row a person, role and school. An end date stands only where every record has one.
CREATE TABLE predicted_role AS
WITH placed AS (
    SELECT
        r.*,
        n.userSourcedId,
        n.role,
        n.rank,
        n.has_several_roles
    FROM (
        SELECT
            'student' AS population,
            personID,
            schoolID,
            bool_or(place = 1 AND serviceType = 'P') AS is_primary,
            min(startDate) AS startDate,
            CASE WHEN count(*) = count(endDate) THEN max(endDate) END AS endDate,
            status
        FROM (
            SELECT
                e.*,
                row_number() OVER (
                    PARTITION BY e.personID
                    ORDER BY CASE WHEN e.serviceType = 'P' THEN 0 ELSE 1 END, e.startDate, e.enrollmentID
                ) AS place
            FROM predicted_enrolled e
        ) each_enrollment
        GROUP BY personID, schoolID, status
        UNION ALL
        SELECT
            population,
            personID,
            schoolID,
            FALSE,
            min(startDate),
            CASE WHEN count(*) = count(endDate) THEN max(endDate) END,
            'active'
        FROM predicted_employed
        WHERE at_org OR NOT somewhere_at_org
        GROUP BY population, personID, schoolID
        UNION ALL
        SELECT DISTINCT
            r.population,
            r.personID,
            c.schoolID,
            FALSE,
            CAST(NULL AS DATE),
            CAST(NULL AS DATE),
            'active'
        FROM predicted_related r
        JOIN enrollment_criteria c ON c.personID = r.studentID
        WHERE c.syncs
    ) r
    JOIN predicted_role_person n ON n.population = r.population AND n.personID = r.personID
),
-- A person has one primary role at a school; these come behind it. Hardly anybody has several roles.
secondary AS (
    SELECT personID, schoolID, population
    FROM placed
    WHERE has_several_roles
    QUALIFY row_number() OVER (PARTITION BY personID, schoolID ORDER BY status, rank) > 1
)
SELECT
    each_role.userSourcedId || '-' || each_role.role || coalesce('-' || each_role.orgSourcedId, '') AS sourcedId,
    each_role.*
FROM (
    SELECT
        r.userSourcedId,
        r.personID,
        r.population,
        r.role,
        r.schoolID,
        coalesce(s.sourcedId, CAST(r.schoolID AS VARCHAR)) AS orgSourcedId,
        -- Of several primary enrollments the earliest is the primary role.
        CASE WHEN r.population = 'student' THEN r.is_primary ELSE o.personID IS NULL END AS is_primary,
        r.startDate AS beginDate,
        r.endDate,
        r.status
    FROM placed r
    LEFT JOIN predicted_school s ON s.schoolID = r.schoolID
    LEFT JOIN secondary o ON o.personID = r.personID
        AND o.population = r.population
        AND o.schoolID IS NOT DISTINCT FROM r.schoolID
) each_role
ORDER BY each_role.personID, sourcedId;

-- The record of a person in a role. OneRoster 1.2 has one record a person, so its rows share one.
CREATE TABLE predicted_user_id AS
SELECT userSourcedId, personID, population, min(role) AS role, min(status) AS status
FROM predicted_role
GROUP BY userSourcedId, personID, population;
