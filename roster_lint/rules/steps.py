"""How to fix what a check finds, step by step: taken from the check's ``fix`` and ``action``."""

import re
from collections.abc import Iterator

from roster_lint.checks.catalog import Check

_WORD = r"[A-Z][\w'-]*"
_PAGE = rf"{_WORD}(?: (?:& )?{_WORD})*(?: > {_WORD}(?: (?:& )?{_WORD})*)+"
_WHERE = re.compile(
    rf"(?P<pages>{_PAGE}(?:, or {_PAGE})*)(?: \((?P<aside>[^()]+)\))?(?:: (?P<what>.+))?"
)
_INSIDE = re.compile(rf" ?\((?P<page>{_PAGE})\)")


def fix_steps(check: Check) -> tuple[str, ...]:
    """The steps, a sentence each; the last one looks whether it is done."""
    return (*_steps_of(check.fix, check.action), f"Lint again: {again(check)}")


def again(check: Check) -> str:
    """The command that runs this check alone."""
    source = "DISTRICT.zip" if "campus" in check.sources else "BUNDLE.zip"
    vendor = " --vendor NAME" if check.topic in ("AC", "VN") else ""
    return f"roster-lint check {source} --select {check.code}{vendor}"


def _steps_of(fix: str, action: str) -> Iterator[str]:
    whole = _WHERE.fullmatch(fix)
    inside = _INSIDE.search(fix)
    if whole is not None:
        yield f"In Campus, open {whole['pages']}{_aside(whole['aside'])}."
        yield from _each(whole["what"] or action or "enter or correct what the message names")
    elif inside is not None:
        yield f"In Campus, open {inside['page']}."
        yield from _each(_INSIDE.sub("", fix, count=1))
    else:
        yield from _each(f"In Campus: {fix}" if re.match(_PAGE, fix) else fix)


def _aside(text: str | None) -> str:
    return f" ({text})" if text else ""


def _each(text: str) -> Iterator[str]:
    """A step for each part between semicolons; what follows an *or* is another way."""
    for part in text.split("; "):
        yield f"{part[:1].upper()}{part[1:]}."
