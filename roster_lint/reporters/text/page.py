"""The few shapes that the text report is made of, and what every line passes on its way out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

Block = Text | Padding | Table

BLANK = Text("")

_LOOKALIKES = str.maketrans(
    {"…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}
)


@dataclass(frozen=True)
class Page:
    """A block without spaces at the ends of its lines, in characters that the stream can take."""

    block: Block

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the block's segments, line by line."""
        for line in Segment.split_lines(console.render(self.block, options)):
            for segment in _stripped(line):
                yield Segment(_encodable(segment.text, options.encoding), segment.style)
            yield Segment.line()


def _stripped(line: Iterable[Segment]) -> list[Segment]:
    segments = [s for s in line if not s.control]
    while segments and not segments[-1].text.strip():
        segments.pop()
    if segments:
        last = segments[-1]
        segments[-1] = Segment(last.text.rstrip(), last.style)
    return segments


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_LOOKALIKES).encode(encoding, errors="replace").decode(encoding)
    return text


def heading(title: str) -> list[Block]:
    """A section's title with a blank line before it."""
    return [BLANK, Text(title, style="bold")]


def indented(text: Text, by: int) -> Padding:
    """A paragraph moved to the right, its further lines too."""
    return Padding(text, (0, 0, 0, by))


def labelled(rows: Sequence[tuple[str, Text]], *, indent: int = 0) -> Padding:
    """Short labels in one column, texts that wrap within the other."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for label, text in rows:
        grid.add_row(Text(label, style="dim"), text)
    return Padding(grid, (0, 0, 0, indent))


def bullets(texts: Iterable[Text], *, indent: int = 2) -> Padding:
    """A list whose items wrap under themselves."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for text in texts:
        grid.add_row(Text("-"), text)
    return Padding(grid, (0, 0, 0, indent))
