"""The schema of a vendor profile, for editors that check and complete one."""

from pydantic import BaseModel

from roster_lint.schemas.described import Schema, describe, headed
from roster_lint.settings.entries import Closed
from roster_lint.vendors.profile import Profile

_OF_THE_FILE = {
    "extend": {
        "type": "string",
        "description": "The name or the file of a profile whose lines this one has, too.",
    },
    "without": {
        "type": "array",
        "items": {"type": "string"},
        "description": "Rules of that profile that are left out.",
    },
}
"""What a file says beyond the profile that is made of it."""


def profile_schema() -> Schema:
    """What the file of a profile may hold."""
    schema = Profile.model_json_schema(by_alias=True)
    for name, part in schema["$defs"].items():
        describe(part, _parts()[name])
    describe(schema, Profile)
    # The file's own name is its default, and a profile that extends another has its display.
    schema["properties"] |= _OF_THE_FILE
    schema["required"] = []
    schema["anyOf"] = [{"required": ["display"]}, {"required": ["extend"]}]
    schema["dependentRequired"] = {"without": ["extend"]}
    return headed(schema, "profile", 1, "roster-lint: a vendor profile")


def _parts() -> dict[str, type[BaseModel]]:
    """What a profile can be made of, by its name."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[Closed]] = [Closed]
    while waiting:
        for model in waiting.pop().__subclasses__():
            found[model.__name__] = model
            waiting.append(model)
    return found
