"""The pandera columns of a OneRoster file, which judge its texts.

They are made where a file has a doubtful text: pandera takes long to import, and most files have
none.
"""

from collections.abc import Callable

import pandera.polars as pa
import polars as pl

from roster_lint.contracts.oneroster_kinds import (
    BLANK,
    DATE,
    LONGEST,
    PAIRS,
    CellFault,
    ExactKind,
)
from roster_lint.contracts.oneroster_table import FileColumn


def checked(column: FileColumn) -> pa.Column:
    """The pandera column with the checks of its kind, each called by the fault that it finds."""
    checks = [] if column.kind.secret else list(_checks(column.kind))
    return pa.Column(str, checks=checks, nullable=not column.must_be_filled, required=column.needed)


def _checks(kind: ExactKind) -> list[pa.Check]:
    checks = [
        _check("only-spaces", lambda text: text.str.contains(f"[^{BLANK}]")),
        _check("stray-spaces", lambda text: ~text.str.contains(rf"\A[{BLANK}]|[{BLANK}]\z")),
        _check("null-word", _no_null_word(kind)),
    ]
    if kind.pattern is not None and kind.fault is not None:
        checks.append(_check(kind.fault, _matches(kind)))
    if kind == PAIRS:
        checks.append(_check("repeated-left", _no_left_side_twice))
    if "inactive" in kind.values:
        checks.append(_check("inactive", lambda text: text != "inactive"))
    if kind.pattern is None or kind.fault in _LONG:
        checks.append(_check("too-long", lambda text: text.str.len_chars() <= LONGEST))
    return checks


_LONG = ("list-item", "user-ids", "pairs")


def _check(fault: CellFault, good: Callable[[pl.Expr], pl.Expr]) -> pa.Check:
    def holds(data: pa.PolarsData) -> pl.LazyFrame:
        text = pl.col(data.key)
        return data.lazyframe.select(text.is_null() | good(text))

    return pa.Check(holds, name=fault, error=fault)


def _no_null_word(kind: ExactKind) -> Callable[[pl.Expr], pl.Expr]:
    # In text upper case only: Null is a surname, NULL is what a query window prints.
    if kind.pattern is None:
        return lambda text: text != "NULL"
    return lambda text: text.str.to_uppercase() != "NULL"


def _no_left_side_twice(text: pl.Expr) -> pl.Expr:
    left = text.str.extract_all(r"\{[^:{}]+:")
    return left.list.n_unique() == left.list.len()


def _matches(kind: ExactKind) -> Callable[[pl.Expr], pl.Expr]:
    pattern = rf"\A(?:{kind.pattern})\z"
    if kind == DATE:
        return lambda text: (
            text.str.contains(pattern) & (text.str.to_date("%Y-%m-%d", strict=False).is_not_null())
        )
    return lambda text: text.str.contains(pattern)
