/*
Usernames, email addresses and phones as OneRoster sends them, one row a person at most.

A person can hold several accounts. Which username is sent is not documented: one that can be used
(not disabled, not locked, not expired) where there is one, else any.
*/
-- A view: a second copy of all accounts would cost more than reading them again.
CREATE VIEW named_account AS
SELECT
    a.personID,
    a.username,
    NOT coalesce(a.disable, FALSE) AS enabled,
    NOT coalesce(a.disable, FALSE)
        AND NOT coalesce(a.lock, FALSE)
        AND (a.expiresDate IS NULL OR a.expiresDate >= t.as_of) AS usable
FROM UserAccount a
CROSS JOIN settings t
WHERE a.username IS NOT NULL AND a.personID IS NOT NULL;

CREATE TABLE person_account AS
SELECT
    personID,
    bool_or(enabled) AS has_enabled_account,
    count(*) FILTER (WHERE usable) AS usable_accounts
FROM named_account
GROUP BY personID;

-- Usernames as they are compared, without case and surrounding blanks.
CREATE VIEW account_key AS
SELECT
    *,
    lower(
        CASE WHEN contains(username, ' ') OR strlen(username) <> length(username) THEN trim(username) ELSE username END
    ) AS usernameKey
FROM named_account;

-- The accounts whose username may be the one that is sent. In two parts: almost every account is usable.
CREATE VIEW sendable_account AS
SELECT personID, username, usernameKey, usable
FROM account_key
WHERE usable
UNION ALL
SELECT a.personID, a.username, a.usernameKey, a.usable
FROM account_key a
JOIN person_account p ON p.personID = a.personID AND p.usable_accounts = 0
WHERE NOT a.usable;

-- OneRoster 1.1 sends only Other Phone, 1.2 Other Phone and Cell Phone. Contact.homePhone is assumed to be
-- Other Phone (unverified).
-- ``emailKey`` is the address as it is compared, without case and surrounding blanks. Trimming is costly:
-- only a text with a blank or with a character outside of ASCII needs it.
CREATE VIEW person_contact AS
SELECT
    *,
    lower(
        CASE WHEN contains(emailSent, ' ') OR strlen(emailSent) <> length(emailSent) THEN trim(emailSent) ELSE emailSent END
    ) AS emailKey
FROM (
    SELECT
        c.personID,
        CASE WHEN t.secondary_email THEN c.secondaryEmail ELSE c.email END AS emailSent,
        CASE WHEN t.secondary_email THEN c.email ELSE c.secondaryEmail END AS emailOther,
        CASE WHEN t.oneroster = '1.1' THEN c.homePhone ELSE coalesce(c.homePhone, c.cellPhone) END AS phoneSent
    FROM Contact c
    CROSS JOIN settings t
) contact;

-- A person's display name in a report: the number that staff search by.
CREATE VIEW person_label AS
SELECT
    p.personID,
    coalesce('student ' || p.studentNumber, 'person ' || CAST(p.personID AS VARCHAR)) AS asStudent,
    coalesce('staff ' || p.staffNumber, 'person ' || CAST(p.personID AS VARCHAR)) AS asStaff
FROM Person p;
