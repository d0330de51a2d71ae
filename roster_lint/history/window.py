"""JSON values one at a time from a text stream, so that a large file never stands in memory."""

import json
import re
from typing import Any, NoReturn, TextIO

_CHUNK = 1 << 16
_LARGEST = 256 << 20
"""How many characters one value may have; a file that is torn is not read further than that."""

_BLANK = frozenset(("", " ", "\t", "\n", "\r"))
_BLANKS = re.compile(r"[ \t\n\r]*")


class NotJson(ValueError):
    """What was read is no JSON, or is not whole.

    Attributes:
        at_end: the text ended where it had to go on.
    """

    def __init__(self, *, at_end: bool) -> None:
        super().__init__("torn" if at_end else "no JSON")
        self.at_end = at_end


class Window:
    """The part of a text stream that is being read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no blank, which stays; empty at the end."""
        while True:
            # Mostly there is none.
            if self._text[self._at : self._at + 1] in _BLANK:
                found = _BLANKS.match(self._text, self._at)
                assert found is not None
                self._at = found.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._read(_CHUNK)

    def take(self, character: str) -> bool:
        """Whether the next character is this one, which is passed then."""
        is_next = self.peek() == character
        self._at += is_next
        return is_next

    def expect(self, character: str) -> None:
        """Passes the character; raises NotJson where another one stands there."""
        if not self.take(character):
            raise NotJson(at_end=not self.peek())

    def value(self) -> Any:  # noqa: ANN401  (whatever JSON holds)
        """The next value, whole.

        Raises:
            NotJson: there is none, or it is larger than any report's.
            UnicodeDecodeError: the stream's bytes are no text of its encoding.
        """
        self.peek()
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except json.JSONDecodeError:
                self._read_on()
                continue
            except (ValueError, RecursionError):
                raise NotJson(at_end=False) from None
            # A number may go on behind what has been read.
            if self._ended or end < len(self._text):
                self._at = end
                return value
            self._read(_CHUNK)

    def _read_on(self) -> None:
        """Reads as much again as the value has so far, so that a long one is not tried often."""
        held = len(self._text) - self._at
        if self._ended or held > _LARGEST:
            raise NotJson(at_end=self._ended)
        self._read(max(_CHUNK, held))

    def _read(self, size: int) -> None:
        more = self._stream.read(size)
        self._ended = not more
        self._text = self._text[self._at :] + more
        self._at = 0


def _no_number(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")


_decode = json.JSONDecoder(parse_constant=_no_number).raw_decode
