"""What a CSV file's bytes show without the engine: lines, delimiters, quotation marks."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from roster_lint.sources.spelling import ANY, LooksAtValues, Spelling


@dataclass(frozen=True)
class Prepared:
    """A file that the engine can read.

    Attributes:
        path: the file itself, or a rewritten copy.
        lines: how many lines it has, a last one without a line end included.
        delimiters: how often the delimiter stands in it.
        unquoted: how often it does outside of quotation marks, taking each mark for one.
        quotes: whether any quotation mark does.
        stray_quotes: whether a mark neither begins nor ends a value, nor is doubled.
        bare_returns: how many lines end with a carriage return alone.
        spelling: what is known of all of its values.
    """

    path: Path
    lines: int
    delimiters: int
    unquoted: int
    quotes: bool
    stray_quotes: bool = False
    bare_returns: int = 0
    spelling: Spelling = ANY


@dataclass
class Scan:
    """Counts of a file that is added chunk by chunk, and what holds for its values, if asked."""

    delimiter: bytes
    spelling: LooksAtValues | None = None
    lines: int = 0
    delimiters: int = 0
    unquoted: int = 0
    quotes: bool = False
    stray_quotes: bool = False
    inside: bool = False
    carriage_returns: int = 0
    pairs: int = 0
    bare_returns: int = 0
    last: bytes = b""

    def add(self, chunk: bytes) -> None:
        """Counts the next bytes of the file."""
        self.lines += chunk.count(b"\n")
        if self.spelling is not None:
            self.spelling.add(chunk)
        self._count_delimiters(chunk)
        if self.last == b"\r" and chunk[:1] == b"\n":
            self.pairs += 1
        # Counting is slow, and most files have none.
        if b"\r" in chunk:
            self.carriage_returns += chunk.count(b"\r")
            self.pairs += chunk.count(b"\r\n")
        self.last = chunk[-1:] or self.last

    def count_bare_returns(self, chunk: bytes) -> None:
        """Counts carriage returns that end a line alone; to be called before ``add``."""
        if b"\r" in chunk:
            outside = b'"'.join(chunk.split(b'"')[self.inside :: 2])
            self.bare_returns += outside.count(b"\r") - outside.count(b"\r\n")

    def _count_delimiters(self, chunk: bytes) -> None:
        found = chunk.count(self.delimiter)
        self.delimiters += found
        if b'"' in chunk:
            # Text is outside and inside by turns; a mark that is doubled changes nothing.
            self.quotes = True
            parts = chunk.split(b'"')
            outside = b'"'.join(parts[self.inside :: 2])
            found = outside.count(self.delimiter)
            was_inside = self.inside
            self.inside ^= len(parts) % 2 == 0
            self.stray_quotes |= self._is_astray(chunk, outside, was_inside)
        elif self.inside:
            found = 0
        self.unquoted += found

    def _is_astray(self, chunk: bytes, outside: bytes, was_inside: bool) -> bool:
        """Whether text outside of quotation marks meets a mark without a delimiter between them.

        Args:
            chunk: as it is in the file.
            outside: its text outside of the marks, with one mark for each quoted value.
            was_inside: the chunk begins inside a value.
        """
        if was_inside:
            outside = b'"' + outside
        elif not (self.last == b'"' and chunk.startswith(b'"')):
            # The byte before decides about the chunk's first.
            outside = self.last + outside
        if not self.last:
            outside = outside.removeprefix(codecs.BOM_UTF8)
        if self.inside:
            outside += b'"'
        # The slow test comes last: in most files a delimiter stands on either side of a value.
        if self._encloses(outside, (self.delimiter,)):
            return False
        # Doubled marks within a value are further gaps, with nothing between them.
        while b'""' in outside:
            outside = outside.replace(b'""', b'"')
        return not self._encloses(outside, (self.delimiter, b"\n", b"\r"))

    @staticmethod
    def _encloses(text: bytes, ends: Sequence[bytes]) -> bool:
        """Whether one of the ends, or the text's own, stands on either side of each mark."""
        marks = text.count(b'"')
        before = sum(text.count(end + b'"') for end in ends) + text.startswith(b'"')
        return before == marks and (
            sum(text.count(b'"' + end) for end in ends) + text.endswith(b'"') == marks
        )

    def of(self, path: Path) -> Prepared:
        """What was found, in a file that the engine can read."""
        lines = self.lines + (self.last not in (b"\n", b""))
        counts = (lines, self.delimiters, self.unquoted, self.quotes)
        spelling = ANY if self.spelling is None else self.spelling.found
        return Prepared(path, *counts, self.stray_quotes, self.bare_returns, spelling)

    @property
    def even(self) -> bool:
        """One kind of line end throughout, and one that the engine takes."""
        return self.carriage_returns in (0, self.pairs) and self.pairs in (0, self.lines)
