"""Headers, encodings and line ends of one CSV file."""

import codecs
import io
from pathlib import Path

import pytest

from roster_lint.errors import SourceError
from roster_lint.sources import csv_file
from roster_lint.sources.csv_file import Header, prepare, read_header

KNOWN = frozenset({"personid", "email", "cellphone"})
CONTACTS = "personID,email\n1,a@example.org\n2,zoë@example.org\n"


def header(data: bytes) -> Header | None:
    return read_header(io.BytesIO(data), "Contact.csv", KNOWN)


def names(data: bytes) -> tuple[str, ...]:
    found = header(data)
    assert found is not None
    return found.names


@pytest.mark.parametrize(
    "data",
    [
        b"personID,email\n1,a@example.org\n",
        b"personID\temail\n",
        b"personID|email",
        b'"personID","email"\r\n',
        b'"personID", "email"\r',
        b" personID , email \n",
        codecs.BOM_UTF8 + b"personID,email\n",
        codecs.BOM_UTF8 + b'"personID","email"\n',
        codecs.BOM_UTF8 + b"\r\n\r\npersonID,email\r\n",
        b"\n   \npersonID,email\n",
        "personID,email\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "personID\temail\n".encode("utf-16-be"),
    ],
)
def test_a_header_is_read_in_many_dresses(data: bytes) -> None:
    assert names(data) == ("personID", "email")


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        (b"personID,email\n", ","),
        (b"personID\temail\n", "\t"),
        (b"personID|email\n", "|"),
        (b"personID|a,b,c,d|email\n", "|"),
        (b"note, longer\tpersonID\temail\n", "\t"),
        (b"personID\n", ","),
        (b"this,that\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_finds_the_contract_s_columns(
    line: bytes, delimiter: str
) -> None:
    found = header(line)
    assert found is not None and found.delimiter == delimiter


def test_a_column_without_a_name_gets_one_that_no_contract_has() -> None:
    assert names(b"personID,,email,\n") == ("personID", "(column 2)", "email", "(column 4)")


def test_a_quoted_name_can_hold_the_delimiter_and_a_line_break() -> None:
    assert names(b'personID,"a, b","c\nd",email\n1,2,3,4\n') == (
        "personID",
        "a, b",
        "c\nd",
        "email",
    )


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n \r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_has_no_header(data: bytes) -> None:
    assert header(data) is None


@pytest.mark.parametrize("line", [b"personID,email,email\n", b"personID,email,EMAIL \n"])
def test_a_column_named_twice_is_refused(line: bytes) -> None:
    with pytest.raises(SourceError, match=r"Contact\.csv: .* twice"):
        header(line)


@pytest.mark.parametrize(
    "data",
    [
        b'personID,"email\n1,a@example.org\n2,b@example.org\n',
        b'"personID,email\n',
        b'"personID"x,"email"\n',
        b'"' + b"x" * 200_000 + b'",email\n',
    ],
)
def test_a_torn_header_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"Contact\.csv: the header is no well-formed CSV"):
        header(data)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ("personID,Prénom\n".encode("latin-1"), b"\xe9"),
        ("personID,email\n1,‘a’@example.org\n".encode("cp1252"), b"\x91"),
        (codecs.BOM_UTF8 + "é,".encode() + b"\xff\n", b"\xff"),
    ],
)
def test_another_encoding_is_refused_with_its_byte(data: bytes, wrong: bytes) -> None:
    byte = data.index(wrong) + 1
    with pytest.raises(SourceError, match=rf"Contact\.csv: byte {byte} is not UTF-8"):
        header(data)


@pytest.mark.parametrize(
    ("data", "byte"),
    [
        ("personID,email\n".encode("utf-16-le"), "2"),
        ("personID,email\n".encode("utf-16-be"), "1"),
        (codecs.BOM_UTF8 + "é\0,".encode(), "6"),
        ("p\0".encode("utf-16"), "5"),
        ("personID,email\n".encode("utf-32"), "3"),
    ],
)
def test_a_nul_is_refused_with_its_byte(data: bytes, byte: str) -> None:
    with pytest.raises(SourceError, match=rf"Contact\.csv: byte {byte} is a NUL"):
        header(data)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Contact.csv"


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_an_even_file_is_read_where_it_is(path: Path, scratch: Path, end: str, last: bool) -> None:
    text = CONTACTS if last else CONTACTS.removesuffix("\n")
    path.write_bytes(text.replace("\n", end).encode())
    prepared = prepare(path, path.name, scratch)
    assert (prepared.path, prepared.lines) == (path, 3)
    assert not list(scratch.iterdir())


@pytest.mark.parametrize(
    "data",
    [
        CONTACTS.replace("\n", "\r").encode(),
        CONTACTS.replace("\n", "\r\n", 1).encode(),
        CONTACTS.replace("\n", "\r\n", 2).encode(),
        CONTACTS.replace("\n", "\r", 1).encode(),
        CONTACTS.encode("utf-16"),
        codecs.BOM_UTF16_BE + CONTACTS.replace("\n", "\r\n").encode("utf-16-be"),
        CONTACTS.replace("\n", "\r").encode("utf-16"),
    ],
)
@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 1 << 20])
def test_an_odd_file_is_rewritten(
    path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, chunk: int
) -> None:
    monkeypatch.setattr(csv_file, "_CHUNK", chunk)
    path.write_bytes(data)
    prepared = prepare(path, path.name, scratch)
    assert (prepared.path.parent, prepared.lines) == (scratch, 3)
    assert prepared.path.read_text(encoding="utf-8") == CONTACTS
    assert path.read_bytes() == data


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 1 << 20])
@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (CONTACTS.encode("latin-1"), f"byte {CONTACTS.index('ë') + 1} is not UTF-8"),
        (CONTACTS.encode()[:-14], f"byte {CONTACTS.index('ë') + 1} is not UTF-8"),
        (CONTACTS.replace("@", "\0").encode(), f"byte {CONTACTS.index('@') + 1} is a NUL"),
        ("zoë\0".encode(), "byte 5 is a NUL"),
        ("zoë\0".encode("utf-16"), "byte 9 is a NUL"),
        ("zoë".encode("utf-16")[:-1], "byte 7 is not UTF-16"),
        (codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0", "byte 5 is not UTF-16"),
    ],
)
def test_a_byte_that_is_no_text_is_named(
    path: Path,
    scratch: Path,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes,
    problem: str,
    chunk: int,
) -> None:
    monkeypatch.setattr(csv_file, "_CHUNK", chunk)
    path.write_bytes(data)
    with pytest.raises(SourceError, match=rf"Contact\.csv: {problem}"):
        prepare(path, path.name, scratch)


def test_a_file_that_has_gone_is_one_sentence(path: Path, scratch: Path) -> None:
    with pytest.raises(SourceError, match=r"Contact\.csv cannot be read: No such file"):
        prepare(path, path.name, scratch)
