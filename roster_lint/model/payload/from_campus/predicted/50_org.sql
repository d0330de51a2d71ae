/*
Orgs: the schools with a calendar of the year, and those of other people who are sent.

The second kind is there so that no one refers to a missing school: an office without a
calendar, a school that is excluded itself while its staff are not, or one beyond those that the run
is limited to.
*/
CREATE TABLE predicted_org AS
SELECT
    coalesce(s.sourcedId, CAST(o.schoolID AS VARCHAR)) AS sourcedId,
    'active' AS status,
    o.schoolID,
    s.name,
    'school' AS type,
    s.number AS identifier,
    o.schoolID NOT IN (SELECT schoolID FROM predicted_org_school) AS for_staff_only
FROM (
    SELECT schoolID FROM predicted_org_school
    UNION
    SELECT schoolID FROM predicted_role WHERE schoolID IS NOT NULL
) o
LEFT JOIN predicted_school s ON s.schoolID = o.schoolID
ORDER BY o.schoolID;
