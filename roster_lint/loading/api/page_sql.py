"""SQL that turns a page of JSON into the rows of a file, all as text; no record is looked at here.

The page stands in ``api_page``, its records in the list ``records``. What is null, blank or not
there is NULL, and a value of another shape than expected is taken as far as it can be read.
"""

import json
from collections.abc import Iterator

from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading.api.fields import INSIDE_USERS, Field, fields_of
from roster_lint.vocabulary import OneRoster

HIDDEN = "(hidden)"
"""What stands for a password."""


def rows_of(file: str, version: OneRoster, path: str) -> str:
    """The statement that gives a page's rows of a file.

    Args:
        file: without ``.csv``; roles and userProfiles come out of a page of users.
        version: of OneRoster.
        path: where the records are in the page, as a JSON path.
    """
    if file == "roles":
        return _roles(version, path)
    if file == "userProfiles":
        return _profiles(version, path)
    fields = fields_of(version)[file]
    chosen = ", ".join(f"{_value('o', field)} AS {quoted(field.column)}" for field in fields)
    return f"SELECT {chosen} FROM {_unnested(path, fields)}"


def columns_of(file: str, version: OneRoster) -> tuple[str, ...]:
    """The columns of ``rows_of``, in their order."""
    own = tuple(field.column for field in fields_of(version)[file])
    if file == "roles":
        return ("sourcedId", "status", "dateLastModified", "userSourcedId", *own)
    if file == "userProfiles":
        first, *rest = own
        beside = ("status", "dateLastModified", "userSourcedId")
        return (first, *beside, *rest, "credentialType", "username", "password")
    return own


def _unnested(path: str, fields: tuple[Field, ...], *more: str) -> str:
    """The records of a page, which is parsed once for all of their fields."""
    shape: object = [_shape(fields) | dict.fromkeys(more, "JSON")]
    key = path.removeprefix("$").removeprefix(".")
    if key:
        shape = {key: shape}
    records = f"json_transform(page, {literal(json.dumps(shape))})"
    if key:
        records = f"({records}).{quoted(key)}"
    return f"(SELECT unnest({records}) AS o FROM api_page)"


_USER = (
    Field("sourcedId", "sourcedId", "text"),
    Field("status", "status", "text"),
    Field("dateLastModified", "dateLastModified", "text"),
)


def _inside(path: str, file: str, shape: dict[str, str]) -> str:
    """Users with each of their roles or profiles, in order; ``u`` is the user, ``o`` the part."""
    name = INSIDE_USERS[file]
    users = _unnested(path, _USER, name)
    parts = f"json_extract(u.{quoted(name)}, '$[*]')"
    return (
        f"(SELECT u, place, part, {_one('part', shape)} AS o, number FROM (SELECT u, place,"
        f" unnest({parts}) AS part, generate_subscripts({parts}, 1) AS number"
        f" FROM (SELECT o AS u, row_number() OVER () AS place FROM {users})))"
    )


def _one(text: str, shape: dict[str, str]) -> str:
    return f"json_transform({text}, {literal(json.dumps(shape))})"


def _shape(fields: tuple[Field, ...]) -> dict[str, str]:
    return {field.name: "VARCHAR" if field.shape == "text" else "JSON" for field in fields}


def _of_user() -> Iterator[str]:
    yield f"{_text('u.status')} AS status"
    yield f"{_text('u.dateLastModified')} AS dateLastModified"
    yield f"{_text('u.sourcedId')} AS userSourcedId"


_OF_ROLE = ("role", "orgSourcedId")


def _roles(version: OneRoster, path: str) -> str:
    """Roles have no ID of their own in an API: user, role and org make one."""
    fields = fields_of(version)["roles"]
    parts = _inside(path, "roles", _shape(fields))
    own = {field.column: _value("o", field) for field in fields}
    # Of what stands there only what an ID may hold: a bad value is found where it stands.
    role, org = (f"regexp_replace({own[c]}, '[^0-9A-Za-z._/@-]', '_', 'g')" for c in _OF_ROLE)
    key = f"concat_ws('-', u.sourcedId, {role}, {org})"
    again = f"row_number() OVER (PARTITION BY place, {key} ORDER BY number)"
    chosen = [
        f"{key} || CASE WHEN {again} > 1 THEN '-' || {again} ELSE '' END AS sourcedId",
        *_of_user(),
        *(f"{value} AS {quoted(column)}" for column, value in own.items()),
    ]
    return f"SELECT {', '.join(chosen)} FROM {parts} ORDER BY place, number"


def _profiles(version: OneRoster, path: str) -> str:
    """One row a profile: of several credentials the first, since a file has one for each."""
    fields = fields_of(version)["userProfiles"]
    parts = _inside(path, "userProfiles", _shape(fields))
    first, *rest = (f"{_value('o', field)} AS {quoted(field.column)}" for field in fields)
    kind, name, password = (
        f"json_extract(part, '$.credentials[0].{field}')"
        for field in ("type", "username", "password")
    )
    chosen = [
        first,
        *_of_user(),
        *rest,
        f"{_text(_plain(kind))} AS credentialType",
        f"{_text(_plain(name))} AS username",
        f"{_secret(password)} AS password",
    ]
    return f"SELECT {', '.join(chosen)} FROM {parts} ORDER BY place, number"


def _value(record: str, field: Field) -> str:
    value = f"{record}.{quoted(field.name)}"
    if field.shape == "text":
        return _text(value)
    if field.shape == "ref":
        return _text(_ref(value))
    if field.shape == "secret":
        return _secret(value)
    each = {
        "refs": _ref("item"),
        "list": "replace(json_extract_string(item, '$'), ',', ';')",
        "ids": _pair("item", "type", "identifier"),
        "pairs": _pair("item", "itemValueLHS", "itemValueRHS"),
    }[field.shape]
    # A lone value stands for a list of one.
    items = (
        f"CASE json_type({value}) WHEN 'ARRAY' THEN json_extract({value}, '$[*]') WHEN 'NULL'"
        f" THEN NULL ELSE [{value}] END"
    )
    texts = f"list_transform({items}, lambda item: {each})"
    return _text(
        f"array_to_string(list_filter({texts}, lambda text: text IS NOT NULL AND text <> ''), ',')"
    )


def _text(value: str) -> str:
    """A text without the NULs that no file can hold; a blank one is none."""
    return f"nullif(replace({value}, chr(0), ''), '')"


def _plain(value: str) -> str:
    return f"json_extract_string({value}, '$')"


def _ref(value: str) -> str:
    """The sourcedId of a reference: its own, else the end of its address; or a bare ID."""
    own = f"nullif(json_extract_string({value}, '$.sourcedId'), '')"
    end = "nullif(regexp_extract({0}, '([^/]+)/?$', 1), '')"
    bare = _plain(value)
    href = end.format(f"json_extract_string({value}, '$.href')")
    return (
        f"CASE json_type({value}) WHEN 'OBJECT' THEN coalesce({own}, {href})"
        f" WHEN 'VARCHAR' THEN CASE WHEN contains({bare}, '://') THEN {end.format(bare)}"
        f" ELSE {bare} END WHEN 'UBIGINT' THEN {bare} WHEN 'BIGINT' THEN {bare} END"
    )


def _pair(value: str, left: str, right: str) -> str:
    """``{left:right}``; a bare text stays as it is."""
    sides = (f"coalesce(json_extract_string({value}, '$.{name}'), '')" for name in (left, right))
    braced = " || ':' || ".join(sides)
    return (
        f"CASE json_type({value}) WHEN 'OBJECT' THEN '{{' || {braced} || '}}'"
        f" ELSE json_extract_string({value}, '$') END"
    )


def _secret(value: str) -> str:
    filled = f"json_type({value}) <> 'NULL' AND json_extract_string({value}, '$') <> ''"
    return f"CASE WHEN {filled} THEN {literal(HIDDEN)} END"
