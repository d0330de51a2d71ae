"""A server that speaks as much of SQL Server's protocol (TDS 7.4) as Microsoft's driver needs.

It answers each statement with what a test hands it. So the driver itself, its parser of connection
strings, its login and its types are tried, and no SQL Server is needed. What it cannot show is what
a real one does with a statement.
"""

import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_COLLATION = bytes.fromhex("0904d00034")
_PACKET = 4096 - 8
_MORE, _COUNTED = 0x01, 0x10
NULLABLE, COMPUTED = 0x09, 0x21


@dataclass(frozen=True)
class Answer:
    """A table: names of columns with their types, as bytes, and rows of values as bytes."""

    columns: Sequence[tuple[str, bytes]]
    rows: Sequence[Sequence[bytes]] = ()
    flags: int = NULLABLE


@dataclass(frozen=True)
class Refusal:
    """An error, as the server numbers it."""

    number: int
    text: str


Answers = Callable[[str], Answer | Refusal | None]


def nvarchar(text: str | None) -> bytes:
    """A value of an NVARCHAR or NCHAR."""
    raw = (text or "").encode("utf-16-le")
    return b"\xff\xff" if text is None else struct.pack("<H", len(raw)) + raw


def short(raw: bytes | None) -> bytes:
    """A value of a type whose length is a byte."""
    return bytes([len(raw or b"")]) + (raw or b"")


NVARCHAR = b"\xe7" + struct.pack("<H", 8000) + _COLLATION
NCHAR = b"\xef" + struct.pack("<H", 24) + _COLLATION
INT = b"\x26\x04"
BIT = b"\x68\x01"
TINYINT = b"\x26\x01"


def integer(value: int | None) -> bytes:
    """A value of an INT."""
    return short(None if value is None else struct.pack("<i", value))


def table(names: Sequence[str], *rows: Sequence[str | None]) -> Answer:
    """An answer of texts alone."""
    return Answer(
        [(name, NVARCHAR) for name in names],
        [[nvarchar(value) for value in row] for row in rows],
    )


@dataclass
class TdsServer:
    """A running server.

    Attributes:
        port: on 127.0.0.1.
        said: the statements that came, in their order.
        logins: what each connection said of itself, as one text.
    """

    port: int
    answers: Answers
    said: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    def serve(self, connection: socket.socket) -> None:
        """Talks to one client until it goes."""
        with connection, suppress(OSError, EOFError):
            while True:
                kind, body = _message(connection)
                reply = self._reply(kind, body)
                connection.sendall(b"".join(_packets(reply)))

    def _reply(self, kind: int, body: bytes) -> bytes:
        if kind == 0x12:  # what version, and no encryption
            return bytes.fromhex("00000b0006 0100110001 ff 100003e80000 02")
        if kind == 0x10:
            self.logins.append(body.decode("utf-16-le", errors="replace"))
            return _LOGGED_IN
        if kind == 0x06:
            return struct.pack("<BHHQ", 0xFD, 0x20, 0, 0)
        text = body[struct.unpack("<I", body[:4])[0] :]
        if kind == 0x01:
            return self._answer(text.decode("utf-16-le"), called=False)
        if kind == 0x03:
            return self._answer(_statement(text), called=True)
        return _DONE

    def _answer(self, statement: str, *, called: bool) -> bytes:
        self.said.append(" ".join(statement.split()))
        answer = self.answers(self.said[-1])
        end = b"\x79" + bytes(4) + _HANDLE + struct.pack("<BHHQ", 0xFE, 0, 0, 0) if called else b""
        if isinstance(answer, Refusal):
            text = answer.text.encode("utf-16-le")
            rest = struct.pack("<IBBH", answer.number, 1, 14, len(answer.text)) + text
            rest += b"\x03" + "sis".encode("utf-16-le") + b"\x00" + struct.pack("<I", 1)
            return (
                b"\xaa"
                + struct.pack("<H", len(rest))
                + rest
                + (struct.pack("<BHHQ", 0xFE if called else 0xFD, 2, 0, 0))
            )
        if answer is None:
            return end or _DONE
        reply = b"\x81" + struct.pack("<H", len(answer.columns))
        for name, kind in answer.columns:
            reply += struct.pack("<IH", 0, answer.flags) + kind + _b_varchar(name)
        reply += b"".join(b"\xd1" + b"".join(row) for row in answer.rows)
        status = _COUNTED | (_MORE if called else 0)
        token = 0xFF if called else 0xFD
        return reply + struct.pack("<BHHQ", token, status, 0xC1, len(answer.rows)) + end


def _packets(reply: bytes) -> Iterator[bytes]:
    for at in range(0, len(reply), _PACKET):
        part = reply[at : at + _PACKET]
        is_last = at + _PACKET >= len(reply)
        yield struct.pack(">BBHHBB", 4, int(is_last), len(part) + 8, 55, 1, 0) + part


def _message(connection: socket.socket) -> tuple[int, bytes]:
    body = b""
    while True:
        kind, status, length = struct.unpack(">BBH", _exactly(connection, 8)[:4])
        body += _exactly(connection, length - 8)
        if status & 1:
            return kind, body


def _exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def _statement(call: bytes) -> str:
    """The longest text in the call of a procedure, with all that follows: its parameters."""
    at = max((call.find(word.encode("utf-16-le")) for word in ("SELECT", "\nSELECT")), default=0)
    return call[max(at, 0) :].decode("utf-16-le", errors="replace").replace("\x00", "")


def _b_varchar(text: str) -> bytes:
    return bytes([len(text)]) + text.encode("utf-16-le")


def _environment(kind: int, new: bytes, old: bytes) -> bytes:
    rest = bytes([kind]) + new + old
    return b"\xe3" + struct.pack("<H", len(rest)) + rest


_DONE = struct.pack("<BHHQ", 0xFD, 0, 0, 0)
_HANDLE = (
    b"\xac" + struct.pack("<H", 0) + _b_varchar("") + b"\x01" + struct.pack("<IH", 0, 0) + INT
) + integer(1)
_ACKNOWLEDGED = (
    b"\x01"
    + bytes.fromhex("74000004")
    + _b_varchar("Microsoft SQL Server")
    + bytes([16, 0, 3, 232])
)
_LOGGED_IN = (
    _environment(1, _b_varchar("campus"), _b_varchar("master"))
    + _environment(7, bytes([5]) + _COLLATION, b"\x00")
    + b"\xad"
    + struct.pack("<H", len(_ACKNOWLEDGED))
    + _ACKNOWLEDGED
    + _environment(4, _b_varchar("4096"), _b_varchar("4096"))
    + _DONE
)


@contextmanager
def running(answers: Answers) -> Iterator[TdsServer]:
    """A server that answers statements, for as long as it is needed.

    Args:
        answers: gets each statement with its blanks made single; None is an answer without rows.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = TdsServer(listener.getsockname()[1], answers)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    threading.Thread(target=server.serve, args=(client,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server
