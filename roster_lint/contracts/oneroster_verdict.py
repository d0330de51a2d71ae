"""What a OneRoster contract says about texts: which fault each has, and what may be shown."""

from typing import get_args

import pandera.errors
import pandera.polars as pa
import polars as pl

from roster_lint.contracts.oneroster_files import FILES
from roster_lint.contracts.oneroster_kinds import CellFault, ExactKind
from roster_lint.contracts.oneroster_schema import checked
from roster_lint.contracts.oneroster_table import FileColumn, oneroster_tables

_RANK = {fault: place for place, fault in enumerate(get_args(CellFault))}
_LONGEST_SHAPE = 40
_BY_SHAPE = ("DATE", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN")
_PLAUSIBLE = {"1", "0", "y", "n", "t", "f", "yes", "no", "staff", "user", "deleted", "enabled"}
"""Wrong values of a vocabulary that cannot be a person's name."""


def judge_texts(column: FileColumn, texts: pl.DataFrame) -> pl.DataFrame:
    """The faults of texts, as cells of one column.

    Args:
        column: of the contract.
        texts: one column ``text``, none twice; null is a blank cell.

    Returns:
        One row a bad text: ``text``, ``fault`` (the first in the order of CellFault) and ``shape``,
        what may be shown to anyone.
    """
    schema = pa.DataFrameSchema({column.name: checked(column)})
    rows = texts.select(pl.col("text").alias(column.name))
    try:
        schema.validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return _faults(errors.failure_cases, texts, column)
    return pl.DataFrame(schema={"text": pl.String, "fault": pl.String, "shape": pl.String})


def _faults(cases: pl.DataFrame, texts: pl.DataFrame, column: FileColumn) -> pl.DataFrame:
    check = pl.col("check")
    first = (
        cases.filter(pl.col("index").is_not_null())
        .select(
            row=pl.col("index").cast(pl.Int64),
            fault=pl.when(check == "not_nullable").then(pl.lit("blank")).otherwise(check),
        )
        .with_columns(rank=pl.col("fault").replace_strict(_RANK, return_dtype=pl.Int64))
        .sort("row", "rank")
        .unique("row", keep="first", maintain_order=True)
    )
    shown = _extension_tokens(
        texts.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    )
    return (
        first.join(shown, on="row")
        .with_columns(
            fault=pl.when((pl.col("fault") == "enumeration") & pl.col("token"))
            .then(pl.lit("extension"))
            .otherwise(pl.col("fault"))
        )
        .select("text", "fault", shape=_shape(column))
    )


def _extension_tokens(texts: pl.DataFrame) -> pl.DataFrame:
    token = pl.col("text").str.contains(r"(?i)(\A|,)ext:").fill_null(False)
    return texts.with_columns(token=token)


def _shape(column: FileColumn) -> pl.Expr:
    """A text in words that give nothing of it away, unless it is a word of no meaning."""
    text = pl.col("text")
    size = text.str.len_chars()
    counted = (
        pl.when(size == 1).then(pl.lit("1 character")).otherwise(pl.format("{} characters", size))
    )
    described = pl.concat_str(counted, _remarkable(text))
    if column.kind.sql_type in _BY_SHAPE or column.kind.fault == "datetime":
        runs = _runs(text)
        described = pl.when(runs.str.len_chars() <= _LONGEST_SHAPE).then(runs).otherwise(described)
    if not column.personal and (column.kind.values or column.kind.sql_type == "BOOLEAN"):
        sayable = text.str.to_lowercase().str.strip_chars().is_in(_words())
        described = pl.when(sayable).then(pl.format("'{}'", text)).otherwise(described)
    return pl.concat_str(described, _capitals(column.kind))


def _capitals(kind: ExactKind) -> pl.Expr:
    """What to add where a text would be good, were it not for its capitals."""
    if kind.pattern is None or not (kind.values or kind.sql_type == "BOOLEAN"):
        return pl.lit("")
    as_expected = pl.col("text").str.contains(rf"(?i)\A(?:{kind.pattern})\z")
    is_good = pl.col("text").str.contains(rf"\A(?:{kind.pattern})\z")
    return (
        pl.when(as_expected & ~is_good)
        .then(pl.lit(" (only its capitals are wrong)"))
        .otherwise(pl.lit(""))
    )


def _runs(text: pl.Expr) -> pl.Expr:
    """Runs of digits and of letters by what they are: 8/10/2026 is digits/digits/digits."""
    return (
        text.str.replace_all("[0-9]+", "\x01")
        .str.replace_all(r"[\p{L}\p{M}]+", "\x02")
        .str.replace_all(r"[^\x01\x02 -/:-@\[-`{-~]", "?")
        .str.replace_all("\x01", "digits")
        .str.replace_all("\x02", "letters")
    )


def _remarkable(text: pl.Expr) -> pl.Expr:
    """What in a text is most often wrong, if it is there."""
    return (
        pl.when(text.str.contains(r"[\r\n]"))
        .then(pl.lit(" with a line break"))
        .when(text.str.contains(r"\s"))
        .then(pl.lit(" with a space"))
        .when(text.str.contains(r",,|\A,|,\z"))
        .then(pl.lit(" with an empty item"))
        .when(text.str.contains(r"[{}]"))
        .then(pl.lit(" with a brace"))
        .when(text.str.contains(r"[^\x00-\x7f]"))
        .then(pl.lit(" with one beyond ASCII"))
        .when(text.str.contains(r"[^0-9A-Za-z._/@,-]"))
        .then(pl.lit(" with a sign"))
        .otherwise(pl.lit(""))
    )


def _words() -> list[str]:
    kinds = [c.kind for v in FILES for t in oneroster_tables(v).values() for c in t.columns]
    return sorted(_PLAUSIBLE | {word.casefold() for kind in kinds for word in _vocabulary(kind)})


def _vocabulary(kind: ExactKind) -> tuple[str, ...]:
    return kind.values if kind.sql_type == "VARCHAR" else ("true", "false")
