/*
Which files a bundle has, and how each is to be taken.

A file that is absent, empty or cannot be read says nothing: neither that something is missing from
it nor that something is not. One with only changes (delta) says nothing about what it leaves out. A file that
is not there though it should be, or that is unusable, is reported by a check of the bundle: is_reported keeps
checks of what refers to it from reporting it again.
*/
CREATE VIEW payload_file AS
SELECT
    CASE WHEN file LIKE '%.csv' THEN file ELSE file || '.csv' END AS file,
    coalesce(mode, 'absent') AS mode,
    coalesce(present AND readable AND rows > 0, FALSE) AS is_there,
    coalesce(present AND readable AND rows > 0, FALSE) AND coalesce(mode, '') <> 'delta' AS is_whole,
    coalesce(present OR mode <> 'absent', FALSE) AND NOT coalesce(present AND readable AND rows > 0, FALSE) AS is_reported
FROM bundle_file;

-- Columns that a file does not have: not reported again for each row.
CREATE VIEW payload_absent_column AS
SELECT file, subject AS column_name
FROM bundle_fault
WHERE fault = 'missing-column';

-- Cells whose value counts as missing, as a check of the fields reports: not reported again as missing. place
-- is the row's number in the engine, as in the tables of the file's records; value is what stands in the
-- cell, unless it is personal.
CREATE VIEW payload_unreadable_cell AS
SELECT table_name || '.csv' AS file, column_name, place, value
FROM bad_cell
WHERE NOT kept;

-- Rows that do not count since another has their sourcedId, which a check of the fields reports: what is
-- missing because of that is not reported again.
CREATE VIEW payload_dropped_row AS
SELECT table_name || '.csv' AS file, userSourcedId, classSourcedId, role
FROM dropped_row;
