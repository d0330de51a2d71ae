/*
code = "OP201"
name = "sourced-ids-alike-but-for-case"
since = "0.1.0"
severity = "warning"
effect = "risk"
entity = "record"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{ids} sourcedIds of {file} differ from {sourcedId} in upper and lower case at most"
fix = "Give each record an ID that differs in more than case"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (case counts; the risk is inferred)"

Upper and lower case make two sourcedIds under the specification, but many a vendor's database compares
without case, and then takes two records for one. An ID that stands twice letter by letter is listed where
fields are checked. Campus's own IDs are numbers, or GUIDs that are compared without case beforehand.
*/
SELECT file, sourcedId, ids, CAST(NULL AS VARCHAR) AS schoolID
FROM payload_case_twin
