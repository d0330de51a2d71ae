"""The schema of ``roster-lint.toml``, for editors that check and complete it."""

from roster_lint.schemas.described import Schema, describe, headed
from roster_lint.settings.entries import Closed
from roster_lint.settings.settings import Settings


def settings_schema() -> Schema:
    """What a settings file may hold. Secrets are left out: they do not belong into a file."""
    schema = Settings.model_json_schema(by_alias=True)
    for name, part in schema.get("$defs", {}).items():
        describe(part, _MODELS[name])
    describe(schema, Settings)
    for secret in ("password", "client_secret"):
        del schema["properties"][secret]
    return headed(schema, "settings", 1, "roster-lint: roster-lint.toml")


_MODELS = {model.__name__: model for model in Closed.__subclasses__()}
