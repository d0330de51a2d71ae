/*
Users as they are sent: names, account, contact data, grades, and who belongs to whom.

Where several usernames could be sent, the first in the alphabet stands here: which one Campus
takes is not documented. A person without any account counts as not enabled.
*/
-- Whether one of a person's accounts is enabled, and the username: of an account that can be used where there is
-- one, as sendable_account has it, but in one pass over the accounts. A view: it is read once, and not always whole.
CREATE VIEW predicted_account AS
SELECT
    personID,
    bool_or(enabled) AS has_enabled_account,
    coalesce(min(username) FILTER (WHERE usable), min(username)) AS username
FROM named_account
GROUP BY personID;

-- How many usernames could be sent: a comparison does not ask.
CREATE VIEW possible_username AS
SELECT personID, count(DISTINCT usernameKey) AS usernames
FROM sendable_account
GROUP BY personID;

-- What stands for each state grade: Campus's own list first, then the settings.
CREATE TABLE predicted_nces_grade AS
SELECT g.codeKey, coalesce(listed.ncesGrade, chosen.ncesGrade) AS ncesGrade
FROM (SELECT DISTINCT lower(stateGrade) AS codeKey FROM year_grade_level WHERE stateGrade IS NOT NULL) g
LEFT JOIN (
    SELECT lower(d.code) AS codeKey, min(d.standardCode) AS ncesGrade
    FROM CampusDictionary d
    JOIN CampusAttribute a ON a.attributeID = d.attributeID
    WHERE (lower(a.object) = 'gradelevel' OR lower(a.dbObject) = 'gradelevel')
      AND (lower(a.element) = 'stategrade' OR lower(a.dbElement) = 'stategrade')
      AND coalesce(d.active, TRUE)
    GROUP BY lower(d.code)
) listed ON listed.codeKey = g.codeKey
LEFT JOIN (
    SELECT lower(state_grade) AS codeKey, min(nces_grade) AS ncesGrade
    FROM nces_grade_setting
    GROUP BY lower(state_grade)
) chosen ON chosen.codeKey = g.codeKey;

-- To sort only the grades of students who have several takes half the time.
CREATE VIEW predicted_grade AS
SELECT
    personID,
    CASE WHEN contains(grades, ',') THEN array_to_string(list_sort(string_split(grades, ',')), ',') ELSE grades END AS grades
FROM (
    SELECT personID, string_agg(grade, ',') AS grades
    FROM (
        SELECT DISTINCT
            e.personID,
            CASE WHEN t.local_grades THEN replace(e.grade, ',', ' ') ELSE replace(n.ncesGrade, ',', ' ') END AS grade
        FROM predicted_enrolled e
        CROSS JOIN settings t
        LEFT JOIN year_grade_level g ON g.structureID = e.structureID AND g.gradeKey = lower(e.grade)
        LEFT JOIN predicted_nces_grade n ON n.codeKey = lower(g.stateGrade)
    ) each_grade
    WHERE grade IS NOT NULL
    GROUP BY personID
) gathered;

-- Agents in both directions: a student's guardians and relatives, and these people's students.
CREATE TABLE predicted_agent AS
WITH related AS (
    SELECT s.userSourcedId AS studentSourcedId, a.userSourcedId AS otherSourcedId
    FROM predicted_related r
    JOIN predicted_user_id s ON s.population = 'student' AND s.personID = r.studentID AND s.status = 'active'
    JOIN predicted_user_id a ON a.population = r.population AND a.personID = r.personID
)
SELECT studentSourcedId AS userSourcedId, otherSourcedId AS agentSourcedId
FROM related
UNION
SELECT otherSourcedId, studentSourcedId
FROM related;

-- In no order, as are the agents of each: a comparison of records needs none. Gathering agents in order takes
-- five times as long.
CREATE VIEW predicted_user_row AS
SELECT
    u.userSourcedId AS sourcedId,
    u.status,
    u.personID,
    CASE WHEN t.oneroster = '1.1' THEN u.role END AS role,
    coalesce(a.has_enabled_account, FALSE) AS enabledUser,
    a.username,
    p.firstName AS givenName,
    p.lastName AS familyName,
    CASE WHEN u.is_student THEN p.studentNumber WHEN u.is_staff THEN p.staffNumber END AS identifier,
    CASE WHEN t.secondary_email THEN c.secondaryEmail ELSE c.email END AS email,
    CASE WHEN t.oneroster = '1.2' THEN c.cellPhone END AS sms,
    c.homePhone AS phone,
    CASE WHEN u.is_student THEN g.grades END AS grades,
    w.agentSourcedIds,
    u.is_student,
    a.personID IS NOT NULL AS has_account
FROM (
    SELECT
        userSourcedId,
        personID,
        min(role) AS role,
        min(status) AS status,
        bool_or(population = 'student') AS is_student,
        bool_or(population IN ('teacher', 'staff')) AS is_staff
    FROM predicted_user_id
    GROUP BY userSourcedId, personID
) u
CROSS JOIN settings t
JOIN predicted_person p ON p.personID = u.personID
LEFT JOIN predicted_account a ON a.personID = u.personID
LEFT JOIN Contact c ON c.personID = u.personID
LEFT JOIN predicted_grade g ON g.personID = u.personID
LEFT JOIN (
    SELECT userSourcedId, string_agg(agentSourcedId, ',') AS agentSourcedIds
    FROM predicted_agent
    GROUP BY userSourcedId
) w ON w.userSourcedId = u.userSourcedId;

CREATE TABLE predicted_user AS
SELECT
    u.sourcedId,
    u.status,
    u.personID,
    u.role,
    u.enabledUser,
    u.username,
    u.givenName,
    u.familyName,
    u.identifier,
    u.email,
    u.sms,
    u.phone,
    u.grades,
    o.orgSourcedIds,
    CASE
        WHEN contains(u.agentSourcedIds, ',') THEN array_to_string(list_sort(string_split(u.agentSourcedIds, ',')), ',')
        ELSE u.agentSourcedIds
    END AS agentSourcedIds,
    u.is_student,
    u.has_account,
    coalesce(n.usernames, 0) AS usernames
FROM predicted_user_row u
LEFT JOIN possible_username n ON n.personID = u.personID
LEFT JOIN (
    SELECT userSourcedId, array_to_string(list_sort(list(orgSourcedId)), ',') AS orgSourcedIds
    FROM (SELECT DISTINCT userSourcedId, orgSourcedId FROM predicted_role WHERE orgSourcedId IS NOT NULL) each_org
    GROUP BY userSourcedId
) o ON o.userSourcedId = u.sourcedId
ORDER BY u.personID, u.sourcedId;
