"""Sees to it that nothing from the data becomes markup or script, and that a page loads nothing."""

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from roster_lint.report.formats.text.wording import plain

_POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def safe_environment(loader: BaseLoader) -> Environment:
    """Where templates are filled: all that they are given is text, unless it is marked."""
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def part_of(package: str, name: str) -> str:
    """The text of a file in a package's folder ``template``."""
    return (files(package) / "template" / name).read_text(encoding="utf-8")


def assets(style: str, script: str) -> Mapping[str, Markup]:
    """The styles, the script, and the policy that allows these two and nothing else."""
    policy = _POLICY.format(style=_digest(style), script=_digest(script))
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}


def _shown(value: object) -> object:
    """Text from data without a character that is not seen; what is marked as markup stays."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
