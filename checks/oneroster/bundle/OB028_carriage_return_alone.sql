/*
code = "OB028"
name = "carriage-return-alone"
since = "0.1.0"
severity = "error"
effect = "blocked"
entity = "file"
key = ["file"]
message = "In {file} {lines:# line ends|# lines end} with a carriage return alone{first}"
fix = "End each line with a carriage return and a line feed (CRLF), then export again"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3 (RFC 4180, 2.1)"
of = "bundle_file WHERE present"

A line ends with a carriage return and a line feed; a line feed alone is read everywhere, too. An importer that looks
for these takes lines that end with a carriage return alone for one line. The rows are judged as if each line
ended as it should. A carriage return within a value is OF022.
*/
SELECT
    file,
    line,
    CAST(detail AS BIGINT) AS lines,
    coalesce(', the first is line ' || CAST(line AS VARCHAR), '') AS first
FROM wrong_file
WHERE fault = 'bare-return'
