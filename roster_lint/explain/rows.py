"""Reads the few rows that belong to one record, with values as JSON has them."""

import json
from collections.abc import Sequence
from typing import Any

from roster_lint.engine.base import Engine

Row = dict[str, Any]
"""One row by column name: numbers, booleans, text; dates as ISO text."""


def rows(engine: Engine, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
    """All rows of a query whose result is known to be small."""
    found = engine.rows(f"SELECT CAST(to_json(r) AS VARCHAR) FROM ({sql}) r", parameters)
    return [json.loads(row[0]) for row in found]
