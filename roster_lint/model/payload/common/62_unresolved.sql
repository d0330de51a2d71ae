/*
All references that match nothing though the file that they refer to is there. Where that file holds only
changes, the record may be at the vendor already: such a reference is not certain to be wrong.
*/
CREATE TABLE payload_unresolved_reference AS
SELECT r.file, r.columnName, r.targetFile, r.target, r.records, r.example, f.is_whole AND t.is_whole AS is_certain
FROM (
    SELECT file, columnName, targetFile, target, records, example FROM payload_unresolved_person
    UNION ALL SELECT file, columnName, targetFile, target, records, example FROM payload_unresolved_class
    UNION ALL SELECT file, columnName, targetFile, target, records, example FROM payload_unresolved_role
    UNION ALL SELECT file, columnName, targetFile, target, records, example FROM payload_unresolved_resource
    UNION ALL SELECT file, columnName, targetFile, target, records, example FROM payload_unresolved_grade_book
) r
JOIN payload_file f ON f.file = r.file
JOIN payload_file t ON t.file = r.targetFile AND t.is_there;
