"""Builds what is known of email addresses: which accounts they lead to, and likely right ones."""

from functools import cache
from pathlib import Path
from typing import Literal

from roster_lint.engine.base import Engine
from roster_lint.headers import split_sql_file

SourceShape = Literal["campus", "bundle"]


@cache
def address_model(kind: SourceShape) -> tuple[tuple[Path, str], ...]:
    """The files of the model for a kind of source with their SQL, in the order to run them."""
    folder = Path(__file__).parent / "accounts"
    paths = (*sorted((folder / kind).glob("*.sql")), *sorted((folder / "common").glob("*.sql")))
    return tuple((path, split_sql_file(path.read_text(encoding="utf-8"))[2]) for path in paths)


def build_addresses(engine: Engine, kind: SourceShape) -> None:
    """Builds the tables of addresses; the tables of accounts and the source's model must stand."""
    for _path, sql in address_model(kind):
        engine.run(sql)
