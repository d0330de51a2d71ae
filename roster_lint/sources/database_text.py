"""Rows as a database driver gives them, turned into columns of text or of whole numbers."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any

import polars as pl


def text_frame(
    names: Sequence[str], rows: Sequence[Sequence[Any]], whole: Collection[str] = ()
) -> pl.DataFrame:
    """A batch of rows as a data frame of text columns, in the order of the names.

    Whole numbers become digits, bits 0 or 1, dates ISO 8601, other bytes hexadecimal digits, and
    None null. Any other value is kept as Python writes it, for the contract to judge.

    Args:
        names: of the columns.
        rows: their values, one a column.
        whole: columns that stay whole numbers of 64 bits where all of their values are such.
    """
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return pl.DataFrame(
        [_column(name, values, name in whole) for name, values in zip(names, columns, strict=True)]
    )


def _column(name: str, values: Sequence[Any], may_be_whole: bool) -> pl.Series:
    """One column. A driver gives one type a column nearly always, and polars converts it whole.

    Polars says itself where a value has another type than the first, which costs less than to ask
    each value for its type.
    """
    kind: type[Any] = type(next((v for v in values if v is not None), None))
    with suppress(TypeError, ValueError, OverflowError, pl.exceptions.PolarsError):
        if kind is int or (kind is NoneType and may_be_whole):
            numbers = pl.Series(name, values, dtype=pl.Int64)
            return numbers if may_be_whole else numbers.cast(pl.String)
        if kind in (str, NoneType):
            return pl.Series(name, values, dtype=pl.String)
        if kind is bool:
            return pl.Series(name, values, dtype=pl.Boolean).cast(pl.Int8).cast(pl.String)
        if kind in (date, datetime) and not any(getattr(v, "tzinfo", None) for v in values):
            # A table has many rows and few dates: each is written once.
            written = {v: None if v is None else _one(v) for v in set(values)}
            return pl.Series(name, [written[v] for v in values], dtype=pl.String)
    return pl.Series(name, [None if v is None else _one(v) for v in values], dtype=pl.String)


def _one(value: object) -> str:
    convert = _CONVERTERS.get(type(value))
    return convert(value) if convert else _other(value)


def _other(value: object) -> str:
    """A value of a type that is not listed: by what it is a kind of, else as Python writes it."""
    for kind, convert in _CONVERTERS.items():
        if isinstance(value, kind):
            return convert(value)
    return str(value)


def _number(value: Decimal | float) -> str:
    """12.0 is 12, since drivers and mirrors give IDs as decimals; 12.5 stays, to be refused."""
    try:
        whole = int(value)
    except (OverflowError, ValueError):
        return str(value)  # infinite, or not a number
    return str(whole) if whole == value else str(value)


def _moment(value: datetime) -> str:
    """The time as the database's clock shows it: a school's dates have no time zone."""
    return value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def _bytes(value: bytes | bytearray | memoryview) -> str:
    raw = bytes(value)
    return {b"\x00": "0", b"\x01": "1"}.get(raw) or raw.hex()


_CONVERTERS: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda value: "1" if value else "0",
    int: str,
    float: _number,
    Decimal: _number,
    datetime: _moment,
    date: date.isoformat,
    bytes: _bytes,
    bytearray: _bytes,
    memoryview: _bytes,
}
