/*
Users of the populations that a vendor needs anything from, one row a user and population, with every
field that a profile can speak of. A blank field is NULL; so are school and class of a user in none.

Most runs need two fields of millions of users and report few: what is in the user's own row is read there
each time, and only what has to be looked up elsewhere is kept, for users who need it.
*/
CREATE TABLE vendor_birth_date AS
SELECT u.place AS user_place, CAST(d.birthDate AS VARCHAR) AS birthDate, d.place
FROM payload_demographics d
JOIN payload_user u ON u.sourcedId = d.sourcedId
WHERE d.status = 'active' AND EXISTS (SELECT 1 FROM vendor_asked WHERE field = 'birthDate');

CREATE TABLE vendor_school AS
SELECT user_place, min(orgSourcedId) AS orgSourcedId
FROM payload_user_org
WHERE EXISTS (SELECT 1 FROM vendor_asked WHERE field = 'school')
GROUP BY user_place;

-- Users who belong only to districts, and so to no school.
CREATE TABLE vendor_without_building AS
SELECT u.user_place
FROM payload_user_org u
LEFT JOIN payload_org o ON o.sourcedId = u.orgSourcedId
WHERE EXISTS (SELECT 1 FROM vendor_asked WHERE field = 'building')
GROUP BY u.user_place
HAVING bool_and(coalesce(o.type IN ('district', 'local', 'state', 'national'), FALSE));

CREATE TABLE vendor_class AS
SELECT user_place, CAST(count(DISTINCT class_place) AS VARCHAR) AS classes
FROM payload_active_enrollment
WHERE class_place IS NOT NULL AND EXISTS (SELECT 1 FROM vendor_asked WHERE field = 'class')
GROUP BY user_place;

CREATE VIEW vendor_user AS
SELECT p.*, b.birthDate, b.place AS demographics_place, o.orgSourcedId, g.user_place IS NULL AS in_building, c.classes
FROM payload_active_person p
LEFT JOIN vendor_birth_date b ON b.user_place = p.place
LEFT JOIN vendor_school o ON o.user_place = p.place
LEFT JOIN vendor_without_building g ON g.user_place = p.place
LEFT JOIN vendor_class c ON c.user_place = p.place
WHERE p.population IN (SELECT population FROM vendor_asked);

-- The fields that are needed, with their values as text and the cell of each. Fields of a file that is not
-- there, or not whole, are left out, and so are missing columns.
CREATE VIEW vendor_user_value AS
SELECT
    v.*,
    -- Most values begin with a visible character of ASCII, and trimming every one costs more than all else.
    CASE WHEN ascii(v.value) BETWEEN 33 AND 126 THEN FALSE ELSE coalesce(trim(v.value) = '', TRUE) END AS is_blank
FROM (
    SELECT
        u.sourcedId,
        u.personID,
        u.population,
        u.population || ' ' || CAST(u.personID AS VARCHAR) AS who,
        u.schoolID,
        a.field,
        a.file,
        a.column_name,
        CASE a.field WHEN 'birthDate' THEN u.demographics_place ELSE u.place END AS place,
        CASE a.field
            WHEN 'sourcedId' THEN u.sourcedId
            WHEN 'email' THEN u.email
            WHEN 'phone' THEN u.phone
            WHEN 'grade' THEN u.grades
            WHEN 'username' THEN u.username
            WHEN 'identifier' THEN u.identifier
            WHEN 'givenName' THEN u.givenName
            WHEN 'familyName' THEN u.familyName
            WHEN 'birthDate' THEN u.birthDate
            WHEN 'school' THEN u.orgSourcedId
            WHEN 'building' THEN CASE WHEN u.in_building THEN 'yes' END
            WHEN 'class' THEN u.classes
        END AS value
    FROM vendor_user u
    JOIN (
        SELECT
            population,
            field,
            CASE field WHEN 'birthDate' THEN 'demographics.csv' ELSE 'users.csv' END AS file,
            CASE field WHEN 'grade' THEN 'grades' ELSE field END AS column_name
        FROM vendor_asked
    ) a ON a.population = u.population
    CROSS JOIN payload_whole w
    WHERE (a.field NOT IN ('school', 'building') OR w.people)
      AND (a.field <> 'class' OR w.enrollments)
      AND NOT EXISTS (
          SELECT 1 FROM payload_absent_column c WHERE c.file = a.file AND c.column_name = a.column_name
      )
      AND (
          a.field <> 'birthDate'
          OR EXISTS (SELECT 1 FROM payload_file f WHERE f.file = 'demographics.csv' AND f.is_whole)
      )
) v;

-- Fields that a vendor needs and nobody of a population has, though there are several people: the
-- source does not send them, which is one fault, not one for each person. A value that cannot be read is
-- sent all the same.
CREATE TABLE vendor_blank_field AS
SELECT v.population, v.field, count(*) AS users
FROM vendor_user_value v
JOIN (SELECT DISTINCT population, field FROM vendor_need WHERE is_left) n
    ON n.population = v.population AND n.field = v.field
GROUP BY v.population, v.field
HAVING count(*) > 1 AND bool_and(v.is_blank);

CREATE TABLE vendor_empty_field AS
SELECT b.population, b.field, b.users
FROM vendor_blank_field b
WHERE NOT EXISTS (
    SELECT 1
    FROM vendor_user_value v
    JOIN payload_unreadable_cell l ON l.file = v.file AND l.column_name = v.column_name AND l.place = v.place
    WHERE v.population = b.population AND v.field = b.field
);
