"""The schema of the JSON report, and of one of its findings as ``jsonl`` writes it."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from roster_lint.report.formats import json_keys, json_numbers, json_parts, json_timings
from roster_lint.report.formats.json_keys import SCHEMA, Document, Line
from roster_lint.schemas.described import Schema, headed


def report_schema() -> Schema:
    """What ``--output-format json`` writes."""
    return headed(_schema_of(Document), "report", SCHEMA, "roster-lint: the JSON report")


def line_schema() -> Schema:
    """What each line of ``--output jsonl`` is: the report's own facts, or one finding."""
    return headed(_schema_of(Line), "jsonl", SCHEMA, "roster-lint: a line of jsonl")


def _schema_of(what: Any) -> Schema:  # noqa: ANN401  (a type or a union of types)
    schema = TypeAdapter(what).json_schema()
    definitions: dict[str, Schema] = schema.get("$defs", {})
    for name, part in definitions.items():
        _complete(part, name, definitions)
    if "properties" in schema:
        _complete(schema, what.__name__, definitions)
    return schema


def _complete(part: Schema, name: str, definitions: Mapping[str, Schema]) -> None:
    """Descriptions of inherited keys, in one line each, and no titles: these are the keys again.

    Where a key says what its type says, pydantic leaves it to the type.
    """
    inherited = _described(name)
    part.pop("title", None)
    for key, schema in part.get("properties", {}).items():
        schema.pop("title", None)
        text = schema.get("description") or inherited.get(key)
        if text is None:
            text = definitions[schema["$ref"].rpartition("/")[2]]["description"]
        schema["description"] = " ".join(text.split())
    part["description"] = " ".join(part["description"].split())


def _described(name: str) -> dict[str, str]:
    """What the types above a dictionary's type say of their keys."""
    found: dict[str, str] = {}
    modules = (json_keys, json_parts, json_numbers, json_timings)
    type_ = next(getattr(one, name) for one in modules if hasattr(one, name))
    for base in getattr(type_, "__orig_bases__", ()):
        if base is not TypedDict:
            properties = TypeAdapter(base).json_schema()["properties"]
            found |= _described(base.__name__)
            found |= {k: s["description"] for k, s in properties.items() if "description" in s}
    return found
