/*
code = "OB002"
name = "unreadable-manifest"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "row"
key = ["file", "line", "problem"]
message = "In {place}: {what}"
fix = "Correct it in the program that exports the bundle, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.1"

The manifest is a CSV file with the header propertyName,value and one property in a row. Tested are
its encoding, its quotation marks, its header, and whether each row has two values. Whatever can be
read of it is used.
*/
SELECT
    file,
    line,
    place,
    fault AS problem,
    CASE fault
        WHEN 'manifest-header' THEN 'the header is not propertyName,value'
        WHEN 'manifest-row' THEN CASE detail WHEN '1' THEN 'there is 1 value' ELSE 'there are ' || detail || ' values' END || ' in place of a property and its value'
        ELSE 'the manifest cannot be read: ' || detail
    END AS what
FROM wrong_file
WHERE fault IN ('manifest-unreadable', 'manifest-header', 'manifest-row')
