"""Which text becomes which value, kind by kind, and which counts as unreadable."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from roster_lint.contracts.fields import CODE, DAY, FLAG, IDENTIFIER, NAME, TEXT, YEAR, Kind
from roster_lint.engine.duck import DuckEngine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading import casting

BAD = {
    IDENTIFIER: [
        *("12.0", "12.7", "1e3", "0x10", "53O1", "+5", "1,000", "1_000", "--1", "-", "1 2"),
        *("9" * 19, "1" * 40, "٣", "１", "true", "inf"),
    ],
    YEAR: ["27", "2027.0", "1899", "2200", "02027", "+2027", "20 27", "2o27", "26-27"],
    FLAG: ["7", "2", "-1", "01", "1.0", "yes", "no", "t", "f", "Y", "on", "x", "wahr"],
    DAY: [
        *("8/10/2026", "26-08-10", "2026-8-10", "20260810", "10.08.2026", "Aug 10 2026"),
        *("2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "2026-08-00", "2026-08"),
        *("1899-12-31", "2200-01-01", "9999-02-30", "2026-222", "0", "９９９９-01-01"),
        *("2026-08-10x", "2026-08-10 x", "2026-08-10 00:00:00 PM", "2026-08-10 (BC)"),
        *("2026-08-10Z", "2026-08-10T00:00:00Z", "2026-08-10 00:00:00+00"),
        *("epoch", "infinity", "-infinity", "today"),
    ],
}


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckEngine]:
    engine = DuckEngine()
    yield engine
    engine.close()


def cast(engine: DuckEngine, kind: Kind, text: str | None) -> tuple[Any, bool, str | None]:
    """The value, whether the text is unreadable, and the text that the contract sees."""
    first = casting.first_cast("t", kind) or "NULL"
    typed = casting.value("t", kind, "first")
    row = engine.row(
        f"SELECT v, {casting.unreadable('t', 'v')}, {casting.contract_text('t', kind)}"
        f" FROM (SELECT t, {typed} AS v FROM (SELECT t, {first} AS first"
        " FROM (SELECT CAST(? AS VARCHAR) AS t)))",
        (text,),
    )
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (IDENTIFIER, "1", 1),
        (IDENTIFIER, "0", 0),
        (IDENTIFIER, "-1", -1),
        (IDENTIFIER, "-0", 0),
        (IDENTIFIER, "007", 7),
        (IDENTIFIER, " 12\t", 12),
        (IDENTIFIER, "\u00a012\r\n", 12),
        (IDENTIFIER, "9" * 18, 10**18 - 1),
        (IDENTIFIER, "-" + "9" * 18, 1 - 10**18),
        (YEAR, "2027", 2027),
        (YEAR, "1900", 1900),
        (YEAR, "2199 ", 2199),
        (FLAG, "0", False),
        (FLAG, "1", True),
        (FLAG, " 1 ", True),
        (FLAG, "true", True),
        (FLAG, "FALSE", False),
        (FLAG, "False", False),
        (DAY, "2026-08-10", date(2026, 8, 10)),
        (DAY, "2026-08-10 00:00:00", date(2026, 8, 10)),
        (DAY, "2026-08-10 00:00:00.000", date(2026, 8, 10)),
        (DAY, "2026-08-10 23:59:59.9999999", date(2026, 8, 10)),
        (DAY, "2026-08-10T07:30", date(2026, 8, 10)),
        (DAY, " 2026-08-10 ", date(2026, 8, 10)),
        (DAY, "2028-02-29", date(2028, 2, 29)),
        (DAY, "1900-01-01", date(1900, 1, 1)),
        (DAY, "2199-12-31", date(2199, 12, 31)),
        (DAY, "9999-12-31", date(9999, 12, 31)),
        (CODE, " 05 ", "05"),
        (CODE, "null", "null"),
        (CODE, "NULLS", "NULLS"),
        (TEXT, " jdoe", " jdoe"),
        (TEXT, "jdoe ", "jdoe "),
        (TEXT, "Null", "Null"),
        (TEXT, "NULL2", "NULL2"),
        (TEXT, "é", "é"),
        (NAME, "NULL", "NULL"),
        (NAME, " Null\t", "Null"),
        (NAME, "\u200bx", "\u200bx"),
    ],
)
def test_a_good_text_becomes_its_value(
    engine: DuckEngine, kind: Kind, text: str, value: object
) -> None:
    blanks = "\t\n\r\u00a0 "
    assert cast(engine, kind, text) == (value, False, text.strip(blanks))


@pytest.mark.parametrize("kind", [IDENTIFIER, YEAR, FLAG, DAY, CODE, TEXT, NAME])
@pytest.mark.parametrize("text", [None, "", " ", "\t\u00a0\r\n\x0b\x0c"])
def test_blank_text_is_no_value(engine: DuckEngine, kind: Kind, text: str | None) -> None:
    assert cast(engine, kind, text) == (None, False, None)


@pytest.mark.parametrize("kind", [IDENTIFIER, YEAR, FLAG, DAY])
@pytest.mark.parametrize("text", ["NULL", "null", "Null", " nULL\t"])
def test_the_word_null_is_no_value_in_any_case_where_no_text_is_expected(
    engine: DuckEngine, kind: Kind, text: str
) -> None:
    assert cast(engine, kind, text) == (None, False, None)


@pytest.mark.parametrize("kind", [CODE, TEXT])
@pytest.mark.parametrize("text", ["NULL", " NULL", "NULL ", "\tNULL\r"])
def test_the_word_null_is_no_value_in_upper_case_where_text_is_expected(
    engine: DuckEngine, kind: Kind, text: str
) -> None:
    assert cast(engine, kind, text) == (None, False, None)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in BAD.items() for text in texts]
)
def test_text_of_no_value_is_unreadable(engine: DuckEngine, kind: Kind, text: str) -> None:
    assert cast(engine, kind, text) == (None, True, text)
    assert cast(engine, kind, f" {text}\t") == (None, True, text)


def test_names_and_literals_can_hold_quotation_marks(engine: DuckEngine) -> None:
    name, text = quoted('a "b"'), literal("c'd")
    assert engine.row(f"SELECT {name} FROM (SELECT {text} AS {name})") == ("c'd",)
