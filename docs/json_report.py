"""Writes ``docs/json.md``, the page on the JSON report, from the report's schema.

Run as ``python -m docs.json_report``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from roster_lint.schemas.report import report_schema

PAGE = Path(__file__).parent / "json.md"

_HEAD = """\
# The JSON report

<!-- `python -m docs.json_report` writes this page from the report's schema. -->

`--output-format json` writes one object, with every finding. `roster-lint schema report` prints its JSON Schema
(2020-12), from which this page is made; `roster-lint schema jsonl` that of a line of `--output jsonl`. Stable:
`schema` rises only where a reader would break. A key that is added is no such place, so a reader must pass over keys
that it does not know.
"""

_BEFORE = {
    "PlanFacts": """\
The causes that hold records back, and the order of steps that brings back most. A cause is a check and a place,
whether or not that check reported each of the records: a student with neither a username nor an enrollment inside the
school year has two. Records that are left out as marked, sent as ToBeDeleted or not used by the vendor are outside. Of
a schedule structure without an active trial, the trial with most roster records is expected to be made active;
sections of its other trials become drafts then and leave `total`.

```json
{"now": {"student": {"total": 148, "available": 95}, "section": {"total": 40, "available": 30, "without_teacher": 12}},
 "causes": [{"code": "UN001", "action": "create user accounts (batch wizard)", "fix": "…", "school_id": 12,
             "calendar_id": null, "place": "Marigold Middle", "detail": null, "records": 42,
             "alone": {"student": 42}, "together": {}}],
 "steps": [{"causes": [0], "brings_back": {"student": 42}, "then": {"student": {"total": 148, "available": 137}}}],
 "stays": {}}
```
""",
    "OtherVersionFacts": """\
```json
{"oneroster": "1.2", "more": {"student": 43, "teacher": 1, "staff": 1, "guardian": 2, "relative": 1},
 "judged_excluded_by": []}
```
""",
}

_FOOT = """\
## A run that breaks off

Once the arguments and settings are understood, every outcome is a JSON object: a source that is refused
or cannot be read, a vendor, school or check that there is not, a connection that fails, Ctrl-C, a fault of
roster-lint's own. It has the keys above, `verdict` is `incomplete`, `incomplete` holds the reason, which
also stands on standard error, and `exit_code` is what the command ends with: 2 for wrong usage, 3, 130
where it was interrupted, 143 or 129 where a signal ended it. What only a whole run knows is empty, or
null: `school_year`, the numbers of findings in `summary`, `source.kind` and `source.location` where the source's name
does not show them, `oneroster` where it was not set. With `--output-file` the file holds it, in place of an older
report; where that file itself cannot be written, standard output does. `preview` and `explain` with
`--output-format json` write the same object where they cannot write their own.

## `roster-lint settings`

`roster-lint settings --output-format json` writes another object: `file`, the settings file that is read, or
null, and `settings`, a list in which each setting has

| key | value |
|---|---|
| `key` | its name, as `roster-lint.toml` spells it |
| `value` | what a run goes by; null where nothing says it and there is no default. Of a password only that it is set, of a URL all but the password |
| `origin` | `default`, `file`, `environment` or `flag` |
| `place` | the file and line, the variable or the flag; null for a default |
"""


def page() -> str:
    """The whole page: the keys of the report, then those of each object in it, as they appear."""
    schema = report_schema()
    parts = [_HEAD, *_table(schema)]
    for place, name in _objects(schema):
        part = schema["$defs"][name]
        parts += [f"## {place}\n", part["description"].replace("``", "`") + "\n"]
        if name in _BEFORE:
            parts.append(_BEFORE[name])
        parts += _table(part)
    return "\n".join([*parts, _FOOT])


def _table(part: dict[str, Any]) -> Iterator[str]:
    yield "| key | type | meaning |"
    yield "|---|---|---|"
    for key, schema in part["properties"].items():
        type_ = _type(schema)
        if key not in part["required"]:
            type_ += ", or absent"
        meaning = schema["description"].replace("``", "`").replace("|", "\\|")
        yield f"| `{key}` | {type_} | {meaning} |"
    yield ""


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return "object"
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema["type"] == "array":
        return f"list of {_plural(schema['items'])}"
    if schema["type"] == "object":
        return f"{_type(schema['additionalProperties'])} by name"
    return {"boolean": "true or false"}.get(schema["type"], str(schema["type"]))


def _plural(schema: dict[str, Any]) -> str:
    return " or ".join(f"{word}s" for word in _type(schema).split(" or "))


def _objects(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The objects in the report: where each stands first, and its name in the schema."""
    seen: set[str] = set()
    waiting = [("", schema)]
    while waiting:
        place, part = waiting.pop(0)
        found = []
        for key, inner in part["properties"].items():
            for name in _referred(inner):
                if name not in seen:
                    seen.add(name)
                    found.append((f"{place}.{key}".strip("."), name))
        for where, name in found:
            yield f"`{where}`", name
        waiting = [(where, schema["$defs"][name]) for where, name in found] + waiting


def _referred(schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2]
    for inner in (
        *schema.get("anyOf", ()),
        schema.get("items"),
        schema.get("additionalProperties"),
    ):
        if isinstance(inner, dict):
            yield from _referred(inner)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
