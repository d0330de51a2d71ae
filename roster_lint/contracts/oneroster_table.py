"""The contract of a OneRoster CSV file as the other packages read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.polars as pa
import polars as pl

from roster_lint.contracts.oneroster_files import FILES
from roster_lint.contracts.oneroster_kinds import (
    BLANK,
    DATE,
    LONGEST,
    PAIRS,
    CellFault,
    ExactKind,
)
from roster_lint.contracts.table import Column, Table
from roster_lint.vocabulary import OneRoster


@dataclass(frozen=True)
class FileColumn(Column):
    """One column of a OneRoster CSV file.

    Attributes:
        kind: its exact kind.
        references: the file, without ``.csv``, whose sourcedId a value names.
        delta: blank in a bulk file, filled in a delta file.
        personal: a value says something of a person, and is never printed.
    """

    kind: ExactKind
    references: str | None = None
    delta: bool = False
    personal: bool = False


@dataclass(frozen=True)
class FileTable(Table):
    """The contract of one OneRoster CSV file.

    Attributes:
        columns: in the file's order; those that are not ``needed`` may be absent.
        schema: the pandera schema that its texts are judged by.
        section: the section of the specification that describes it.
        kept: faults with which a value counts nevertheless.
    """

    columns: tuple[FileColumn, ...]
    schema: pa.DataFrameSchema
    section: str
    kept: frozenset[CellFault]

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"


@cache
def oneroster_tables(version: OneRoster) -> Mapping[str, FileTable]:
    """The contracts of a version's data files by name without ``.csv``, in the manifest's order."""
    from roster_lint.contracts import oneroster_v1p1, oneroster_v1p2

    models: tuple[type[pa.DataFrameModel], ...] = (
        oneroster_v1p1.MODELS if version == "1.1" else oneroster_v1p2.MODELS
    )
    tables = [_table(model, version) for model in models]
    order = {name: place for place, name in enumerate(FILES[version])}
    return {t.name: t for t in sorted(tables, key=lambda t: order[t.name])}


_KEPT: frozenset[CellFault] = frozenset(
    {"inactive", "too-long", "list-item", "user-ids", "repeated-left"}
)

_SECTIONS_1P2 = {
    name: f"3.{place}" for place, name in enumerate(sorted(FILES["1.2"], key=str.casefold), 2)
}
"""The files' sections follow their names, which the manifest's rows do not; 3.1 is its own."""


def _table(model: type[pa.DataFrameModel], version: OneRoster) -> FileTable:
    schema = model.to_schema()
    config = model.__config__
    facts: dict[str, Any] = (config.metadata if config else None) or {}
    columns = {
        str(name): FileColumn(
            name=str(name),
            kind=column.metadata["kind"],
            needed=column.required,
            use=column.metadata["use"],
            references=column.metadata.get("references"),
            delta=column.metadata.get("delta", False),
            personal=column.metadata.get("personal", False),
        )
        for name, column in schema.columns.items()
    }
    name = model.__name__[0].lower() + model.__name__[1:]
    ordered = tuple(columns[c] for c in _order(list(columns), facts.get("after", {})))
    return FileTable(
        name=name,
        doc=(model.__doc__ or "").strip(),
        columns=ordered,
        key=("sourcedId",),
        needed=False,
        schema=pa.DataFrameSchema({c.name: _checked(c) for c in ordered}, name=name),
        section=_section(name, version),
        # Whether the limits on a GUID stood in 1.1 already is not known.
        kept=_KEPT | ({"guid"} if version == "1.1" else frozenset()),
    )


def _section(name: str, version: OneRoster) -> str:
    return f"3 {name}.csv" if version == "1.1" else f"{_SECTIONS_1P2[name]} {name}.csv"


def _order(names: list[str], after: Mapping[str, str]) -> list[str]:
    """The names with some of them moved to behind another one."""
    ordered = [name for name in names if name not in after]
    for name, before in after.items():
        ordered.insert(ordered.index(before) + 1, name)
    return ordered


def _checked(column: FileColumn) -> pa.Column:
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
