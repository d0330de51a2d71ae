"""The site's page on all settings, made from the settings themselves."""

import json
from collections.abc import Iterator
from typing import get_args

from pydantic.fields import FieldInfo

from roster_lint.schemas.described import documented
from roster_lint.settings.entries import Suppression
from roster_lint.settings.settings import Settings

_HEAD = """\
# Settings

Settings stand in `roster-lint.toml` in the working folder or in the file that `--config` names, as
variables that begin with `ROSTER_LINT_` (`ROSTER_LINT_VENDOR`), and, most of them, as flags
(`--vendor`); the later of the three wins. Relative paths begin at the file's folder. A password
does not belong into the file: `ROSTER_LINT_PASSWORD` or the system's keyring hold it. `roster-lint
init` writes the file with every setting explained; `roster-lint rule CODE` says which settings
change what a check finds.

| setting | default | meaning |
|---|---|---|"""

_TABLES = ("accounts_columns", "nces_grades", "tolerance", "severity", "suppress")

_EXAMPLES = """\
```toml
[accounts_columns]
email = "Mail"
enabled = "Active"

[nces_grades]
KG = "KG"
01 = "01"

[tolerance]
UN003 = "2%"
EM005 = 25
GR002 = { amount = 10, reason = "Adult education has no grade levels." }

[severity]
UN003 = { severity = "info", reason = "Blanks are removed before the sync." }

[[suppress]]
code = "NS003"
school = "District Office"
reason = "central staff get no LMS accounts"
until = 2027-06-30
```
"""


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    docs = documented(Settings)
    yield _HEAD
    for key, text in docs.items():
        if key not in _TABLES:
            yield f"| `{key}` | {_default(key)} | {_cell(text)}{_words(key)} |"
    yield "\n## Tables\n"
    yield "These stay below all other settings in the file.\n"
    yield "| table | meaning |"
    yield "|---|---|"
    for key in _TABLES:
        yield f"| `{key}` | {_cell(docs[key])} |"
    yield f"\n{_EXAMPLES}"
    yield "An entry of `suppress` can have:\n"
    yield "| key | meaning |"
    yield "|---|---|"
    for key, text in documented(Suppression).items():
        yield f"| `{key}` | {_cell(text)} |"


def _default(key: str) -> str:
    default = _field(key).get_default(call_default_factory=True)
    if default is None or default == ():
        return ""
    return f"`{json.dumps(default)}`"


def _words(key: str) -> str:
    words = get_args(_field(key).annotation)
    if len(words) < 2 or not all(isinstance(word, str) for word in words):
        return ""
    return f" One of {', '.join(f'`{word}`' for word in words)}."


def _field(key: str) -> FieldInfo:
    return Settings.model_fields["schema_name" if key == "schema" else key]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
