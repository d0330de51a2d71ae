/*
How people are called whose addresses show a pattern or want one, in the shape that all sources
share, one row a person and role.
*/
CREATE VIEW called AS
SELECT a.personID, a.population, w.emailKey, a.identifier, a.givenName, a.familyName
FROM sent_address a
JOIN wants_name w ON w.personID = a.personID;
