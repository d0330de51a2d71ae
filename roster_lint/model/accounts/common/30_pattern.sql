/*
The pattern that most of a population's addresses follow, if there is one.

A pattern is a way to make the part before the @ from the name or the number, and a domain. It
dominates where at least four in five of the population's addresses follow it, of twenty or more.
Students are one population, teachers and other staff another; other people's addresses are their
own affair.
*/
CREATE TABLE address_maker AS
SELECT
    s.personID,
    CASE s.population WHEN 'student' THEN 'student' ELSE 'staff' END AS kind,
    s.emailKey,
    regexp_replace(lower(strip_accents(s.givenName)), '[ .''`´’-]', '', 'g') AS given,
    regexp_replace(lower(strip_accents(s.familyName)), '[ .''`´’-]', '', 'g') AS family,
    lower(s.identifier) AS number
FROM called s
WHERE s.population IN ('student', 'teacher', 'staff');

CREATE TABLE pattern_count AS
SELECT
    kind,
    domain,
    count(*) AS addresses,
    count(CASE WHEN part = given || '.' || family THEN 1 END) AS first_dot_last,
    count(CASE WHEN part = family || '.' || given THEN 1 END) AS last_dot_first,
    count(CASE WHEN part = given || '_' || family THEN 1 END) AS first_under_last,
    count(CASE WHEN part = given || family THEN 1 END) AS first_last,
    count(CASE WHEN part = family || given THEN 1 END) AS last_first,
    count(CASE WHEN part = left(given, 1) || family THEN 1 END) AS f_last,
    count(CASE WHEN part = left(given, 1) || '.' || family THEN 1 END) AS f_dot_last,
    count(CASE WHEN part = family || left(given, 1) THEN 1 END) AS last_f,
    count(CASE WHEN part = number THEN 1 END) AS only_number
FROM (
    SELECT
        kind,
        given,
        family,
        number,
        left(emailKey, strpos(emailKey, '@') - 1) AS part,
        substr(emailKey, strpos(emailKey, '@') + 1) AS domain
    FROM address_maker
    WHERE emailKey LIKE '_%@_%' AND personID IN (SELECT personID FROM pattern_sample)
) a
GROUP BY kind, domain;

CREATE TABLE dominant_pattern AS
SELECT c.kind, c.domain, c.form
FROM (
    SELECT kind, domain, 'first.last' AS form, first_dot_last AS followers FROM pattern_count
    UNION ALL SELECT kind, domain, 'last.first', last_dot_first FROM pattern_count
    UNION ALL SELECT kind, domain, 'first_last', first_under_last FROM pattern_count
    UNION ALL SELECT kind, domain, 'firstlast', first_last FROM pattern_count
    UNION ALL SELECT kind, domain, 'lastfirst', last_first FROM pattern_count
    UNION ALL SELECT kind, domain, 'flast', f_last FROM pattern_count
    UNION ALL SELECT kind, domain, 'f.last', f_dot_last FROM pattern_count
    UNION ALL SELECT kind, domain, 'lastf', last_f FROM pattern_count
    UNION ALL SELECT kind, domain, 'number', only_number FROM pattern_count
) c
JOIN (SELECT kind, sum(addresses) AS addresses FROM pattern_count GROUP BY kind) t ON t.kind = c.kind
WHERE t.addresses >= 20 AND c.followers >= 0.8 * t.addresses;
