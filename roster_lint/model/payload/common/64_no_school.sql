/*
What stands where a school should and is none: an org of another type, or an org that is not there. A type
of the district's own (ext:…) counts as a school. Checks that compare schools leave these to the checks that
name them (OP507 by type, OP102 and OP103 where there is none).
*/
CREATE TABLE payload_no_school AS
SELECT sourcedId, type
FROM payload_org
WHERE type IN ('department', 'district', 'local', 'state', 'national')
UNION
SELECT target, CAST(NULL AS VARCHAR)
FROM payload_unresolved_reference
WHERE targetFile = 'orgs.csv' AND is_certain;
