"""Proves by DuckDB's own parser that a text of a check is exactly one SELECT, which harms nothing.

A check's texts are spliced into statements of the tool, so each must be whole by itself. Nothing is
run here, and no table has to be there.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

HIDDEN_TABLES = frozenset(["finding"])
"""Tables of the tool's own that no check of a district's may read."""

TABLE_FUNCTIONS = frozenset(
    ["generate_series", "json_each", "json_tree", "range", "repeat", "unnest"]
)
"""The functions that a check may call in place of a table: they read what they are given."""

STATEFUL_FUNCTIONS = frozenset(["currval", "nextval", "setseed", "setval", "sleep_ms", "write_log"])
"""Functions of values that change what stands beside the query, or that do nothing but wait."""

_QUERIES = frozenset(["SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"])
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")

Node = dict[str, Any]


class Parser:
    """Reads SQL without running it. Close it, or leave it to ``with``."""

    def __init__(self) -> None:
        self._connection = duckdb.connect()

    def __enter__(self) -> "Parser":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._connection.close()

    def slips(self, sql: str) -> list[str]:
        """What keeps a text from being one harmless SELECT, as ends of a sentence; none if it is.

        Args:
            sql: the text, without a final semicolon.
        """
        try:
            statements = self._connection.extract_statements(sql)
        except duckdb.Error as error:
            return [f"is not valid SQL ({_first_line(error)})"]
        if len(statements) != 1:
            return [f"must be exactly one SELECT, not {len(statements) or 'no'} statements"]
        if statements[0].named_parameters:
            return ["holds a parameter ($1 or ?), for which there is no value"]
        tree = self._tree(sql)
        if statements[0].type != duckdb.StatementType.SELECT or tree is None:
            return ["must be exactly one SELECT"]
        # As it is spliced in: what closes a bracket or follows a semicolon would end the outer one.
        if self._tree(f"SELECT * FROM (\n{sql}\n) found") is None:
            return ["must be whole by itself: nothing may follow its end"]
        return list(dict.fromkeys(_harm(tree)))

    def columns(self, sql: str) -> tuple[str, ...] | None:
        """The columns that a SELECT names in its list; None where only its tables show them."""
        tree = self._tree(sql)
        return None if tree is None else _columns(tree)

    def _tree(self, sql: str) -> Node | None:
        [(text,)] = self._connection.execute("SELECT json_serialize_sql(?)", (sql,)).fetchall()
        try:
            found = json.loads(text)
        except RecursionError:  # nested as deeply as no check is
            return None
        if found["error"] or len(found["statements"]) != 1:
            return None
        node: Node = found["statements"][0]["node"]
        return node


def _first_line(error: duckdb.Error) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")


def _nodes(tree: Node) -> Iterator[Node]:
    left: list[object] = [tree]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            yield part
            left += reversed(part.values())
        elif isinstance(part, list):
            left += reversed(part)


def _harm(tree: Node) -> Iterator[str]:
    """What a query does beside reading the model."""
    for node in _nodes(tree):
        kind = str(node.get("type", ""))
        if "cte_map" in node and kind not in _QUERIES:
            yield "must only read: it holds a statement that changes a table"
        elif kind == "SHOW_REF":
            yield "must read tables, which SHOW, DESCRIBE and SUMMARIZE do not"
        elif kind == "BASE_TABLE":
            yield from _harm_of_table(node["qualified_name"]["path"][-1])
        elif kind == "TABLE_FUNCTION":
            name = node["function"]["function_name"]
            if name.casefold() not in TABLE_FUNCTIONS:
                allowed = ", ".join(sorted(TABLE_FUNCTIONS))
                yield f"must not read from {name}(): of table functions there are {allowed}"
        elif str(node.get("function_name", "")).casefold() in STATEFUL_FUNCTIONS:
            yield f"must not call {node['function_name']}(), which does more than read"


def _harm_of_table(name: str) -> Iterator[str]:
    if name.casefold() in HIDDEN_TABLES:
        yield f"must not read the table {name}, which holds what other checks found"
    elif not _PLAIN_NAME.fullmatch(name):
        yield f"must not read '{name}': a check reads tables of the model, and no file"


def _columns(node: Node) -> tuple[str, ...] | None:
    if node["type"] == "SET_OPERATION_NODE":
        by_name = node["setop_type"] == "UNION_BY_NAME"
        sides = [_columns(child) for child in node["children"][: None if by_name else 1]]
        known = [side for side in sides if side is not None]
        return tuple(n for side in known for n in side) if len(known) == len(sides) else None
    if node["type"] != "SELECT_NODE":
        return None
    names = []
    for item in node["select_list"]:
        if item["class"] == "STAR":
            return None
        names.append(item["alias"] or (item.get("column_names") or [""])[-1])
    return tuple(name for name in names if name)
