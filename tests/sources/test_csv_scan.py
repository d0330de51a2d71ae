"""What a file's bytes show, chunk by chunk, beside a second reader that goes by each byte."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster_lint.sources.csv_scan import Scan
from roster_lint.sources.spelling import GuidScan, SpellingScan

Looks = type[GuidScan | SpellingScan]
BYTES = st.sampled_from([b'"', b'"', b'""', b",", b",", b"\n", b"\r\n", b"\r", b"a", b" ", b"\t"])
TEXTS = st.builds(
    lambda mark, pieces: (codecs.BOM_UTF8 if mark else b"") + b"".join(pieces),
    st.booleans(),
    st.lists(BYTES, max_size=16),
)


def scanned(text: bytes, size: int, looks: Looks | None = None) -> Scan:
    scan = Scan(b",", None if looks is None else looks(b","))
    for begin in range(0, len(text), size):
        scan.add(text[begin : begin + size])
    return scan


def has_stray_quote(text: bytes) -> bool:
    """Whether text stands before a mark that opens a value, or behind one that closes it."""
    text = text.removeprefix(codecs.BOM_UTF8)
    beside = {b"", b",", b"\n", b"\r", b'"'}
    inside = False
    for place in range(len(text)):
        if text[place : place + 1] == b'"':
            next_to = text[place + 1 : place + 2] if inside else text[max(place - 1, 0) : place]
            if next_to not in beside:
                return True
            inside = not inside
    return False


def delimiters_outside(text: bytes) -> int:
    return sum(piece.count(b",") for piece in text.split(b'"')[::2])


@given(TEXTS, st.sampled_from([1, 2, 3, 5, 1000]), st.sampled_from([None, GuidScan, SpellingScan]))
def test_marks_and_delimiters_are_the_same_whatever_the_chunks(
    text: bytes, size: int, looks: Looks | None
) -> None:
    # No chunk ends right behind a byte order mark: they are far larger.
    scan = scanned(text, 1000 if text.startswith(codecs.BOM_UTF8) else size, looks)
    assert scan.lines == text.count(b"\n")
    assert (scan.carriage_returns, scan.pairs) == (text.count(b"\r"), text.count(b"\r\n"))
    assert scan.stray_quotes == has_stray_quote(text)
    assert scan.unquoted == delimiters_outside(text)
    assert scan.delimiters == text.count(b",")
    assert scan.quotes == (b'"' in text)


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "is_stray"),
    [
        (b'a,"b",c\n', False),
        (b'"a"\r\n"b"\r\n', False),
        (b'a,"say ""b""",c\n', False),
        (b'a,"""b""",c\n', False),
        (b'a,b"c,d\n', True),
        (b'a,"b"c,d\n', True),
        (b'a, "b",d\n', True),
        (b'a,"b" ,d\n', True),
    ],
)
def test_a_mark_belongs_at_the_ends_of_a_value(text: bytes, is_stray: bool, size: int) -> None:
    assert scanned(text, size).stray_quotes == is_stray
    assert scanned(text, size).of(Path("users.csv")).stray_quotes == is_stray
