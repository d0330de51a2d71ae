"""No setting takes what is no plain number within its bounds, wherever it stands."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from roster_lint.cli.options import RunOptions
from roster_lint.errors import UsageError
from roster_lint.settings.loader import load_settings
from roster_lint.settings.settings import Settings
from roster_lint.settings.values import (
    Amount,
    Concurrency,
    Count,
    Day,
    Memory,
    PageSize,
    Seconds,
    Year,
)

NUMBERS = (Amount, Concurrency, Count, Day, Memory, PageSize, Seconds, Year)
TABLES = ("tolerance", "diff_limits")
BARE = (int, float, date, complex)

# As TOML has them, so that the file is read as it is.
NEVER = [
    *('"nan"', '"nan%"', '"NaN"', '"inf"', '"inf%"', '"-inf"', '"infinity"', "nan", "inf", "-inf"),
    *('""', '" "', '"%"', '"-1"', '"-1%"', "-1", "-0.5", '"101%"', '"1e1%"', '"1e400"', "1e400"),
    *('"5%%"', '"%5"', '"0x5"', '"1_0"', '"1_0%"', '"٣"', '"٣%"', '"1,5%"', '"+5"', '"five"'),
    *("true", "false", "[]", "[5]", "{ a = 5 }", "07:30:00", '"-2GB"', '"nanGB"', '"infGB"'),
    *('"80%%"', '"2 GB 3"', '"0GB"', '"99MB"', '"9999999TB"', '"1e3GB"', '"2GBB"', '"GB"'),
    *(f'"{"9" * 30}"', f'"{"9" * 30}%"', f'"{"9" * 30}GB"', '"5\\u0000"', '"0001-01-01"'),
]


def parts(hint: object) -> Iterator[object]:
    """A type and all that it is made of."""
    yield hint
    for part in get_args(hint):
        yield from parts(part)


def numeric() -> dict[str, Any]:
    """The settings that hold a number, with its kind."""
    hints = get_type_hints(Settings, include_extras=True)
    found: dict[str, Any] = {}
    for name, hint in hints.items():
        kinds = [
            kind for kind in NUMBERS if any(part is kind or part == kind for part in parts(hint))
        ]
        if kinds:
            found[name] = kinds[0]
    return found


def test_every_number_is_of_a_kind_that_is_judged_here() -> None:
    names = set(numeric())
    assert {"year", "as_of", "show", "check_seconds", "memory", "dangling_share"} <= names
    assert {"tolerance", "unscheduled_share", "mass_end_share"} <= names
    for name, hint in get_type_hints(Settings, include_extras=False).items():
        bare = any(part is kind for part in parts(hint) for kind in BARE)
        assert not bare or name in names, name


@pytest.mark.parametrize("name", numeric())
def test_what_is_no_number_is_refused_in_the_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "roster-lint.toml"
    for written in NEVER:
        key = f"{name} = {{ UN001 = {written} }}" if name in TABLES else f"{name} = {written}"
        path.write_text(key, encoding="utf-8")
        with pytest.raises(UsageError) as refused:
            load_settings({}, path, {}, tmp_path)
        said = str(refused.value)
        assert ("UN001" if name in TABLES else name) in said and "line 1" in said, said
        assert "must be" in said and said.endswith("."), said


@pytest.mark.parametrize("name", numeric())
def test_what_is_no_number_is_refused_in_a_variable_or_flag(tmp_path: Path, name: str) -> None:
    texts = [tomllib.loads(f"x = {written}")["x"] for written in NEVER if written[0] == '"']
    for text in texts:
        places: list[tuple[dict[str, object], dict[str, str]]] = []
        if text.strip():  # a blank variable is one that is not set
            value = f"UN001={text}" if name in TABLES else text
            places.append(({}, {f"ROSTER_LINT_{name.upper()}": value}))
        if name in RunOptions.__dataclass_fields__:
            places.append(({name: text}, {}))
        for flags, environ in places:
            with pytest.raises(UsageError, match=name.upper() if environ else "--"):
                load_settings(flags, None, environ, tmp_path)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("year", ["2027", '"2027"', "1900", "2199"]),
        ("as_of", ["2026-08-10", '"2026-08-10"', '"2199-12-31"']),
        ("show", ["0", "3", '"all"', '" 12 "', "999999999"]),
        ("check_seconds", ["0.5", "60", '"60"', "86400"]),
        ("memory", ['"2GB"', '"500MB"', '"1.5 GiB"', '"2 gb"', '"100MB"', '"1TB"']),
        ("unscheduled_share", ['"0%"', '"100%"', '"2.5%"', '"2 %"', "0", "7", "7.5", '"150"']),
    ],
)
def test_plain_numbers_are_taken(tmp_path: Path, name: str, values: list[str]) -> None:
    path = tmp_path / "roster-lint.toml"
    for written in values:
        path.write_text(f"{name} = {written}", encoding="utf-8")
        assert getattr(load_settings({}, path, {}, tmp_path), name) is not None
