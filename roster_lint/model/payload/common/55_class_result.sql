/*
Results of students with their class, which is that of the line item that each is for.
A table of its own, so that the engine knows its size: where a bundle has no results, as most have none,
whatever asks for their enrollments need not read millions of these.
*/
CREATE TABLE payload_class_result AS
SELECT
    r.sourcedId,
    u.sourcedId AS studentSourcedId,
    c.sourcedId AS classSourcedId,
    c.schoolID,
    u.personID,
    c.sectionID,
    c.place AS class_place,
    u.place AS user_place
FROM payload_result r
JOIN payload_line_item l ON l.sourcedId = r.lineItemSourcedId
JOIN payload_class c ON c.sourcedId = l.classSourcedId
JOIN payload_user u ON u.sourcedId = r.studentSourcedId
JOIN payload_user_kind k ON k.user_place = u.place AND k.is_student
WHERE r.status = 'active';
