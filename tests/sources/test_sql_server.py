"""What the driver of SQL Server makes of a URL, by its own parser."""

import re
from pathlib import Path

import pytest
from mssql_python.connection_string_parser import _ConnectionStringParser
from mssql_python.constants import _ALLOWED_CONNECTION_STRING_PARAMS, _RESERVED_PARAMETERS

from roster_lint.errors import UsageError
from roster_lint.sources.database_url import make_engine, parse_url
from roster_lint.sources.sql_server import OPTIONS, connection_string, login_seconds


def understood(text: str) -> dict[str, str]:
    """What the driver understands of a URL, by its own names."""
    parser = _ConnectionStringParser(validate_keywords=True)
    reported = parser._parse(connection_string(parse_url(text)))
    return {_ALLOWED_CONNECTION_STRING_PARAMS[name]: value for name, value in reported.items()}


LOGIN = {"Database": "campus", "UID": "reader", "PWD": "s3cret"}
PLACE = "mssql://reader:s3cret@"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{PLACE}sis.example.org/campus", {"Server": "sis.example.org"}),
        (f"{PLACE}sis.example.org:1444/campus", {"Server": "sis.example.org,1444"}),
        (f"{PLACE}sis%5CCAMPUS/campus", {"Server": "sis\\CAMPUS"}),
        (f"{PLACE}sis\\CAMPUS/campus", {"Server": "sis\\CAMPUS"}),
        (f"{PLACE}sis%5CCAMPUS:1444/campus", {"Server": "sis\\CAMPUS,1444"}),
        (f"{PLACE}[2001:db8::1]:1433/campus", {"Server": "2001:db8::1,1433"}),
        (f"{PLACE}10.1.2.3/campus?Encrypt=strict", {"Server": "10.1.2.3", "Encrypt": "strict"}),
        (f"{PLACE}h/campus?encrypt=yes", {"Server": "h", "Encrypt": "yes"}),
        (
            f"{PLACE}h/campus?TrustServerCertificate=yes",
            {"Server": "h", "TrustServerCertificate": "yes"},
        ),
        (
            f"{PLACE}h/campus?ApplicationIntent=ReadOnly&MultiSubnetFailover=Yes",
            {"Server": "h", "ApplicationIntent": "ReadOnly", "MultiSubnetFailover": "Yes"},
        ),
        (f"{PLACE}h/campus?Packet%20Size=8192", {"Server": "h", "PacketSize": "8192"}),
        (f"{PLACE}h/campus?LoginTimeout=5", {"Server": "h"}),
        (
            f"{PLACE}h/campus?Authentication=SqlPassword",
            {"Server": "h", "Authentication": "SqlPassword"},
        ),
    ],
)
def test_with_a_login_of_sql_server(text: str, parts: dict[str, str]) -> None:
    assert understood(text) == LOGIN | parts


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ("", {"Trusted_Connection": "yes"}),
        ("?trusted_connection=yes", {"Trusted_Connection": "yes"}),
        (
            "?Authentication=ActiveDirectoryIntegrated",
            {"Authentication": "ActiveDirectoryIntegrated"},
        ),
        ("?authentication=ActiveDirectoryMSI", {"Authentication": "ActiveDirectoryMSI"}),
        ("?UID=reader&PWD=s3cret", {"UID": "reader", "PWD": "s3cret"}),
    ],
)
def test_without_a_user_in_the_url(options: str, parts: dict[str, str]) -> None:
    expected = {"Server": "h", "Database": "campus"} | parts
    assert understood(f"mssql://h/campus{options}") == expected


def test_entra_with_a_user() -> None:
    reported = understood("mssql://u%40example.org:x@h/d?Authentication=ActiveDirectoryPassword")
    assert (reported["UID"], reported["Authentication"]) == (
        "u@example.org",
        "ActiveDirectoryPassword",
    )


@pytest.mark.parametrize(
    "password",
    ["a;b", "{a", "a}", "{a}", "a=b", " a", "a ", "a'b\"c", "};PWD={x", "p@ss/w?rd%", "ü€", "\\x"],
)
def test_any_password_and_any_name_arrive_as_they_are(password: str) -> None:
    url = parse_url("mssql://u:x@h/d").set(password=password, username=password, database=password)
    parsed = _ConnectionStringParser(validate_keywords=True)._parse(connection_string(url))
    assert (parsed["pwd"], parsed["uid"], parsed["database"]) == (password,) * 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "mssql://u:s3cret@h/d?driver=ODBC+Driver+18+for+SQL+Server",
            "for another driver: roster-lint",
        ),
        ("mssql://u:s3cret@h/d?odbc_connect=x", "an ODBC connection string is not read"),
        (
            "mssql://u:s3cret@h/d?Encrypted=yes",
            "an option that the driver does not know: Encrypted",
        ),
        ("mssql://u:s3cret@h/d?Encrypt=yes&encrypt=no", "says Encrypt twice"),
        ("mssql://u:s3cret@h/d?UID=v", "says UID twice"),
        ("mssql://u:s3cret@h", "names no database"),
        ("mssql:///d", "names no server"),
        ("mssql://u:s3cret@h/d?timeout=soon", "a number of seconds"),
        ("mssql://u:s3cret@h/d?timeout=0", "a number of seconds"),
    ],
)
def test_what_will_not_do_is_a_sentence(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        make_engine(parse_url(text))
    assert "s3cret" not in str(caught.value) and str(caught.value).endswith(".")


def test_how_long_to_wait() -> None:
    assert login_seconds(parse_url("mssql://h/d")) == 15
    for name in ("LoginTimeout", "login_timeout", "timeout"):
        assert login_seconds(parse_url(f"mssql://h/d?{name}=40")) == 40


def test_every_url_of_the_page_is_understood() -> None:
    page = Path(__file__).parents[2] / "docs" / "sql-server.md"
    urls = re.findall(r"`(mssql://[^`]+)`", page.read_text(encoding="utf-8"))
    assert len(urls) > 10
    for url in urls:
        assert understood(url)["Database"] == "district"


def test_the_options_are_those_of_the_driver() -> None:
    theirs = {
        name: own
        for name, own in _ALLOWED_CONNECTION_STRING_PARAMS.items()
        if own not in _RESERVED_PARAMETERS
    }
    assert dict(OPTIONS) == theirs
