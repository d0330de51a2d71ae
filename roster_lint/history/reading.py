"""Reads a report that a run has written, as ``json`` or ``jsonl``, laid out in whatever way.

The findings pass one at a time. Reports that a shell has written in UTF-16, as Windows PowerShell
does, are read too.
"""

import codecs
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from roster_lint.errors import SourceError, UsageError
from roster_lint.files.kinds import refuse_special
from roster_lint.history.facts import Facts
from roster_lint.history.window import NotJson, Window

SCHEMA = 1
"""The report's schema that is understood."""

Take = Callable[[Mapping[str, Any]], None]
"""What is done with each finding; raises ValueError for one that is none."""

_TAIL = 64


class NotAReport(UsageError):
    """A file that is no report of roster-lint's.

    Attributes:
        problem: what it is, without its name.
    """

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} {problem}.")
        self.problem = problem


class TornReport(SourceError):
    """A report that is not whole; attributes as above."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} {problem}.")
        self.problem = problem


def read_report(path: Path, take: Take) -> Facts:
    """Reads a whole report.

    Args:
        path: the file.
        take: called with each finding.

    Raises:
        NotAReport: it is no file, or another one.
        TornReport: it ends too early, or what it lists is not what it counts.
    """
    return _read(path, take)


def read_numbers(path: Path) -> Facts:
    """Reads a report for its numbers: its findings are passed over, its end is looked at.

    Raises:
        NotAReport: it is no file, or another one.
        TornReport: it ends too early.
    """
    return _read(path, None)


def _read(path: Path, take: Take | None) -> Facts:
    refuse_special(path)
    try:
        with path.open("rb") as stream:
            stops = take is None and _ends_as_written(stream)
            text = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="strict")
            keys = _keys(Window(text), take, stops=stops)
    except NotJson as error:
        if error.at_end:
            raise TornReport(path, "is torn: it ends in the midst of the report") from None
        raise NotAReport(path, _NO_JSON) from None
    except UnicodeDecodeError:
        raise NotAReport(path, _NO_JSON) from None
    except IsADirectoryError:
        raise NotAReport(path, "is a folder: name the report in it") from None
    except _OddFinding as error:
        raise NotAReport(path, f"{_OTHER}: {error}") from None
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NotAReport(path, "is not there") from None
    except OSError as error:
        raise NotAReport(path, f"cannot be read: {error.strerror or error}") from None
    return _facts(path, keys)


_NO_JSON = "is no JSON report of roster-lint's (--output-format json or jsonl)"
_OTHER = "is no report of roster-lint's"


class _OddFinding(ValueError):
    """Something stands among the findings that is none."""


def _encoding(stream: BinaryIO) -> str:
    start = stream.read(4)
    stream.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _ends_as_written(stream: BinaryIO) -> bool:
    """Whether a file ends as the program ends a report, whose findings come last."""
    stream.seek(max(0, stream.seek(0, io.SEEK_END) - _TAIL))
    end = stream.read().replace(b"\r", b"").rstrip()
    stream.seek(0)
    return end.endswith((b"\n  ]\n}", b'"findings": []\n}'))


def _keys(window: Window, take: Take | None, *, stops: bool) -> dict[str, Any]:
    """The report's keys but ``findings``; those of the first line where it is ``jsonl``.

    Args:
        window: what is read.
        take: called with each finding; None where they are not needed.
        stops: nothing but findings follows their key, so that they need not be read.
    """
    if window.peek() != "{":
        raise NotJson(at_end=False)
    window.expect("{")
    keys: dict[str, Any] = {}
    while not window.take("}"):
        if keys:
            window.expect(",")
        key = window.value()
        window.expect(":")
        if not isinstance(key, str) or key in keys:
            raise NotJson(at_end=False)
        if key == "report" and not keys:
            facts = window.value()
            window.expect("}")
            _lines(window, take)
            return facts if isinstance(facts, dict) else {}
        if key != "findings" or window.peek() != "[":
            keys[key] = window.value()
            continue
        keys[key] = None
        if stops and keys.keys() >= _NEEDED:
            return keys
        _list(window, take)
    if window.peek():
        raise NotJson(at_end=False)
    return keys


def _list(window: Window, take: Take | None) -> None:
    window.expect("[")
    if window.take("]"):
        return
    while True:
        _take(window.value(), take)
        if window.take("]"):
            return
        window.expect(",")


def _lines(window: Window, take: Take | None) -> None:
    if take is None:
        return
    while window.peek():
        line = window.value()
        if not isinstance(line, dict) or line.keys() != {"finding"}:
            raise _OddFinding("a line of it is no finding")
        _take(line["finding"], take)


def _take(finding: Any, take: Take | None) -> None:  # noqa: ANN401  (whatever JSON holds)
    if take is None:
        return
    try:
        if not isinstance(finding, dict):
            raise ValueError
        take(finding)
    except (KeyError, TypeError, ValueError):
        raise _OddFinding("a finding in it is none") from None


_NEEDED = {field.alias or name for name, field in Facts.model_fields.items() if field.is_required()}
_NEEDED |= {"tool", "schema"}


def _facts(path: Path, keys: Mapping[str, Any]) -> Facts:
    if keys.get("tool") != "roster-lint":
        raise NotAReport(path, _OTHER)
    schema = keys.get("schema")
    if type(schema) is not int or schema != SCHEMA:
        newer = type(schema) is int and schema > SCHEMA
        hint = ": a newer roster-lint has written it, which can read it" if newer else ""
        raise NotAReport(path, f"has a schema other than {SCHEMA}{hint}")
    if missing := sorted(_NEEDED - keys.keys()):
        more = f"{missing[0]} is missing" if len(missing) < 4 else "another command has written it"
        raise NotAReport(path, f"is no report of roster-lint check: {more}")
    try:
        return Facts.model_validate({name: keys[name] for name in keys if name != "findings"})
    except (ValidationError, RecursionError) as error:
        where = "its keys"
        if isinstance(error, ValidationError):
            place = error.errors(include_input=False, include_url=False)[0]["loc"]
            where = ".".join(str(part) for part in place[:1]) or where
        raise NotAReport(path, f"has odd values where a report has numbers: see {where}") from None
