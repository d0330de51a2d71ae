"""The published schemas as a test holds them: closed, so that a key which they lack is noticed."""

from copy import deepcopy
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from roster_lint.cli.schema import schema_of


@cache
def closed(name: str) -> Draft202012Validator:
    """A validator of the schema of that name that refuses keys that the schema does not name."""
    schema = deepcopy(schema_of(name))
    Draft202012Validator.check_schema(schema)
    for part in (schema, *schema["$defs"].values()):
        if "properties" in part:
            part["additionalProperties"] = False
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(name: str, value: Any) -> list[str]:  # noqa: ANN401  (any JSON)
    """What the schema says against a value."""
    return [f"{error.json_path}: {error.message}" for error in closed(name).iter_errors(value)]
