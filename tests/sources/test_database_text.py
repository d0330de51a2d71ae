"""Values of every type that a driver gives, as text."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import product
from uuid import UUID

import polars as pl
import pytest

from roster_lint.sources.database_text import text_frame


def texts(*values: object) -> list[str | None]:
    frame = text_frame(["value"], [(value,) for value in values])
    assert frame.schema == {"value": pl.String}
    return frame["value"].to_list()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, "7"),
        (-(2**63) - 1, "-9223372036854775809"),
        (2**70, "1180591620717411303424"),
        (True, "1"),
        (False, "0"),
        (12.0, "12"),
        (12.5, "12.5"),
        (1e16, "10000000000000000"),
        (float("inf"), "inf"),
        (Decimal("12.000"), "12"),
        (Decimal("1E+3"), "1000"),
        (Decimal("12.70"), "12.70"),
        (Decimal("NaN"), "NaN"),
        (b"\x00", "0"),
        (b"\x01", "1"),
        (bytearray(b"\x01"), "1"),
        (memoryview(b"\xbe\xef"), "beef"),
        (date(2026, 8, 20), "2026-08-20"),
        (date(26, 8, 10), "0026-08-10"),
        (datetime(2026, 8, 20), "2026-08-20 00:00:00"),
        (datetime(2026, 8, 20, 23, 59, 58, 999), "2026-08-20 23:59:58"),
        (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        ("  as it is\t", "  as it is\t"),
        ("NULL", "NULL"),
        ("", ""),
    ],
)
def test_a_value_is_written_alike_alone_and_beside_others(value: object, expected: str) -> None:
    assert texts(value, None, value) == [expected, None, expected]
    assert texts(value, "a text", 5) == [expected, "a text", "5"]


def test_a_time_keeps_the_clock_that_it_shows() -> None:
    east = timezone(timedelta(hours=5))
    first, second = datetime(2026, 8, 20, tzinfo=UTC), datetime(2026, 8, 20, 5, tzinfo=east)
    assert first == second
    assert texts(first, second) == ["2026-08-20 00:00:00", "2026-08-20 05:00:00"]


def test_nothing_but_nulls() -> None:
    assert texts(None, None) == [None, None]


def test_no_rows() -> None:
    assert text_frame(["a", "b"], []).schema == {"a": pl.String, "b": pl.String}


def test_columns_keep_their_order_and_rows_theirs() -> None:
    frame = text_frame(["b", "a"], [(1, "x"), (2, None)])
    assert frame.rows() == [("1", "x"), ("2", None)]
    assert frame.columns == ["b", "a"]


VALUES: tuple[object, ...] = (
    *(7, -(2**40), 2**70, True, 12.0, 12.5, Decimal("3"), b"\x01", bytearray(b"9"), "8", "x", None),
    *(date(2026, 8, 20), datetime(2026, 8, 20, 1), datetime(2026, 8, 20, tzinfo=UTC)),
)


@pytest.mark.parametrize("first", VALUES)
def test_numbers_that_stay_numbers_have_the_digits_of_the_text(first: object) -> None:
    alone = [None if value is None else texts(value)[0] for value in VALUES]
    text = texts(first)[0]
    for second, third in product(range(len(VALUES)), repeat=2):
        values = (first, VALUES[second], VALUES[third])
        expected = [text, alone[second], alone[third]]
        assert texts(*values) == expected
        whole = text_frame(["value"], [(value,) for value in values], {"value"})["value"]
        assert whole.cast(pl.String).to_list() == expected
        if all(value is None or (type(value) is int and value < 2**63) for value in values):
            assert whole.dtype == pl.Int64
