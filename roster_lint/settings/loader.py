"""Where settings come from: roster-lint.toml, then ROSTER_LINT_* variables, then flags.

A later place beats an earlier one, key by key. Whatever is wrong with a value ends as a sentence
that names the key, the place it stands in and what is allowed there.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from roster_lint.errors import UsageError
from roster_lint.settings.layers import (
    FILE_NAME,
    KEYS,
    PREFIX,
    Layer,
    environment_layer,
    file_layer,
    flags_layer,
    refuse_secret,
)
from roster_lint.settings.pipeline import in_pipeline, notice, personal_by_flag_alone
from roster_lint.settings.problems import problems
from roster_lint.settings.settings import Settings

Origin = Literal["flag", "environment", "file", "default"]


@dataclass(frozen=True)
class Effective:
    """One setting of a run, and where it comes from.

    Attributes:
        key: as the file spells it.
        value: as the run has it.
        origin: where it stands.
        place: the flag, the variable, or the file and line; empty for a default.
    """

    key: str
    value: object
    origin: Origin
    place: str = ""


def load_settings(
    flags: Mapping[str, object],
    config: Path | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path = Path(),
    *,
    ambient: bool = True,
) -> Settings:
    """The settings of one run.

    Args:
        flags: settings by key; ``None`` and empty lists are flags that were not given.
        config: the configuration file; else the one that ROSTER_LINT_CONFIG names, else
            roster-lint.toml in the folder, where there is one.
        environ: the environment variables; those of this process where absent.
        folder: what relative paths in flags and variables are relative to. Those in the file
            are relative to the file's folder.
        ambient: whether to read the variables, and a file that nobody named, at all.

    Raises:
        UsageError: an unknown key or variable, a wrong value, or a file that cannot be read.
    """
    return _settings(_layers(flags, config, environ, folder, ambient=ambient))


def effective_settings(
    flags: Mapping[str, object],
    config: Path | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path = Path(),
) -> list[Effective]:
    """Every setting of a run with the place that it comes from, in the order of ``Settings``.

    The arguments and errors are those of ``load_settings``.
    """
    layers = _layers(flags, config, environ, folder)
    settings = _settings(layers)
    fields = zip(KEYS, Settings.model_fields, strict=True)
    return [_effective(key, getattr(settings, name), layers) for key, name in fields]


def _effective(key: str, value: object, layers: Mapping[Origin, Layer]) -> Effective:
    for origin, layer in layers.items():
        if key in layer.values:
            return Effective(key, value, origin, layer.places[key])
    return Effective(key, value, "default")


def _layers(
    flags: Mapping[str, object],
    config: Path | None,
    environ: Mapping[str, str] | None,
    folder: Path,
    *,
    ambient: bool = True,
) -> dict[Origin, Layer]:
    """The layers, the strongest first."""
    said = os.environ if environ is None else environ
    environ = said if ambient else {}
    path = _config_file(config, environ, folder) if ambient or config else None
    layers: dict[Origin, Layer] = {
        "flag": flags_layer(flags, folder),
        "environment": environment_layer(environ, folder),
        "file": file_layer(path) if path is not None else Layer({}, {}, {}),
    }
    if in_pipeline(said):
        layers, taken_out = personal_by_flag_alone(layers)
        if taken_out:
            sys.stderr.write(f"roster-lint: {notice(taken_out)}\n")
    return layers


def _settings(layers: dict[Origin, Layer]) -> Settings:
    values: dict[str, Any] = {name: layer.values for name, layer in layers.items()}
    try:
        if not layers["environment"].values and not layers["file"].values:
            return Settings.model_validate(values["flag"])
        # What merges them is slow to import, and many a run has but flags.
        from roster_lint.settings.merged import Merged

        merged = Merged(**values)
    except ValidationError as error:
        labels = {
            key: label for layer in reversed(layers.values()) for key, label in layer.labels.items()
        }
        raise UsageError(problems(error, labels)) from None
    return Settings.model_validate(merged.model_dump(by_alias=True, exclude_unset=True))


def settings_file(config: Path | None = None) -> Path | None:
    """The file that ``load_settings`` reads in this process, where there is one.

    Args:
        config: the configuration file, if a flag names one.
    """
    try:
        return _config_file(config, os.environ, Path())
    except UsageError:
        return None


def _config_file(config: Path | None, environ: Mapping[str, str], folder: Path) -> Path | None:
    named = config if config is not None else environ.get(f"{PREFIX}CONFIG") or None
    if named is None:
        path = folder / FILE_NAME
        return path if path.exists() else None
    place = "--config" if config is not None else f"{PREFIX}CONFIG"
    refuse_secret(named, place)
    path = folder / Path(named).expanduser()
    if not path.exists():
        raise UsageError(f"{place}: there is no file '{path}'.")
    return path
