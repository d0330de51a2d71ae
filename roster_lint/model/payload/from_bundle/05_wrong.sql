/*
What is wrong with a bundle's files and with the values in them, as the checks of both list it.

Each row is one finding: a check takes those of its fault, and says what it makes of them. Loading has
noted them: what file and line, and in subject, detail, shape and expects what the fault is about.
*/
CREATE VIEW wrong_file AS
SELECT
    fault,
    file,
    line,
    coalesce('line ' || CAST(line AS VARCHAR) || ' of ', '') || file AS place,
    subject,
    detail
FROM bundle_fault;

-- Rows whose values cannot be told apart for sure: one, or all of a file as one (stands_for), where
-- they are alike.
CREATE VIEW wrong_row AS
SELECT
    fault,
    file,
    line,
    coalesce(CAST(subject AS BIGINT), 1) AS stands_for,
    CASE WHEN subject IS NULL THEN 'Line ' || line || ' of ' ELSE 'All ' || subject || ' rows of ' END || file AS place,
    CASE WHEN subject IS NULL THEN 'has' ELSE 'have' END AS has,
    detail
FROM bundle_fault
WHERE fault IN ('torn-row', 'surplus-values', 'unescaped-quote');

-- Cells of which one stands for the others of its column that have the same fault (stands_for).
CREATE VIEW wrong_cell AS
SELECT
    fault,
    table_name || '.csv' AS file,
    column_name AS "column",
    line,
    more,
    stands_for,
    shape,
    expects,
    kept,
    read_by_rules AS is_required,
    value
FROM listed_cell
UNION ALL
SELECT
    fault,
    file,
    subject,
    line,
    '',
    CAST(detail AS BIGINT),
    NULL,
    NULL,
    TRUE,
    FALSE,
    NULL
FROM bundle_fault
WHERE fault IN ('filled-in-bulk', 'blank-in-delta', 'password-filled');
