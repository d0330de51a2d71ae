"""A check, and a list of checks, for programs."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from roster_lint.checks.catalog import Check
from roster_lint.rules.examples import Example
from roster_lint.rules.listing import first_sentence

if TYPE_CHECKING:
    from roster_lint.rules.explained import Explained


def write_list(checks: Iterable[Check], stream: TextIO) -> None:
    """Writes one JSON list with an object for each check."""
    _write([_entry(check) for check in checks], stream)


def write_explained(rules: "Iterable[Explained]", stream: TextIO, *, several: bool) -> None:
    """Writes the object of one check, or of several a list."""
    entries = [_explained(rule) for rule in rules]
    _write(entries if several else entries[0], stream)


def _write(value: object, stream: TextIO) -> None:
    stream.write(json.dumps(value, indent=2, ensure_ascii=True) + "\n")


def _entry(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "name": check.name,
        "severity": check.severity,
        "effect": check.effect,
        "entity": check.entity,
        "key": check.key,
        "oneroster": check.oneroster,
        "article": check.article,
        "fix": check.fix,
        "owner": check.owner,
        "since": check.since,
        "formerly": check.formerly,
        "sources": ["oneroster" if s == "bundle" else s for s in check.sources],
        "meaning": first_sentence(check.doc),
    }


def _explained(rule: "Explained") -> dict[str, Any]:
    check = rule.check
    return {
        **_entry(check),
        "topic": rule.topic,
        "doc": check.doc,
        "consequence": rule.effect,
        "applies": rule.applies,
        "message": rule.message,
        "out_of": check.of or None,
        "masked": check.personal,
        "sentences": rule.sentences,
        "origin": rule.origin or None,
        "fires": _example(rule.examples.fires),
        "does_not_fire": _example(rule.examples.silent),
        "steps": rule.steps,
        "bundle_fix": rule.bundle_fix or None,
        "settings": rule.settings,
        "dialects": ["mssql"] if rule.has_query else [],
        "sql": check.sql,
    }


def _example(example: Example | None) -> dict[str, Any] | None:
    return None if example is None else asdict(example)
