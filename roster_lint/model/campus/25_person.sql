/*
People who are named by an enrollment, a District Assignment, a Section Staff History record or a
relationship, and who have no record in Person. Nobody can be sent without one.

``named_as`` says where: that students are all there does not depend on the relationships.
*/
CREATE TABLE missing_person AS
SELECT DISTINCT named.named_as, named.personID
FROM (
    SELECT 'student' AS named_as, personID FROM Enrollment
    UNION ALL
    SELECT 'staff', personID FROM EmploymentAssignment
    UNION ALL
    SELECT 'staff', personID FROM SectionStaffHistory
    UNION ALL
    SELECT 'family', personID2 FROM RelatedPair
) named
LEFT JOIN Person p ON p.personID = named.personID
WHERE named.personID IS NOT NULL AND p.personID IS NULL;
