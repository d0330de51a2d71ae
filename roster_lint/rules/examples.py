"""A check's examples: one that fires and one that does not, made from its own test cases."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from roster_lint.files.shipped import shipped

INTRODUCTION = (
    "Each is one change to a sound sample district or bundle, seen on 2026-08-10 unless it says"
    " otherwise."
)
"""What the examples have in common."""

_SQL = re.compile(r"^(?:INSERT INTO|UPDATE|DELETE FROM) ", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One change to a sample district or bundle that is sound before it.

    Attributes:
        name: what is tried, in a few words.
        change: SQL on the sample's tables, or the lines of its files that change.
        given: settings and needs of the vendor that it is tried with, a line each.
        says: what the report then says; empty where it says nothing.
    """

    name: str
    change: str
    given: tuple[str, ...] = ()
    says: str = ""

    @property
    def is_sql(self) -> bool:
        """Whether the change is SQL; else it is lines of files."""
        return _SQL.search(self.change) is not None


@dataclass(frozen=True)
class Examples:
    """The two examples of a check; None where there is none, as of a district's own check."""

    fires: Example | None = None
    silent: Example | None = None


@cache
def _all() -> Mapping[str, Examples]:
    path = shipped("checks") / "examples.toml"
    facts = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {
        code: Examples(_example(entry.get("fires")), _example(entry.get("silent")))
        for code, entry in facts.items()
    }


def _example(facts: Mapping[str, Any] | None) -> Example | None:
    if facts is None:
        return None
    given = tuple(facts.get("given", ()))
    return Example(facts["name"], facts["change"].rstrip("\n"), given, facts.get("says", ""))


def examples_of(code: str) -> Examples:
    """The examples of a check, from ``checks/examples.toml``."""
    return _all().get(code, Examples())
