/*
How values of the two sides are compared. IDs are exact, but a GUID's case does not matter; a blank
around a value, or a line break in it, makes no difference; a list is a set.
*/
CREATE MACRO id_key(id) AS CASE WHEN id LIKE '________-____-____-____-____________' THEN lower(id) ELSE id END;

CREATE MACRO clean(value) AS nullif(trim(replace(replace(value, chr(13), ' '), chr(10), ' ')), '');

CREATE MACRO as_set(list) AS nullif(
    array_to_string(
        list_sort(list_distinct(list_transform(string_split(list, ','), lambda item: nullif(trim(item), '')))), ','
    ),
    ''
);

CREATE MACRO span(first, last) AS
    coalesce(CAST(first AS VARCHAR), 'open') || ' to ' || coalesce(CAST(last AS VARCHAR), 'open');

CREATE MACRO pair_kind(expected, served) AS CASE
    WHEN expected = 'active' AND served IS NULL THEN 'missing'
    WHEN coalesce(expected, 'tobedeleted') = 'tobedeleted' AND coalesce(served, 'tobedeleted') = 'tobedeleted' THEN 'removed'
    WHEN expected IS NULL THEN 'extra'
    WHEN expected = 'active' AND served = 'tobedeleted' THEN 'deleted'
    WHEN expected = 'tobedeleted' AND served = 'active' THEN 'kept'
    ELSE 'both'
END;

CREATE MACRO differs(field, expected, served) AS CASE
    WHEN expected IS DISTINCT FROM served
        THEN struct_pack(field := field, expected := CAST(expected AS VARCHAR), served := CAST(served AS VARCHAR))
END;

CREATE MACRO status_field(kind) AS CASE WHEN kind IN ('deleted', 'kept') THEN 'status' END;

CREATE MACRO status_of(kind, active) AS
    CASE WHEN kind = active THEN 'active' WHEN kind IN ('deleted', 'kept') THEN 'tobedeleted' END;
