"""Reads a profile file, with those that it extends beneath it, and says clearly what is wrong."""

import difflib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from roster_lint.errors import UsageError
from roster_lint.settings.backslashes import backslash_hint
from roster_lint.vendors.profile import Profile

Lines = list[dict[str, Any]]

Find = Callable[[str, Path], Path]
"""Finds the file of a profile that another, at the path, extends."""

_IDENTITIES: Mapping[str, tuple[str, ...]] = {
    "version": ("oneroster",),
    "need": ("population", "field"),
    "match": ("field",),
    "limit": ("of",),
    "severity": ("check",),
    "hold": ("change", "of"),
    "roles": (),
}
"""By which values a line replaces those of the profile beneath it; other lines are added."""


def read_profile(path: Path, find: Find) -> Profile:
    """The profile in a file.

    Args:
        path: the file.
        find: finds what ``extend`` names; may raise UsageError.

    Raises:
        UsageError: a file is no TOML, has a wrong key or value, or extends itself.
    """
    return _validated(_read(path, find, ()), path)


def _read(path: Path, find: Find, above: tuple[Path, ...]) -> dict[str, Any]:
    """A file's own values over those of what it extends."""
    if path in above:
        chain = " extends ".join(p.name for p in (*above[above.index(path) :], path))
        raise UsageError(f"Profiles extend each other in a loop: {chain}.")
    own = _toml(path)
    own.setdefault("name", path.stem.casefold())
    base = own.pop("extend", None)
    left_out = own.pop("without", [])
    if base is None and not left_out:
        return own
    if not isinstance(base, str) or not _texts(left_out):
        raise UsageError(
            f"The profile {path.name}: extend is the name or the file of a profile, and without a"
            " list of rules of that profile."
        )
    # Judged by itself first, so that a fault is reported with its place in this file.
    _validated({"display": "?", **own}, path)
    beneath = _read(find(base, path), find, (*above, path))
    return _over(own, _without(beneath, left_out, path))


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _toml(path: Path) -> dict[str, Any]:
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UsageError(f"The profile {path.name} is no TOML: {error}.") from None
    except tomllib.TOMLDecodeError as error:
        hint = backslash_hint(text, error)
        raise UsageError(f"The profile {path.name} is no TOML: {error}.{hint}") from None
    except OSError as error:
        raise UsageError(f"The profile {path.name} cannot be read: {error.strerror}.") from None


def _over(own: Mapping[str, Any], beneath: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(beneath)
    for key, value in own.items():
        if not isinstance(value, list):
            merged[key] = value
            continue
        identity = _IDENTITIES.get(key)
        replaced = [] if identity is None else [_named(line, identity) for line in value]
        kept = [
            line for line in beneath.get(key, []) if _named(line, identity or ()) not in replaced
        ]
        merged[key] = kept + value
    return merged


def _kept(beneath: Lines, own: Lines, identity: Sequence[str] | None) -> Lines:
    """The lines of the profile beneath that no own line replaces."""
    if identity is None:
        return beneath
    replaced = [_named(line, identity) for line in own]
    return [line for line in beneath if _named(line, identity) not in replaced]


def _named(line: Mapping[str, Any], identity: Sequence[str]) -> tuple[Any, ...]:
    return tuple(line.get(name) for name in identity)


def _without(beneath: dict[str, Any], rules: Sequence[str], path: Path) -> dict[str, Any]:
    known = {rule for lines in beneath.values() for rule in _rules(lines)}
    for rule in rules:
        if rule not in known:
            near = _near(rule, sorted(known))
            raise UsageError(f"The profile {path.name}: without: there is no rule '{rule}'.{near}")
    return {
        key: [line for line in value if not set(_rules([line])) & set(rules)]
        if isinstance(value, list)
        else value
        for key, value in beneath.items()
    }


def _rules(lines: object) -> list[str]:
    """The rules that a list of lines names; of anything else, none."""
    named: list[str] = []
    for line in lines if isinstance(lines, list) else []:
        rule = line.get("rule", []) if isinstance(line, dict) else []
        named += [rule] if isinstance(rule, str) else rule
    return named


def _validated(values: Mapping[str, Any], path: Path) -> Profile:
    try:
        return Profile.model_validate(values)
    except ValidationError as errors:
        raise UsageError(f"The profile {path.name}: {_complaint(_first(errors))}") from None


def _first(errors: ValidationError) -> Any:  # noqa: ANN401  (pydantic's own type holds Any)
    """The error to report: a misspelled key before the key that is missing because of it."""
    return min(errors.errors(), key=lambda error: error["type"] != "extra_forbidden")


def _complaint(error: Any) -> str:  # noqa: ANN401
    place = tuple(part for part in error["loc"])
    if error["type"] == "extra_forbidden":
        known = _keys(place[:-1])
        return f"{_where(place[:-1])}'{place[-1]}' is unknown.{_near(str(place[-1]), known)}"
    if error["type"] == "missing":
        return f"{_where(place[:-1])}{place[-1]} is missing."
    return f"{_where(place)}{error['msg'].removeprefix('Value error, ')}."


def _where(place: Sequence[str | int]) -> str:
    """``need 3, level: ``, counted from 1; empty for the file itself."""
    if not place:
        return ""
    head = (
        f"{place[0]} {place[1] + 1}" if len(place) > 1 and isinstance(place[1], int) else place[0]
    )
    return f"{', '.join([str(head), *(str(p) for p in place[2:])])}: "


def _keys(place: Sequence[str | int]) -> list[str]:
    """The keys that may stand at a place of the file."""
    model: type[BaseModel] = Profile
    if place:
        field = next(f for n, f in Profile.model_fields.items() if place[0] in (n, f.alias))
        model = get_args(field.annotation)[0]
    keys = [str(field.alias or name) for name, field in model.model_fields.items()]
    return keys if place else [*keys, "extend", "without"]


def _near(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f" Did you mean {near[0]}?" if near else f" Known are {', '.join(known)}."
