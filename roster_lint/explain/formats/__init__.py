"""An explanation, for people and for programs."""

from roster_lint.explain.formats.json import write_json
from roster_lint.explain.formats.text import write_text

__all__ = ["write_json", "write_text"]
