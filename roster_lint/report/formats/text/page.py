"""The few shapes that the text report is made of, and what every line passes on its way out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from roster_lint.report.formats.text.bars import FULL, PARTS, undrawn
from roster_lint.report.formats.text.links import Links, linked, takes_links

BLANK = Text("")

_NARROWEST = 20

_LOOKALIKES = str.maketrans(
    {"…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}
)


@dataclass(frozen=True)
class Hanging:
    """A text beside a label, whose further lines begin where the first did."""

    label: Text
    text: Text
    indent: int
    label_width: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the segments of line after line."""
        width = self.indent + self.label_width
        gap = " " * (self.label_width - len(self.label))
        beside = Text.assemble(" " * self.indent, self.label, gap)
        # Wrapped by hand: a table a line would take minutes for a hundred thousand findings.
        for line in self.text.wrap(console, max(options.max_width - width, _NARROWEST)) or [BLANK]:
            yield from (beside + line).render(console, end="\n")
            beside = Text(" " * width)


Block = Text | Hanging | Table


@dataclass(frozen=True)
class Page:
    """A block without spaces at the ends of its lines, in characters that the stream can take.

    On a terminal that takes them, codes of checks are links.
    """

    block: Block
    links: Links = field(default_factory=dict)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the block's segments, line by line."""
        links = self.links if takes_links(console) else {}
        draws = console.is_terminal and not console.legacy_windows and _takes(FULL, options)
        in_parts = draws and _takes(PARTS, options)
        for line in Segment.split_lines(console.render(self.block, options)):
            drawn = line if in_parts else [_undrawn(segment, blocks=draws) for segment in line]
            for segment in _stripped(drawn):
                shown = Segment(_encodable(segment.text, options.encoding), segment.style)
                yield from linked(shown, links)
            yield Segment.line()


def _undrawn(segment: Segment, *, blocks: bool) -> Segment:
    return Segment(undrawn(segment.text, blocks=blocks), segment.style, segment.control)


def _stripped(line: Iterable[Segment]) -> list[Segment]:
    segments = [s for s in line if not s.control]
    while segments and not segments[-1].text.strip():
        segments.pop()
    if segments:
        last = segments[-1]
        segments[-1] = Segment(last.text.rstrip(), last.style)
    return segments


def _takes(text: str, options: ConsoleOptions) -> bool:
    try:
        text.encode(options.encoding)
    except UnicodeEncodeError:
        return False
    return True


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_LOOKALIKES).encode(encoding, errors="replace").decode(encoding)
    return text


def heading(title: str) -> list[Block]:
    """A section's title with a blank line before it."""
    return [BLANK, Text(title, style="bold")]


def indented(text: Text, by: int) -> Hanging:
    """A paragraph moved to the right, its further lines too."""
    return Hanging(BLANK, text, by, 0)


def bullet(text: Text, *, indent: int = 2) -> Hanging:
    """One item of a list."""
    return Hanging(Text("-"), text, indent, 2)


def bullets(texts: Iterable[Text], *, indent: int = 2) -> Iterator[Hanging]:
    """A list, made an item at a time."""
    return (bullet(text, indent=indent) for text in texts)


def labelled(label: str, text: Text, *, width: int, indent: int = 0) -> Hanging:
    """A text with a label in a column of its own, ``width`` wide with the gap after it."""
    return Hanging(Text(label, style="dim"), text, indent, width)
