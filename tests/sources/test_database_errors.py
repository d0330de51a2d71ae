"""What drivers complain of, in one line, and never with a password."""

import pytest

from roster_lint.sources.database_errors import reason

MSSQL = (
    "Driver Error: Client unable to establish connection; DDBC Error: [Microsoft][ODBC Driver 18"
    " for SQL Server]SSL Provider: [error:0A000086] certificate verify failed."
)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            Exception(
                'connection failed: connection to server at "127.0.0.1", port 1 failed: Connection'
                " refused\n\tIs the server running on that host?"
            ),
            "Connection refused",
        ),
        (
            Exception(
                'connection failed: connection to server on socket "/run/x" failed: FATAL:  '
                'database "nowhere" does not exist\n'
            ),
            'database "nowhere" does not exist',
        ),
        (Exception(1049, "Unknown database 'nowhere'"), "Unknown database 'nowhere'"),
        (
            Exception(MSSQL),
            "SSL Provider: [error:0A000086] certificate verify failed; if the server's certificate"
            " is its own, add ?TrustServerCertificate=yes",
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
    told = reason(RuntimeError(text), ("unrelated", secret))
    assert told == ("the driver reports RuntimeError" if withheld else text)
