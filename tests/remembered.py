"""What the engine that remembers knows: statements, and the tables that they led to."""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

import duckdb
import polars as pl

_TARGET = re.compile(
    r"(?P<verb>CREATE(?: OR REPLACE)?(?: TEMP)?|INSERT INTO|UPDATE|DELETE FROM|ALTER|DROP)"
    r"(?: (?P<kind>TABLE|VIEW|MACRO))?(?: IF (?:NOT )?EXISTS)? \"?(?P<name>\w+)\"?"
)
_NO_WORDS = re.compile(r"--[^\n]*|'(?:[^']|'')*'")
_FILE = re.compile(r"read_csv\('((?:[^']|'')*)'")


@dataclass(frozen=True)
class Statement:
    """One statement.

    Attributes:
        text: its words as they were written.
        verb: what it does to its target; ``SELECT`` where it has none.
        target: the table, view or macro that it makes or changes, in lower case.
        kind: what its target is, as ``CREATE`` and ``DROP`` name it.
        words: every word in it but those of literals and comments: among them, what it reads.
        files: the CSV files that it reads.
    """

    text: str
    verb: str
    target: str
    kind: str
    words: frozenset[str]
    files: tuple[Path, ...]

    def meaning(self) -> str:
        """Its words, with what stands in a file in place of the file's name."""
        text = self.text
        for path in self.files:
            text = text.replace(_quoted(path), digest(path.read_bytes()))
        return text

    def kept_in(self, folder: Path) -> "Statement":
        """The same on copies of its files: a source's own are gone or changed when it is over."""
        text, copies = self.text, []
        for path in self.files:
            content = path.read_bytes()
            copies.append(folder / f"{digest(content)}{path.suffix}")
            if not copies[-1].exists():
                copies[-1].write_bytes(content)
            text = text.replace(_quoted(path), _quoted(copies[-1]))
        return replace(self, text=text, files=tuple(copies))

    @property
    def is_view(self) -> bool:
        """It holds nothing itself; a macro is like a view in all else too."""
        return self.kind in ("VIEW", "MACRO")

    @property
    def place(self) -> str:
        """Where its target stands beside others of the same name: distinguishes TEMP tables."""
        return f"{'TEMP ' if 'TEMP' in self.verb else ''}{self.kind}"


@dataclass
class Table:
    """What a table or view is in the present run.

    Attributes:
        state: identifies what it holds, and under which columns; of a view, what it reads.
        shape: identifies which columns it has.
        steps: the statements that led to it, each with the state that it led to.
        view: the statement of a view.
        frame: the data frame that it is, if it is one.
    """

    state: str
    shape: str
    steps: list["Step"] = field(default_factory=list)
    view: Statement | None = None
    frame: pl.DataFrame | None = None

    @property
    def underlying(self) -> tuple["Reading", ...]:
        """What a view reads; of a table, nothing."""
        return self.steps[0].reads if self.view else ()


@dataclass(frozen=True)
class Reading:
    """A table that a statement reads, and in which state."""

    name: str
    table: Table
    state: str


@dataclass(frozen=True)
class Step:
    """A statement that was run on a table, or will be once somebody looks at it."""

    statement: Statement
    parameters: tuple[object, ...]
    reads: tuple[Reading, ...]
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
        return Statement(text, "SELECT", "", "", words, files)
    verb, kind, name = changed["verb"], changed["kind"], changed["name"].lower()
    return Statement(text, verb, name, kind or "TABLE", words, files)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def digest(*parts: object) -> str:
    """Distinguishes values by what they look like in Python."""
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def end_run(of_engine: list[object], run: object) -> None:
    """Takes a run from those of an engine that are open, if it is not over already."""
    if run in of_engine:
        of_engine.remove(run)
