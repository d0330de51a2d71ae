"""What a file's bytes alone prove about its values, so the engine need not test each of them.

Searching a whole file for a few bytes costs far less than testing every value, and in most exports
all values pass.
"""

import string
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

_DIGITS = b"0123456789-\r\n"
_OF_GUIDS = f"{string.ascii_letters}{string.digits}._/@-".encode()
_MOST_OTHERS = 12
_NO_BREAK_SPACE = "\u00a0".encode()
_LONGEST = len(b",NULL")


@dataclass(frozen=True)
class Spelling:
    """How the values of a file are written; without proof, nothing is known of them.

    Attributes:
        tidy: no value has white space around it, begins with NULL or is in quotation marks.
        digits: every value consists of digits and hyphens.
        others: all characters of ASCII that some value has and no GUID of OneRoster, such as a
            blank; None where that is not known.
        ascii: no value has a character beyond ASCII.
    """

    tidy: bool = False
    digits: bool = False
    others: str | None = None
    ascii: bool = False


ANY = Spelling()
"""For values that were not looked at."""


class LooksAtValues(Protocol):
    """Looks at a file's text, chunk by chunk."""

    def add(self, chunk: bytes) -> bytes:
        """Takes the next piece of the text.

        Returns:
            What is enough of it to count delimiters, quotation marks and line ends: all of these in
            their order, among any of the other bytes.
        """

    def found(self, ends_in_marks: Collection[bytes]) -> Spelling:
        """What holds for all values, once the whole text was added.

        Args:
            ends_in_marks: which of the bytes that end a value or a line can stand in one, since it
                is in quotation marks.
        """


class GuidScan:
    """Looks for the characters in a file that no GUID of OneRoster has: mostly a few, often.

    To look for each of a few in a value costs far less than to hold the value against a pattern.
    """

    def __init__(self, delimiter: bytes) -> None:
        """Begins a file whose values are separated by the delimiter, one byte."""
        self._ends = delimiter + b"\r\n"
        self._marks = self._ends + b'"'
        # A delimiter can be a character of GUIDs.
        self._seen = _OF_GUIDS.translate(None, self._marks)
        self._others: set[int] = set()
        self._is_over = False
        self._in_header = True

    def add(self, chunk: bytes) -> bytes:
        """Takes the next piece of the text; returns its marks, as ``LooksAtValues`` has it."""
        if self._in_header:
            header, end, rows = chunk.partition(b"\n")
            self._in_header = not end
            return header + end + self.add(rows) if end else chunk
        if self._is_over:
            return chunk
        found = chunk.translate(None, self._seen)
        if b'"' in found:
            self._others.add(ord('"'))
        if new := set(found.translate(None, self._marks)):
            self._others |= new
            self._seen += bytes(new)
            self._is_over = len(self._in_ascii) > _MOST_OTHERS
        return found

    @property
    def _in_ascii(self) -> set[int]:
        return {byte for byte in self._others if byte < 128}

    def found(self, ends_in_marks: Collection[bytes]) -> Spelling:
        """What holds for all values, as ``LooksAtValues`` has it."""
        if self._is_over:
            return ANY
        others = self._in_ascii.union(*ends_in_marks)
        return Spelling(
            others=bytes(sorted(others)).decode(), ascii=self._others.issubset(range(128))
        )


class SpellingScan:
    """Looks at a file's text, chunk by chunk, for what a Campus table's values are written like.

    Python finds a single byte many times faster than two: so it is asked first whether a chunk has
    the bytes at all that could make a value untidy.
    """

    def __init__(self, delimiter: bytes) -> None:
        """Begins a file whose values are separated by the delimiter, one byte."""
        self._blanks = tuple(b for b in (b" ", b"\t") if b != delimiter)
        ends = delimiter + b"\r\n"
        blanks = b"".join(self._blanks)
        # Two pairs are looked for in place of ten.
        self._alike = bytes.maketrans(ends + blanks, b"," * len(ends) + b" " * len(blanks))
        self._nulls = (delimiter + b"NULL", b"\nNULL")
        self._digits = _DIGITS + delimiter
        self._tidy = self._only_digits = True
        self._tail = b"\n"
        self._in_header = True

    def add(self, chunk: bytes) -> bytes:
        """Takes the next piece of the text, and returns it."""
        if self._tidy:
            self._tidy = self._is_tidy(self._tail + chunk[:_LONGEST]) and self._is_tidy(chunk)
        if self._only_digits:
            rows = chunk.partition(b"\n")[2] if self._in_header else chunk
            self._only_digits = not rows.translate(None, self._digits)
        self._in_header = False
        self._tail = (self._tail + chunk)[-_LONGEST:]
        return chunk

    def _is_tidy(self, text: bytes) -> bool:
        # Other white space is too rare to ask where in a value it stands.
        if any(byte in text for byte in (b'"', b"\x0b", b"\x0c")):
            return False
        if b"\xa0" in text and _NO_BREAK_SPACE in text:
            return False
        if any(blank in text for blank in self._blanks):
            alike = text.translate(self._alike)
            if b" ," in alike or b", " in alike:
                return False
        may_be_null = all(letter in text for letter in (b"N", b"U", b"L")) and b"NULL" in text
        return not (may_be_null and any(null in text for null in self._nulls))

    def found(self, ends_in_marks: Collection[bytes]) -> Spelling:
        """What holds for all values, as ``LooksAtValues`` has it; with marks none is tidy."""
        del ends_in_marks
        return Spelling(self._tidy and not self._tail.endswith((b" ", b"\t")), self._only_digits)
