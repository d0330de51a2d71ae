"""What a file's bytes alone prove of its values, so that the engine need not ask each of them.

To look for a few bytes in a whole file costs a small part of asking every value by itself, and in
most exports all values pass.
"""

from dataclasses import dataclass

_DIGITS = b"0123456789-\r\n"


@dataclass(frozen=True)
class Spelling:
    """How the values of a file are written; without proof, nothing is known of them.

    Attributes:
        tidy: no value has white space around it, begins with NULL or is in quotation marks.
        digits: every value consists of digits and hyphens.
    """

    tidy: bool = False
    digits: bool = False


ANY = Spelling()
"""Of values that nobody has looked at."""


class SpellingScan:
    """Looks at a file's text, chunk by chunk."""

    def __init__(self, delimiter: bytes) -> None:
        """Begins a file whose values are separated by the delimiter, one byte."""
        blanks = [b for b in (b" ", b"\t") if b != delimiter]
        around = [pair for b in blanks for pair in (b + delimiter, delimiter + b)]
        ends = [pair for b in blanks for pair in (b + b"\n", b + b"\r", b"\n" + b)]
        nulls = [delimiter + b"NULL", b"\nNULL"]
        # The other white space is too rare to ask where in a value it stands. In UTF-8 the last one
        # is a non-breaking space.
        self._untidy = (b'"', *around, *ends, *nulls, b"\x0b", b"\x0c", b"\xc2\xa0")
        self._longest = max(map(len, self._untidy))
        self._digits = _DIGITS + delimiter
        self._tidy = self._only_digits = True
        self._tail = b"\n"
        self._in_header = True

    def add(self, chunk: bytes) -> None:
        """Takes the next piece of the text."""
        if self._tidy:
            seam = self._tail + chunk[: self._longest]
            self._tidy = not any(text in seam or text in chunk for text in self._untidy)
        if self._only_digits:
            rows = chunk.partition(b"\n")[2] if self._in_header else chunk
            self._only_digits = not rows.translate(None, self._digits)
        self._in_header = False
        self._tail = (self._tail + chunk)[-self._longest :]

    @property
    def found(self) -> Spelling:
        """What holds for all values, once the whole text was added."""
        return Spelling(self._tidy and not self._tail.endswith((b" ", b"\t")), self._only_digits)
