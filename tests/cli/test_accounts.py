"""A file that is no list of accounts ends in one sentence and exit code 2, without an address."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, sentence

HEADER = "primaryEmail,suspended\n"


@pytest.fixture
def reported(run: Run, folder: Path) -> Callable[..., str]:
    """What is said of a file's bytes."""

    def reported(data: bytes | None, *args: str) -> str:
        if data is not None:
            (folder / "users.csv").write_bytes(data)
        result = run("demo", "--accounts", "users.csv", *args)
        assert result.exit_code == 2, result.stdout
        text = sentence(result)
        assert "@" not in text
        return text

    return reported


def test_a_file_of_another_shape_says_what_was_looked_for(reported: Callable) -> None:
    text = reported(b"Name,Mail\nTesta,testa@example.org\n")
    for header in ("Email Address", "Org Unit Path", "primaryEmail", "userPrincipalName"):
        assert header in text
    assert "users.csv" in text and "accounts_columns" in text


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_an_empty_file(reported: Callable, data: bytes) -> None:
    assert "users.csv is empty" in reported(data)


@pytest.mark.parametrize("rows", ["", ",True\n"])
def test_a_file_without_an_account(reported: Callable, rows: str) -> None:
    assert "holds no account" in reported((HEADER + rows).encode())


def test_a_repeated_account_is_reported_by_its_lines(reported: Callable) -> None:
    rows = "a@example.org,False\nb@example.org,False\nA@example.org,True\n"
    text = reported((HEADER + rows).encode())
    assert "lines 2, 4" in text
    assert "primaryEmail" in text


def test_lines_are_counted_past_quoted_line_breaks(reported: Callable) -> None:
    rows = '"a@example.org","False\n\n"\nb@example.org,False\nb@example.org,True\n'
    assert "lines 5, 6" in reported((HEADER + rows).encode())


def test_an_account_in_two_files(run: Run, folder: Path) -> None:
    for name in ("all.csv", "students.csv"):
        (folder / name).write_text(HEADER + "a@example.org,False\n")
    result = run("demo", "--accounts", "all.csv", "--accounts", "students.csv")
    assert result.exit_code == 2
    assert "all.csv and students.csv both list 1 of the same accounts" in sentence(result)


def test_a_file_that_is_not_there(reported: Callable) -> None:
    assert "there is no file" in reported(None)


def test_a_folder(run: Run, folder: Path) -> None:
    (folder / "users").mkdir()
    assert "is a folder" in sentence(run("demo", "--accounts", "users"))


def test_utf16_without_a_byte_order_mark(reported: Callable) -> None:
    text = reported((HEADER + "a@example.org,False\n").encode("utf-16-le"))
    assert "UTF-16 without a byte order mark" in text


def test_bytes_that_are_no_text(reported: Callable) -> None:
    assert "byte 24 is not UTF-8" in reported(HEADER.encode() + b"\x81@example.org,False\n")


def test_utf8_that_is_torn_is_not_taken_for_windows_1252(reported: Callable) -> None:
    row = "ü@example.org,False\n".encode()
    assert "byte 45 is not UTF-8" in reported(HEADER.encode() + row + b"\xfc@example.org,False\n")


def test_a_row_with_too_many_values(reported: Callable) -> None:
    text = reported((HEADER + "a@example.org,False,,x\n").encode())
    assert "line 2" in text and "2 columns" in text


def test_a_torn_quotation_mark(reported: Callable) -> None:
    assert "quotation mark" in reported((HEADER + '"a@example.org,False\n').encode())


def test_a_header_that_names_a_column_twice(reported: Callable) -> None:
    assert "twice" in reported(b"primaryEmail,PrimaryEmail\na@example.org,b@example.org\n")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('email = "Mail"\nnumber = "No"\n', "no column 'No'"),
        ('number = "Name"\n', "must name the column 'email'"),
        ('email = "Mail"\nname = "Name"\n', "accounts_columns"),
        ('email = "E-Mail"\n', "nor E-Mail (accounts_columns)"),
    ],
)
def test_wrong_names_of_columns(reported: Callable, folder: Path, table: str, words: str) -> None:
    (folder / "own.toml").write_text(f"[accounts_columns]\n{table}")
    assert words in reported(b"Name,Mail\nTesta,testa@example.org\n", "--config", "own.toml")
