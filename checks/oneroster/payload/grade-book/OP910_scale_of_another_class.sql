/*
code = "OP910"
name = "scale-of-another-class"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "score-scale"
key = ["file", "sourcedId"]
oneroster = ["1.2"]
sources = ["bundle"]
message = "{sourcedId} in {file}: {problem}"
fix = "Name the scale of the class itself, and the scale's own class, course and org"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.12, 3.17 and 3.19 (inferred)"

A score scale belongs to a class and names the course of that class; a line item or a result uses a scale
of its own class. References that lead nowhere are OP109's.
*/
SELECT r.file, r.sourcedId, r.problem, r.schoolID, r.sectionID
FROM (
    SELECT
        'scoreScales.csv' AS file,
        x.sourcedId,
        'the scale names course ' || x.courseSourcedId || ', its class has ' || c.courseSourcedId AS problem,
        c.schoolID,
        c.sectionID
    FROM payload_score_scale x
    JOIN payload_class c ON c.sourcedId = x.classSourcedId
    JOIN payload_course k ON k.sourcedId = x.courseSourcedId
    WHERE x.status = 'active' AND x.courseSourcedId <> c.courseSourcedId
    UNION ALL
    SELECT
        'lineItemScoreScales.csv',
        u.sourcedId,
        'the scale is of class ' || x.classSourcedId || ', the line item of ' || l.classSourcedId,
        l.schoolSourcedId,
        l.classSourcedId
    FROM payload_line_item_score_scale u
    JOIN payload_score_scale x ON x.sourcedId = u.scoreScaleSourcedId
    JOIN payload_line_item l ON l.sourcedId = u.lineItemSourcedId
    WHERE u.status = 'active' AND x.classSourcedId <> l.classSourcedId
    UNION ALL
    SELECT
        'resultScoreScales.csv',
        u.sourcedId,
        'the scale is of class ' || x.classSourcedId || ', the result of ' || l.classSourcedId,
        l.schoolSourcedId,
        l.classSourcedId
    FROM payload_result_score_scale u
    JOIN payload_score_scale x ON x.sourcedId = u.scoreScaleSourcedId
    JOIN payload_result r ON r.sourcedId = u.resultSourcedId
    JOIN payload_line_item l ON l.sourcedId = r.lineItemSourcedId
    WHERE u.status = 'active' AND x.classSourcedId <> l.classSourcedId
) r
