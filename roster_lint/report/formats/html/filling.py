"""What all pages have in common: a template that escapes, and a policy that lets nothing load."""

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from roster_lint.report.formats.text.wording import counted, number, plain, share

_HERE = "roster_lint.report.formats.html"


def environment_of(package: str) -> Environment:
    """The templates of a package's folder ``template``, in which text from data stays text.

    What all pages begin and end with is ``base.html`` beside this module.
    """
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(one, "template") for one in (package, _HERE)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"number": number, "counted": counted, "share": share}
    return environment


def _shown(value: object) -> object:
    """Text from data without invisible characters; what is marked as markup stays."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def text_of(package: str, name: str) -> str:
    """The text of a file in a package's folder ``template``."""
    return (files(package) / "template" / name).read_text(encoding="utf-8")


def assets(style: str, script: str | None = None) -> Mapping[str, Markup]:
    """The styles, the script, and the policy that allows these two and nothing else."""
    parts = {"style": Markup(style), "policy": policy_of(style, script)}
    return parts if script is None else parts | {"script": Markup(script)}


def policy_of(style: str, script: str | None = None) -> Markup:
    """The Content-Security-Policy that allows a page its own style and script, and no request."""
    scripts = f"script-src '{_digest(script)}'; " if script is not None else ""
    return Markup(
        f"default-src 'none'; style-src '{_digest(style)}'; {scripts}base-uri 'none'; "
        "form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
