"""Bars: blocks, to an eighth of a column, where the terminal can draw them; else # and -."""

from rich.text import Text

FULL, LOST = "\u2588", "\u2591"
"""What a bar is made of: for those that sync, and for those that are lost."""

PARTS = "\u258f\u258e\u258d\u258c\u258b\u258a\u2589"
"""From one eighth of a column to seven."""

_WIDTH = 24
_MARKS = frozenset(f"{FULL}{LOST}{PARTS} ")
_PLAIN = str.maketrans({FULL: "#", LOST: "-"})
_WITHOUT_PARTS = str.maketrans(dict.fromkeys(PARTS, " "))


def bar(part: int, whole: int, mark: str, style: str, width: int = _WIDTH) -> Text:
    """A bar as long as the part is of the whole; any part at all is seen."""
    if part == 0 or whole == 0:
        return Text("")
    if mark != FULL:
        return Text(mark * max(1, part * width // whole), style=style)
    columns, eighths = divmod(max(1, part * width * 8 // whole), 8)
    return Text(mark * columns + PARTS[eighths - 1 : eighths], style=style)


def undrawn(text: str, *, blocks: bool) -> str:
    """A bar in characters that more streams can take; any other text as it is.

    Args:
        text: of one style, with blanks around it.
        blocks: whole blocks can be drawn, though no parts of them; else ``#`` and ``-``.
    """
    bare = text.strip()
    if not bare or not _MARKS.issuperset(bare):
        return text
    # What is less than a column is seen, too.
    whole = text.replace(bare, FULL) if bare in PARTS else text.translate(_WITHOUT_PARTS)
    return whole if blocks else whole.translate(_PLAIN)
