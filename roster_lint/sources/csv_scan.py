"""What a CSV file's bytes show without the engine: lines, delimiters, quotation marks."""

import codecs
from dataclasses import dataclass, field
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
    ends_in_marks: set[bytes] = field(default_factory=set)

    def add(self, chunk: bytes) -> None:
        """Counts the next bytes of the file."""
        marks = chunk if self.spelling is None else self.spelling.add(chunk)
        self.lines += marks.count(b"\n")
        self._count_delimiters(chunk, marks)
        if self.last == b"\r" and chunk[:1] == b"\n":
            self.pairs += 1
        # Counting is slow, and most files have none.
        if b"\r" in marks:
            self.carriage_returns += marks.count(b"\r")
            self.pairs += chunk.count(b"\r\n")
        self.last = chunk[-1:] or self.last

    def count_bare_returns(self, chunk: bytes) -> None:
        """Counts carriage returns that end a line alone; to be called before ``add``."""
        if b"\r" in chunk:
            outside = b'"'.join(chunk.split(b'"')[self.inside :: 2])
            self.bare_returns += outside.count(b"\r") - outside.count(b"\r\n")

    def _count_delimiters(self, chunk: bytes, marks: bytes) -> None:
        """Counts delimiters, and those outside of quotation marks; ``marks`` as LooksAtValues."""
        found = marks.count(self.delimiter)
        self.delimiters += found
        if b'"' in marks:
            # Text is outside and inside by turns; a mark that is doubled changes nothing.
            self.quotes = True
            parts = marks.split(b'"')
            text = b"".join(parts[self.inside :: 2])
            found = text.count(self.delimiter)
            self._note_ends_in_marks(marks, text)
            was_inside = self.inside
            self.inside ^= len(parts) % 2 == 0
            if not self.stray_quotes:
                outside = chunk.split(b'"')[was_inside::2]
                self.stray_quotes = self._is_astray(outside, was_inside)
        elif self.inside:
            found = 0
            self._note_ends_in_marks(marks, b"")
        elif self.last == b'"' and chunk:
            self.stray_quotes = self.stray_quotes or chunk[:1] not in self._ends
        self.unquoted += found

    def _note_ends_in_marks(self, text: bytes, outside: bytes) -> None:
        """Notes what ends a value or a line elsewhere, and stands in quotation marks here."""
        self.ends_in_marks |= {
            end
            for end in (self.delimiter, b"\n", b"\r")
            if end not in self.ends_in_marks and text.count(end) > outside.count(end)
        }

    @property
    def _ends(self) -> set[bytes]:
        """What may stand between a mark and the text beside it: nothing, or the end of a value."""
        return {b"", self.delimiter, b"\n", b"\r"}

    def _is_astray(self, outside: list[bytes], was_inside: bool) -> bool:
        """Whether text outside of quotation marks meets a mark without a delimiter between them.

        Between a doubled mark's two halves there is no text. Looking at the ends of each piece
        costs far less than searching all text for a mark beside something else.

        Args:
            outside: the pieces of a chunk's text outside of the marks, of which some may be empty.
            was_inside: the chunk begins inside a value, so that a mark stands before the first.
        """
        after_mark = outside if was_inside else outside[1:]
        before_mark = outside if self.inside else outside[:-1]
        if not was_inside:
            # The byte before decides about the chunk's first.
            first = outside[0] if self.last else outside[0].removeprefix(codecs.BOM_UTF8)
            if self.last == b'"':
                after_mark = [first, *after_mark]
            elif before_mark:
                before_mark = [first or self.last, *before_mark[1:]]
        return not (
            self._ends.issuperset({piece[:1] for piece in after_mark})
            and self._ends.issuperset({piece[-1:] for piece in before_mark})
        )

    def of(self, path: Path) -> Prepared:
        """What was found, in a file that the engine can read."""
        lines = self.lines + (self.last not in (b"\n", b""))
        counts = (lines, self.delimiters, self.unquoted, self.quotes)
        # With a mark astray nobody knows where the engine sees a value end.
        held = self._ends if self.stray_quotes else self.ends_in_marks
        spelling = ANY if self.spelling is None else self.spelling.found(held)
        return Prepared(path, *counts, self.stray_quotes, self.bare_returns, spelling)

    @property
    def even(self) -> bool:
        """One kind of line end throughout, and one that the engine takes."""
        return self.carriage_returns in (0, self.pairs) and self.pairs in (0, self.lines)
