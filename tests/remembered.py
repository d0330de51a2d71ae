"""What the engine that remembers knows: statements, and the tables that they led to."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import duckdb

_TARGET = re.compile(
    r"(?P<verb>CREATE(?: OR REPLACE)?(?: TEMP)?|INSERT INTO|UPDATE|DELETE FROM|ALTER|DROP)"
    r"(?: (?P<kind>TABLE|VIEW))?(?: IF (?:NOT )?EXISTS)? \"?(?P<name>\w+)\"?"
)
_NO_WORDS = re.compile(r"--[^\n]*|'(?:[^']|'')*'")
_FILE = re.compile(r"read_csv\('((?:[^']|'')*)'")


@dataclass(frozen=True)
class Statement:
    """One statement.

    Attributes:
        text: its words as they were written.
        verb: what it does to its target; ``SELECT`` where it has none.
        target: the table or view that it makes or changes, in lower case.
        is_view: it makes a view.
        words: every word in it but those of literals and comments: among them, what it reads.
        files: the CSV files that it reads.
    """

    text: str
    verb: str
    target: str
    is_view: bool
    words: frozenset[str]
    files: tuple[Path, ...]


@dataclass
class Table:
    """What a table or view is in the present run.

    Attributes:
        state: tells apart what it holds, and under which columns; of a view, what it reads.
        shape: tells apart which columns it has.
        steps: the statements that led to it, each with the state that it led to.
        view: the statement of a view.
    """

    state: str
    shape: str
    steps: list["Step"] = field(default_factory=list)
    view: Statement | None = None


@dataclass(frozen=True)
class Step:
    """A statement that was run on a table, or will be once somebody looks at it."""

    statement: Statement
    parameters: tuple[object, ...]
    reads: frozenset[str]
    leads_to: str


@cache
def statements(sql: str) -> tuple[Statement, ...]:
    """The statements of a text."""
    texts = [sql]
    if ";" in _NO_WORDS.sub("", sql):
        texts = [one.query for one in duckdb.extract_statements(sql)]
    return tuple(map(_statement, texts))


def _statement(text: str) -> Statement:
    text = re.sub(r"\A(?:\s+|--[^\n]*\n)+", "", text)
    words = frozenset(word.lower() for word in re.findall(r"\w+", _NO_WORDS.sub("''", text)))
    files = tuple(Path(path.replace("''", "'")) for path in _FILE.findall(text))
    changed = _TARGET.match(text)
    if changed is None:
        return Statement(text, "SELECT", "", False, words, files)
    verb, kind, name = changed["verb"], changed["kind"], changed["name"].lower()
    return Statement(text, verb, name, kind == "VIEW", words, files)
