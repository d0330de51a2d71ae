"""Bars: blocks where the terminal can draw them, ``#`` and ``-`` elsewhere."""

from rich.text import Text

FULL, LOST = "\u2588", "\u2591"
"""What a bar is made of: for those that sync, and for those that are lost."""

_WIDTH = 24
_PLAIN = str.maketrans({FULL: "#", LOST: "-"})


def bar(part: int, whole: int, mark: str, style: str, width: int = _WIDTH) -> Text:
    """A bar as long as the part is of the whole; any part at all is seen."""
    if part == 0 or whole == 0:
        return Text("")
    return Text(mark * max(1, part * width // whole), style=style)


def undrawn(text: str) -> str:
    """A bar in characters that every stream can take; any other text as it is."""
    return text.translate(_PLAIN) if not text.strip(f"{FULL}{LOST} ") else text
