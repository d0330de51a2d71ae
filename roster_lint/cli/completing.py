"""What the shell completes: codes, vendors, schools and choices. Imports nothing that takes time.

Whatever goes wrong here completes nothing: a shell that waits for a word is no place for an error.
"""

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import typer

from roster_lint.files.shipped import shipped

Candidate = tuple[str, str]
"""A word, and what it means."""

Completer = Callable[..., list[Candidate]]

_PLAIN = re.compile(r"\w[\w .,-]*")
"""A name without any character that a shell obeys, wherever it stands in a shell's own code."""
_FILE = re.compile(r"([A-Z]{2}[0-9]{3})_?([\w-]*)\.sql")
_TOPIC = 2


def choices(text: str) -> Completer:
    """Completes the words of a metavar such as ``text|json``."""
    words = [word for word in text.split("|") if word != word.upper() or not word.isalpha()]

    def complete(incomplete: str) -> list[Candidate]:
        return [(word, "") for word in words if word.startswith(incomplete)]

    return complete


def codes(incomplete: str) -> list[Candidate]:
    """Completes the last of some codes or prefixes with commas between them."""
    before, comma, last = incomplete.rpartition(",")
    return [(f"{before}{comma}{word}", meaning) for word, meaning in _codes(last)]


def topics(incomplete: str) -> list[Candidate]:
    """Completes the two letters of a topic."""
    found = dict.fromkeys(code[:_TOPIC] for code, _name in _checks())
    return [(topic, "") for topic in found if topic.startswith(incomplete.upper())]


def one_check(incomplete: str) -> list[Candidate]:
    """Completes a check's code or name."""
    if incomplete and incomplete == incomplete.lower() and not _begins_code(incomplete):
        return [(name, code) for code, name in _checks() if name.startswith(incomplete)]
    return list(_codes(incomplete))


def vendors(incomplete: str) -> list[Candidate]:
    """Completes the name of a shipped profile."""
    names = sorted(path.stem for path in (shipped("checks") / "vendors").glob("*.toml"))
    return [(name, "") for name in names if name.startswith(incomplete)]


def schools(ctx: typer.Context, incomplete: str) -> list[Candidate]:
    """Completes the name or the ID of a school of the source, as its last run found them."""
    from roster_lint.cli.remembered import remembered_schools

    try:
        source = _source(ctx)
        known = remembered_schools(source) if source else []
    except Exception:
        return []
    return [*_schools(known, incomplete)]


def _schools(known: Iterable[tuple[str, str]], incomplete: str) -> Iterator[Candidate]:
    for school, name in known:
        plain = _PLAIN.fullmatch(name) is not None
        if plain and name.casefold().startswith(incomplete.casefold()):
            yield _quoted(incomplete + name[len(incomplete) :]), f"ID {school}"
        elif school.startswith(incomplete) and _PLAIN.fullmatch(school):
            yield school, name if plain else "a school"


def _quoted(name: str) -> str:
    """A name with blanks as one word for the shell that asks; zsh and fish do that themselves."""
    shell = os.environ.get("_ROSTER_LINT_COMPLETE", "").removeprefix("complete_")
    if shell == "bash":
        return name.replace(" ", "\\ ")
    if shell in ("powershell", "pwsh") and " " in name:
        return f"'{name}'"
    return name


def _codes(incomplete: str) -> Iterator[Candidate]:
    """Topics until one is there, then its codes; as they are typed, since any case will do."""
    typed = incomplete.upper()
    found = [(code, name) for code, name in _checks() if code.startswith(typed)]
    if len(typed) < _TOPIC:
        topics = dict.fromkeys(code[:_TOPIC] for code, _ in found)
        found = [(topic, "all checks of the topic") for topic in topics]
    for code, name in found:
        yield incomplete + code[len(incomplete) :], name.replace("-", " ")


def _begins_code(text: str) -> bool:
    return any(code.startswith(text.upper()) for code, _name in _checks())


def _checks() -> list[tuple[str, str]]:
    """Codes and names, taken from the file names: no file has to be read."""
    files = {
        path.name for path in shipped("checks").glob("*/**/*.sql") if path.parent.name != "dba"
    }
    with suppress(OSError, ValueError):
        if (own := _path_of("extra_checks", None)) is not None:
            files |= {path.name for path in own.glob("**/*.sql")}
    found = (_FILE.fullmatch(name) for name in files)
    return sorted((match[1], match[2].replace("_", "-")) for match in found if match)


def _source(ctx: typer.Context) -> str | None:
    """The source that a run would lint: the one that is typed, or the configured one."""
    typed = ctx.params.get("source") or _argument(ctx, "source")
    if isinstance(typed, str):
        return typed
    config = ctx.params.get("config") or (ctx.parent and ctx.parent.params.get("config"))
    named = os.environ.get("ROSTER_LINT_SOURCE")
    return named or _setting("source", config)


def _argument(ctx: typer.Context, name: str) -> str | None:
    """An argument that is typed before an option without its value, where parsing ends."""
    arguments = [p.name for p in ctx.command.params if p.param_type_name == "argument"]
    place = arguments.index(name) if name in arguments else len(ctx.args)
    return ctx.args[place] if place < len(ctx.args) else None


def _path_of(key: str, config: object) -> Path | None:
    value = os.environ.get(f"ROSTER_LINT_{key.upper()}") or _setting(key, config)
    return Path(value) if value else None


def _setting(key: str, config: object) -> str | None:
    """What the settings file says of a key that holds a path; relative paths begin at the file."""
    from roster_lint.settings.source_name import is_url

    named = config or os.environ.get("ROSTER_LINT_CONFIG") or "roster-lint.toml"
    file = Path(str(named)).expanduser()
    if not file.is_file():
        return None
    value = tomllib.loads(file.read_text(encoding="utf-8-sig")).get(key)
    if not isinstance(value, str):
        return None
    return value if is_url(value) else str(file.parent / Path(value).expanduser())
