"""The database source with Microsoft's driver, talking to a server that speaks its protocol.

What is tried here is the driver's own: its login, what it makes of the server's types and of its
errors. The answers are ours.
"""

import re
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources.database import DatabaseSource
from tests import tds_server
from tests.sources.batch_text import text_rows
from tests.tds_server import (
    BIT,
    COMPUTED,
    INT,
    NCHAR,
    NULLABLE,
    NVARCHAR,
    TINYINT,
    Answer,
    Refusal,
    TdsServer,
    integer,
    nvarchar,
    short,
    table,
)

SCHOOL = {"School": campus_tables()["School"]}
FLAG = b"\x68\x01"
GUID = UUID("6f9619ff-8b86-d011-b42d-00cf4fc964ff")


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


class Server:
    """A database with the table School and one more column, whatever a test makes of it."""

    def __init__(self, kind: str, answer: Answer | Refusal, *, allowed: bool = True) -> None:
        self.kind, self.answer, self.allowed = kind, answer, allowed
        self.has_permission: int | None = 1

    def __call__(self, statement: str) -> Answer | Refusal | None:
        says = {
            "@@version": table(["version"], ["Microsoft SQL Server 2022 - 16.0.4085.2 (X64)"]),
            "sys.databases": Answer(
                [("state", TINYINT), ("versioned", BIT), ("updates", NVARCHAR)],
                [[short(bytes([self.allowed])), short(b"\0"), nvarchar("READ_WRITE")]],
            ),
            "HAS_PERMS_BY_NAME": Answer([("may", INT)], [[integer(self.has_permission)]]),
            "INFORMATION_SCHEMA.COLUMNS": table(
                ["TABLE_NAME", "COLUMN_NAME", "DATA_TYPE"],
                ["School", "schoolID", "int"],
                ["School", "number", self.kind],
            ),
            "SUSER_SNAME": table(["login"], ["SCHOOLS\\reader"]),
        }
        for mark, answer in says.items():
            if mark.lower() in statement.lower():
                return answer
        if "[dbo].[School]" not in statement:
            return table(["any"], ["dbo"]) if statement.upper().startswith("SELECT") else None
        if isinstance(self.answer, Answer) and "1 = 0" in statement:
            return Answer(self.answer.columns)
        return self.answer


@contextmanager
def opened(answers: Server) -> Iterator[tuple[DatabaseSource, TdsServer]]:
    with tds_server.running(answers) as server:
        url = f"mssql://reader:s3cret@127.0.0.1:{server.port}/campus?Encrypt=no&timeout=20"
        with DatabaseSource.from_url(url) as source:
            yield source, server


def schools(source: DatabaseSource) -> list[tuple[str | None, ...]]:
    rows = source.rows(source.find(SCHOOL)["School"])
    return text_rows(rows)


def days(day: date) -> bytes:
    """As DATE has them: since the first of January of the year one."""
    return (day.toordinal() - 1).to_bytes(3, "little")


DAY = date(2026, 8, 12)
SINCE_1900 = (DAY - date(1900, 1, 1)).days
TICKS = (23 * 3600 + 59 * 60 + 59) * 10_000_000 + 9_999_999


TYPES = [
    ("uniqueidentifier", b"\x24\x10", short(GUID.bytes_le), str(GUID)),
    ("date", b"\x28", short(days(DAY)), "2026-08-12"),
    ("datetime2", b"\x2a\x00", short(b"\0\0\0" + days(DAY)), "2026-08-12 00:00:00"),
    (
        "datetime2",
        b"\x2a\x07",
        short(TICKS.to_bytes(5, "little") + days(DAY)),
        "2026-08-12 23:59:59",
    ),
    (
        "smalldatetime",
        b"\x6f\x04",
        short(struct.pack("<HH", SINCE_1900, 90)),
        "2026-08-12 01:30:00",
    ),
    (
        "datetime",
        b"\x6f\x08",
        short(struct.pack("<iI", SINCE_1900, 300)),
        "2026-08-12 00:00:01",
    ),
    (
        "datetimeoffset",
        b"\x2b\x00",
        short(bytes.fromhex("600000") + days(DAY) + struct.pack("<h", -300)),
        "2026-08-11 19:01:36",
    ),
    ("money", b"\x6e\x08", short(struct.pack("<iI", 0, 120_000)), "12"),
    ("money", b"\x6e\x08", short(struct.pack("<iI", 0, 125_000)), "12.5000"),
    ("smallmoney", b"\x6e\x04", short(struct.pack("<i", 70_000)), "7"),
    ("bit", FLAG, short(b"\1"), "1"),
    ("bit", FLAG, short(b"\0"), "0"),
    ("tinyint", TINYINT, short(b"\xff"), "255"),
    ("bigint", b"\x26\x08", short(struct.pack("<q", 2**40)), str(2**40)),
    ("decimal", b"\x6c\x09\x0c\x02", short(b"\1" + (1200).to_bytes(8, "little")), "12"),
    ("decimal", b"\x6c\x09\x0c\x02", short(b"\0" + (1250).to_bytes(8, "little")), "-12.50"),
    ("float", b"\x6d\x08", short(struct.pack("<d", 7.0)), "7"),
    ("nchar", NCHAR, nvarchar("anna  "), "anna"),
    ("nvarchar", NVARCHAR, nvarchar("anna  "), "anna  "),
    ("nvarchar", NVARCHAR, nvarchar("Zoë \U0001f600 \r\n"), "Zoë \U0001f600 \r\n"),
    ("nvarchar", NVARCHAR, nvarchar(""), ""),
    ("varbinary", b"\xa5\x10\x00", b"\x02\x00\xbe\xef", "beef"),
    ("varbinary", b"\xa5\x10\x00", b"\x01\x00\x01", "1"),
]


@pytest.mark.parametrize(
    ("kind", "type_", "value", "text"), TYPES, ids=[f"{one[0]}-{one[3]!a}" for one in TYPES]
)
@pytest.mark.parametrize("flags", [NULLABLE, COMPUTED])
def test_each_type_as_the_driver_has_it(
    kind: str, type_: bytes, value: bytes, text: str, flags: int
) -> None:
    none = b"\xff\xff" if type_[0] in (0xE7, 0xEF, 0xA5) else b"\0"
    rows = [[integer(1), value], [integer(2), none]]
    answer = Answer([("schoolID", INT), ("number", type_)], rows, flags)
    with opened(Server(kind, answer)) as (source, _):
        assert schools(source) == [("1", text), ("2", None)]


PLAIN = Answer([("schoolID", INT), ("number", NVARCHAR)], [[integer(1), nvarchar("x")]])


def test_what_is_said_to_the_server_from_login_to_the_last_row() -> None:
    with opened(Server("nvarchar", PLAIN)) as (source, server):
        assert schools(source) == [("1", "x")]
        reported = source.server()
    assert reported.login == "SCHOOLS\\reader" and "SQL Server 2022" in (reported.version or "")
    assert "reader" in server.logins[0] and "campus" in server.logins[0]
    said = server.said
    begun = said.index("SET TRANSACTION ISOLATION LEVEL SNAPSHOT")
    assert said[begun + 1] == "SET LOCK_TIMEOUT 10000"
    assert "SELECT [schoolID], [number] FROM [dbo].[School]" in said[begun:]
    assert not re.search(r"LEVEL SERIALIZABLE|NOLOCK|INSERT|UPDATE ", " ".join(said))


@pytest.mark.parametrize(
    "denial",
    [
        Refusal(229, "The SELECT permission was denied on the object 'School', schema 'dbo'."),
        Refusal(229, "Se denegó el permiso SELECT en el objeto 'School', esquema 'dbo'."),
        Refusal(230, "Die SELECT-Berechtigung wurde für die number-Spalte verweigert."),
    ],
)
def test_denial_in_any_language(denial: Refusal) -> None:
    answers = Server("nvarchar", denial)
    answers.has_permission = 0
    with opened(answers) as (source, _), pytest.raises(SourceError, match="may not read School in"):
        source.find(SCHOOL)


@pytest.mark.parametrize(
    ("refusal", "hint"),
    [
        (
            Refusal(
                3952,
                "Snapshot isolation transaction failed accessing database 'campus' because snapshot"
                " isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot"
                " isolation.",
            ),
            "can set ALLOW_SNAPSHOT_ISOLATION to ON",
        ),
        (
            Refusal(
                3961,
                "Snapshot isolation transaction failed in database 'campus' because the object"
                " accessed by the statement has been modified by a DDL statement in another"
                " concurrent transaction since the start of this transaction.",
            ),
            "a table was altered meanwhile: run it again",
        ),
        (Refusal(1222, "Lock request time out period exceeded."), "another session holds a lock"),
        (
            Refusal(1205, "Transaction (Process ID 52) was deadlocked on lock resources."),
            "run it again",
        ),
    ],
)
def test_what_to_do_about_the_servers_errors(refusal: Refusal, hint: str) -> None:
    with (
        opened(Server("nvarchar", refusal)) as (source, _),
        pytest.raises(SourceError, match=re.escape(hint)) as caught,
    ):
        source.find(SCHOOL)
    text = str(caught.value)
    assert text.startswith("Cannot read dbo.School (") and "s3cret" not in text


def test_nobody_allows_snapshots() -> None:
    with opened(Server("nvarchar", PLAIN, allowed=False)) as (source, server):
        assert "shared locks" in source.notes[0]
        assert "readers take short shared locks" in source.server().isolation
    assert "SET TRANSACTION ISOLATION LEVEL READ COMMITTED" in server.said
