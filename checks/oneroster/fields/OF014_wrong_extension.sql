/*
code = "OF014"
name = "wrong-extension"
since = "0.1.0"
severity = "error"
effect = "wrong"
entity = "cell"
key = ["file", "column", "line"]
message = "Line {line} of {file}{more}: {column} holds a token ext: where {allowed}"
fix = "Correct the value where the bundle is exported from, then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3, Extending"

From 1.2 on some vocabularies may be extended with tokens of ext: and letters, digits, points, hyphens
and underscores; docs/oneroster-fields.md says which. In 1.1 none may. It counts as missing.
*/
SELECT
    file,
    "column",
    line,
    more,
    stands_for,
    CASE WHEN contains(expects, 'ext:') THEN 'it is not followed by letters, digits, points, hyphens and underscores alone' ELSE 'the vocabulary cannot be extended' END AS allowed
FROM wrong_cell
WHERE fault = 'extension'
