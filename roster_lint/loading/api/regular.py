"""Pages of the usual shape, taken apart by polars in a third of the time that ``page_sql`` needs.

A page is regular where each field holds its value as the REST bindings have it: a reference is an
object with a sourcedId, a list is a list. polars refuses what does not fit the types that it is
given, and what it would take in another way than ``page_sql`` is looked for first. Any other page
is none of this module's: ``taken_apart`` says so, and ``page_sql`` reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from polars.datatypes import DataType
from polars.exceptions import PanicException, PolarsError

from roster_lint.loading.api.fields import INSIDE_USERS, Field, Shape, fields_of
from roster_lint.loading.api.page_sql import HIDDEN
from roster_lint.vocabulary import OneRoster

_LARGEST = 16 << 20
"""Characters. polars holds a page many times over while it reads it, outside the engine's limit."""

_ODD_ESCAPE = re.compile(r"\\u(?:0000|[dD])")
_ODD_NUMBER = r"[0-9][.eE][0-9+-]*[ \t\r\n]*[,\]}]"
"""What polars reads otherwise than the engine: NULs and halves of a character; and of a number with
a point or an exponent it keeps the value, not the spelling. A text that looks so does no harm.
"""

_TEXT = pl.String()
_REF = pl.Struct({"sourcedId": _TEXT})
_SIDES: Mapping[Shape, tuple[str, str]] = {
    "ids": ("type", "identifier"),
    "pairs": ("itemValueLHS", "itemValueRHS"),
}
_TYPES: Mapping[Shape, DataType] = {
    "text": _TEXT,
    "secret": _TEXT,
    "ref": _REF,
    "refs": pl.List(_REF),
    "list": pl.List(_TEXT),
    **{shape: pl.List(pl.Struct(dict.fromkeys(sides, _TEXT))) for shape, sides in _SIDES.items()},
}
_BARE = frozenset({"userProfile"})
"""References that the REST binding of 1.2 writes only as an address."""

_CREDENTIALS = pl.List(pl.Struct({"type": _TEXT, "username": _TEXT, "password": _TEXT}))


@dataclass(frozen=True)
class Regular:
    """A page that was taken apart.

    Attributes:
        records: how many there are.
        first: the first one's sourcedId.
        last: the last one's.
        files: the rows by file, with the columns of ``page_sql.columns_of``.
    """

    records: int
    first: str | None
    last: str | None
    files: Mapping[str, pl.DataFrame]


def taken_apart(text: str, name: str, version: OneRoster, key: str) -> Regular | None:
    """The rows of a page, or None where it is not regular or has no record.

    Args:
        text: the page.
        name: the collection.
        version: of OneRoster.
        key: under which key the records are; blank where the page is their list.
    """
    if len(text) > _LARGEST or not text.lstrip(" \t\r\n").startswith("{" if key else "["):
        return None
    if "\\" in text and _ODD_ESCAPE.search(text):
        return None
    if pl.Series([text]).str.contains(_ODD_NUMBER).item():
        return None
    try:
        records = _records(text, _types(name, version), key)
        if records is None:
            return None
        files = {name: _rows(records, fields_of(version)[name])}
        if name == "users" and version == "1.2":
            files["roles"] = _roles(records, fields_of(version)["roles"])
            files["userProfiles"] = _profiles(records, fields_of(version)["userProfiles"])
    except (PolarsError, PanicException, _Irregular):
        # Their own words quote data.
        return None
    ids = records["sourcedId"]
    return Regular(len(ids), ids[0], ids[-1], files)


class _Irregular(Exception):
    """A value that has to be looked at more closely."""


def _types(name: str, version: OneRoster) -> dict[str, DataType]:
    fields = fields_of(version)
    types = _types_of(fields[name])
    if name == "users" and version == "1.2":
        roles, profiles = (_types_of(fields[part]) for part in INSIDE_USERS.values())
        types["roles"] = pl.List(pl.Struct(roles))
        types["userProfiles"] = pl.List(pl.Struct(profiles | {"credentials": _CREDENTIALS}))
    return types


def _types_of(fields: tuple[Field, ...]) -> dict[str, DataType]:
    return {f.name: _TEXT if f.name in _BARE else _TYPES[f.shape] for f in fields}


def _records(text: str, types: Mapping[str, DataType], key: str) -> pl.DataFrame | None:
    """A row a record; None where there is none, or one that is null."""
    if not key:
        found = pl.read_json(text.encode(), schema=types)
        return found if found.height else None
    page = pl.read_json(text.encode(), schema={key: pl.List(pl.Struct(types))})
    records = page[key].explode(empty_as_null=False) if page.height == 1 else page[key]
    if page.height != 1 or not len(records) or records.null_count():
        return None
    return records.struct.unnest()


def _rows(records: pl.DataFrame, fields: tuple[Field, ...]) -> pl.DataFrame:
    doubtful = [doubt.any() for field in fields if (doubt := _doubt(field)) is not None]
    if doubtful and records.select(pl.any_horizontal(doubtful)).item():
        raise _Irregular
    return records.select(_value(field).alias(field.column) for field in fields)


def _doubt(field: Field) -> pl.Expr | None:
    """Which records have a value that ``page_sql`` may read otherwise; None where none can."""
    value = pl.col(field.name)
    if field.name in _BARE:
        # What was true or false is no reference.
        return value.is_in(["true", "false"])
    if field.shape == "ref":
        # An address may stand in its place.
        return value.is_not_null() & _is_blank(value.struct.field("sourcedId"))
    if field.shape == "refs":
        items = pl.element().struct.field("sourcedId")
        return value.list.eval(_is_blank(items)).list.any()
    if field.shape in _SIDES:
        return value.list.eval(pl.element().is_null()).list.any()
    return None


def _value(field: Field) -> pl.Expr:
    value = pl.col(field.name)
    if field.name in _BARE:
        end = value.str.extract(r"([^/]+)/?$", 1)
        return _filled(pl.when(value.str.contains("://", literal=True)).then(end).otherwise(value))
    if field.shape == "text":
        return _filled(value)
    if field.shape == "secret":
        return pl.when(~_is_blank(value)).then(pl.lit(HIDDEN))
    if field.shape == "ref":
        return value.struct.field("sourcedId")
    if field.shape == "refs":
        texts = value.list.eval(pl.element().struct.field("sourcedId"))
    elif field.shape == "list":
        item = pl.element()
        texts = value.list.eval(
            item.filter(~_is_blank(item)).str.replace_all(",", ";", literal=True)
        )
    else:
        left, right = (
            pl.element().struct.field(side).fill_null("") for side in _SIDES[field.shape]
        )
        texts = value.list.eval(pl.concat_str(pl.lit("{"), left, pl.lit(":"), right, pl.lit("}")))
    return _filled(texts.list.join(","))


def _is_blank(value: pl.Expr) -> pl.Expr:
    return value.is_null() | (value == "")


def _filled(value: pl.Expr) -> pl.Expr:
    return pl.when(value != "").then(value)


_OF_USER = (
    pl.col("user"),
    _filled(pl.col("status")).alias("status"),
    _filled(pl.col("dateLastModified")).alias("dateLastModified"),
    _filled(pl.col("sourcedId")).alias("userSourcedId"),
)


def _inside(records: pl.DataFrame, name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Of each role or profile what its user says, and what it says itself, in order."""
    users = records.with_row_index("user").select(*_OF_USER, pl.col("sourcedId"), pl.col(name))
    parts = users.explode(name, empty_as_null=False, keep_nulls=False)
    if parts[name].null_count():
        raise _Irregular
    return parts.drop(name), parts[name].struct.unnest()


def _roles(records: pl.DataFrame, fields: tuple[Field, ...]) -> pl.DataFrame:
    """Roles have no ID of their own in an API: user, role and org make one."""
    users, parts = _inside(records, INSIDE_USERS["roles"])
    own = _rows(parts, fields)
    plain = [
        pl.col(name).str.replace_all("[^0-9A-Za-z._/@-]", "_") for name in ("role", "orgSourcedId")
    ]
    rows = users.rename({"sourcedId": "id"}).hstack(own)
    key = pl.concat_str(pl.col("id"), *plain, separator="-", ignore_nulls=True)
    again = pl.col("key").cum_count().over("user", "key")
    text = pl.concat_str(pl.col("key"), pl.lit("-"), again)
    return (
        rows.with_columns(key.alias("key"))
        .with_columns(pl.when(again > 1).then(text).otherwise(pl.col("key")).alias("sourcedId"))
        .drop("id", "user", "key")
    )


def _profiles(records: pl.DataFrame, fields: tuple[Field, ...]) -> pl.DataFrame:
    """One row a profile: of several credentials the first, since a file has one for each."""
    users, parts = _inside(records, INSIDE_USERS["userProfiles"])
    credential = pl.col("credentials").list.first().struct
    more = parts.select(
        _filled(credential.field("type")).alias("credentialType"),
        _filled(credential.field("username")).alias("username"),
        pl.when(~_is_blank(credential.field("password"))).then(pl.lit(HIDDEN)).alias("password"),
    )
    return users.drop("user", "sourcedId").hstack(_rows(parts, fields)).hstack(more)
