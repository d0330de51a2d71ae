"""A run in a pipeline: the variable CI is set, as GitHub, GitLab and all others do.

What such a run prints and writes is read by more people than the one who set it up. So it holds
personal data only where a flag on the command line asks for it, which stands in the job's own
text; a settings file or a variable, which act unseen, is not enough.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from roster_lint.settings.layers import Layer

_UNSET = frozenset(("", "0", "false", "no", "off"))

PERSONAL = ("show_personal_data", "worklists", "workbook", "missing")
"""The settings by which names are printed or written."""

_WITH: Mapping[str, str] = {"rosters": "missing"}
"""What means nothing without one of these."""

Place = TypeVar("Place", bound=str)


def in_pipeline(environ: Mapping[str, str] | None = None) -> bool:
    """Whether CI is set, and not to a word that means no.

    Args:
        environ: the environment's variables; those of this process where absent.
    """
    value = (os.environ if environ is None else environ).get("CI", "")
    return value.strip().casefold() not in _UNSET


def plain_unless_asked() -> bool:
    """Whether color is off unless asked for: in a pipeline without FORCE_COLOR."""
    return in_pipeline() and not os.environ.get("FORCE_COLOR")


def personal_by_flag_alone(
    layers: Mapping[Place, "Layer"],
) -> tuple[dict[Place, "Layer"], list[str]]:
    """The layers as they apply in a pipeline.

    Args:
        layers: by what they are: ``flag``, ``environment``, ``file``.

    Returns:
        The same, with settings that ask for personal data only in flags; and where each removed one
        was set.
    """
    flags = layers["flag"].values if "flag" in layers else {}  # type: ignore[index]
    heeded: dict[Place, Layer] = {}
    places: list[str] = []
    for name, layer in layers.items():
        out = [] if name == "flag" else [key for key in PERSONAL if _asks(key, layer.values)]
        places += [layer.labels[key] for key in out if key not in flags]
        lost = {key for key, needs in _WITH.items() if needs in out and needs not in flags}
        kept = {key: v for key, v in layer.values.items() if key not in {*out, *lost}}
        heeded[name] = replace(layer, values=kept)
    return heeded, places


def _asks(key: str, values: Mapping[str, object]) -> bool:
    """Whether a file or a variable asks for it: any value does but a no, where that can be said."""
    if key != "show_personal_data":
        return key in values
    return str(values.get(key, "")).strip().casefold() not in {*_UNSET, "f", "n"}


def notice(places: list[str]) -> str:
    """What to say about settings that are ignored."""
    are = "is" if len(places) == 1 else "are"
    return (
        f"{', '.join(places)} {are} ignored, since the variable CI is set: in a pipeline only a "
        "flag asks for personal data."
    )
