"""What a model's docstring says of each of its fields."""

import re
from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""


def documented(model: type[BaseModel]) -> dict[str, str]:
    """The sentence on each field that the model's docstring holds, by key."""
    body = (model.__doc__ or "").partition("Attributes:")[2]
    found = re.findall(r"^ {8}(\w+): (.+(?:\n {12}.+)*)", body, re.MULTILINE)
    aliases = {name: field.alias or name for name, field in model.model_fields.items()}
    return {aliases.get(name, name): sentence(text) for name, text in found}


def sentence(text: str) -> str:
    """A docstring's text on one line, with a capital first."""
    text = " ".join(text.split()).replace("``", '"')
    return text[:1].upper() + text[1:]


def describe(part: Schema, model: type[BaseModel]) -> None:
    """Gives the properties of a model's schema the sentences of its docstring."""
    part["description"] = sentence((model.__doc__ or "").partition("\n")[0])
    docs: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel):
            docs |= documented(base)
    for key, schema in part.get("properties", {}).items():
        schema.pop("title", None)
        if key in docs:
            schema["description"] = docs[key]


def headed(schema: Schema, name: str, version: int, title: str) -> Schema:
    """A schema as it is published: what it is, first."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:roster-lint:{name}:{version}",
        "title": title,
    }
    return head | {key: value for key, value in schema.items() if key != "title"}
