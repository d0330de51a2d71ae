/*
People who are named by an enrollment, a District Assignment, a Section Staff History record or a
relationship, and who have no record in Person. Nobody can be sent without one.

``named_as`` says where: that students are all there does not depend on the relationships. People that only
another record names (an account, contact data, an identity, a relationship as its student) are ``other``;
DA004 counts these records. All are looked up at once, since that is most of the work.
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
    UNION ALL
    SELECT 'other', personID1 FROM RelatedPair
    UNION ALL
    SELECT 'other', personID FROM UserAccount
    UNION ALL
    SELECT 'other', personID FROM Contact
    UNION ALL
    SELECT 'other', personID FROM Identity
) named
LEFT JOIN Person p ON p.personID = named.personID
WHERE named.personID IS NOT NULL AND p.personID IS NULL;

-- Identities that are named as a person's current one, and are not there.
CREATE TABLE missing_identity AS
SELECT DISTINCT n.currentIdentityID AS identityID
FROM Person n
LEFT JOIN Identity p ON p.identityID = n.currentIdentityID
WHERE n.currentIdentityID IS NOT NULL AND p.identityID IS NULL;
