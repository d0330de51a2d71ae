/*
code = "OB002"
name = "unreadable-manifest"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file", "line", "problem"]
sources = ["bundle"]
message = "{place} {what}"
fix = "Mend it in the program that exports the bundle, then export again"
article = "OneRoster CSV Binding 1.2, 3.1"

The manifest is a CSV file with the header propertyName,value and one property in a row. Tested are
its encoding, its quotation marks, its header, and whether each row has two values. Whatever can be
read of it is used.
*/
SELECT
    file,
    line,
    file || coalesce(', line ' || CAST(line AS VARCHAR), '') AS place,
    fault AS problem,
    CASE fault
        WHEN 'manifest-header' THEN 'is not the header propertyName,value'
        WHEN 'manifest-row' THEN 'has ' || detail || ' values in place of a property and its value'
        ELSE 'cannot be read: ' || detail
    END AS what,
    CAST(NULL AS VARCHAR) AS schoolID
FROM bundle_fault
WHERE fault IN ('manifest-unreadable', 'manifest-header', 'manifest-row')
