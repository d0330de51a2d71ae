/*
The version that the bundle is of, and the name that it has for a line item's session.
*/
CREATE VIEW payload_version AS
SELECT '1.2' AS oneroster, 'academicSessionSourcedId' AS lineItemSession;
