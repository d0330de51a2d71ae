"""What drivers complain of, in one line, and never with a password."""

import pytest
from sqlalchemy.exc import DBAPIError

from roster_lint.sources.database_errors import is_denied, reason

MSSQL = (
    "Driver Error: Client unable to establish connection; DDBC Error: [Microsoft][ODBC Driver 18"
    " for SQL Server]SSL Provider: [error:0A000086] certificate verify failed."
)


NOBODY = (
    "nothing listens there: check the host and the port; a named instance also needs SQL Browser, "
    "and a firewall may stand between"
)
NO_DATABASE = "check the name of the database, and that this login may open it"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[Microsoft][ODBC Driver 18 for SQL Server]Login timeout expired", "no answer"),
        ("TCP Provider: Error code 0x2749", "nothing listens"),
        ("TCP Provider: Error code 0x274D", "nothing listens"),
        ("TCP Provider: No such host is known.", "no host of that name"),
        ("TCP Provider: Error code 0x2AF9", "no host of that name"),
        (
            "Named Pipes Provider: Could not open; the server is not found or not accessible",
            "SQL Brow",
        ),
        ("[SQL Server]Login failed for user 'reader'.", "check the username"),
        ('Cannot open database "camps" requested by the login.', "name of the database"),
        ("[SQL Server]Lock request time out period exceeded.", "holds a lock"),
        ("(3952) (SQLExecDirectW)", "snapshots are not allowed"),
        ("Snapshot isolation transaction failed (3961)", "altered meanwhile"),
        ('could not translate host name "nowhere" to address', "no host of that name"),
        ("[Errno -2] Name or service not known", "no host of that name"),
    ],
)
def test_what_to_do_about_it(text: str, hint: str) -> None:
    assert hint in reason(Exception(text), ())


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("[42000] [SQL Server]La autorización SELECT se denegó … (229) (SQLExecDirectW)", True),
        ("[42000] ... (230) (SQLExecDirectW)", True),
        ("The SELECT permission was denied on the object 'Contact'", True),
        ("Invalid object name 'dbo.Contact2290'. (208)", False),
    ],
)
def test_denial_is_known_by_its_number_in_any_language(text: str, denied: bool) -> None:
    assert is_denied(DBAPIError("SELECT", None, Exception(text))) is denied


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            Exception(
                'connection failed: connection to server at "127.0.0.1", port 1 failed: Connection'
                " refused\n\tIs the server running on that host?"
            ),
            f"Connection refused; {NOBODY}",
        ),
        (
            Exception(
                'connection failed: connection to server on socket "/run/x" failed: FATAL:  '
                'database "nowhere" does not exist\n'
            ),
            f'database "nowhere" does not exist; {NO_DATABASE}',
        ),
        (
            Exception(1049, "Unknown database 'nowhere'"),
            f"Unknown database 'nowhere'; {NO_DATABASE}",
        ),
        (
            Exception(MSSQL),
            "SSL Provider: [error:0A000086] certificate verify failed; if the server's certificate"
            " is its own, add ?TrustServerCertificate=yes, which gives up the proof that it is this"
            " server",
        ),
        (
            Exception("Connection string parsing failed:\n  Unknown keyword 'x' is not recognized"),
            "Connection string parsing failed: Unknown keyword 'x' is not recognized",
        ),
        (ValueError(), "the driver reports ValueError"),
    ],
)
def test_a_complaint_is_one_line_without_tags(error: Exception, expected: str) -> None:
    assert reason(error, ()) == expected


@pytest.mark.parametrize(
    ("text", "secret", "withheld"),
    [
        ("bad option PWD=hunter22;", "hunter22", True),
        ("first line\nbad option PWD=hunter22;", "hunter22", True),
        ("login failed for password=x", "x", True),
        ("the maximum is exceeded", "x", False),
    ],
)
def test_a_complaint_with_a_secret_is_withheld(text: str, secret: str, withheld: bool) -> None:
    reported = reason(RuntimeError(text), ("unrelated", secret))
    assert reported == ("the driver reports RuntimeError" if withheld else text)
