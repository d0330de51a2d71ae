/*
code = "OB031"
name = "version-1p0"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file"]
message = "The bundle is of OneRoster 1.0: it has no manifest.csv, and {file} has the columns {detail}"
fix = "Export the bundle as OneRoster 1.1 or 1.2, with its manifest.csv"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 2.3"

Version 1.0 of 2015 has no manifest, and in users.csv the columns userId, agents and grade, which since 1.1 are
userIds, agentSourcedIds and grades. Two of these columns and none of the new ones show it. Other columns, vocabularies
and files differ, too, so nothing else of the bundle is judged, and the verdict is incomplete.
*/
SELECT file, line, detail
FROM wrong_file
WHERE fault = 'old-version'
