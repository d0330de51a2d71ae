"""That the OneRoster version of the connection is not set, and what that may change."""

from collections.abc import Mapping

from rich.text import Text

from roster_lint.report.counts import OtherVersion
from roster_lint.report.formats.text.wording import counted, listed, plain

_NOUNS: Mapping[str, str] = {
    "student": "more student",
    "teacher": "more teacher",
    "staff": "more non-teacher staff member",
    "guardian": "more guardian",
    "relative": "more relative",
}
_WHERE = "look at the connection in Digital Learning Applications Configuration"


def version_words(oneroster: str, *, is_set: bool) -> str:
    """``1.2``, or ``1.1 (not set)`` where it is only assumed."""
    return oneroster if is_set else f"{oneroster} (not set)"


def not_set(judged: str, other: OtherVersion, *, on_terminal: bool) -> Text:
    """Which version the run assumed, and what the other one would change.

    Args:
        judged: the version that the run assumed.
        other: what the other one would change.
        on_terminal: the reader can set the version for good.
    """
    sentences = [f"Judged as OneRoster {version_words(judged, is_set=False)}{_but(other)}."]
    sentences.append(f"{_change(other)}.")
    if on_terminal:
        sentences.append(
            f'To set it for good, write oneroster = "{judged}" or "{other.oneroster}" into '
            "roster-lint.toml; roster-lint init asks for it."
        )
    matters = other.judged_excluded_by or any((other.more or {}).values())
    return Text(plain(" ".join(sentences)), style="bold yellow" if matters else "")


def _but(other: OtherVersion) -> str:
    vendors = list(other.judged_excluded_by.values())
    if not vendors:
        return ""
    are = "is" if len(vendors) == 1 else "are"
    return f", but {listed(vendors)} {are} documented for {other.oneroster} only"


def _change(other: OtherVersion) -> str:
    if other.more is None:
        return f"What {other.oneroster} would change is not known"
    more = [counted(number, _NOUNS[kind]) for kind, number in other.more.items() if number]
    would = f"Under {other.oneroster}, {listed(more)} would sync: {_WHERE}"
    if more:
        return would
    same = f"Under {other.oneroster} the same people would sync"
    return f"{same}: {_WHERE}" if other.judged_excluded_by else same
