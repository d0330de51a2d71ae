/*
People who are named by an enrollment, a District Assignment, a Section Staff History record or a
relationship, and who have no record in Person. Nobody can be sent without one.
*/
CREATE TABLE missing_person AS
SELECT DISTINCT named.personID
FROM (
    SELECT personID FROM Enrollment
    UNION ALL
    SELECT personID FROM EmploymentAssignment
    UNION ALL
    SELECT personID FROM SectionStaffHistory
    UNION ALL
    SELECT personID2 FROM RelatedPair
) named
WHERE named.personID IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM Person p WHERE p.personID = named.personID);
