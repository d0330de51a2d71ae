"""What a base URL shows, and where its tokens are asked for."""

import pytest

from roster_lint.errors import UsageError
from roster_lint.settings.source_name import is_api_url
from roster_lint.sources.api.address import is_this_machine, parse_address

HOST = "https://sis.example.org"
CAMPUS = f"{HOST}/campus/oauth2/token"

BASES = {
    "/campus/api/oneroster/v1p2/sync/ims/oneroster/rostering/v1p2": (
        "1.2",
        f"{CAMPUS}?appName=sync",
    ),
    "/campus/api/oneroster/v1p1/sync/ims/oneroster/v1p1": ("1.1", f"{CAMPUS}?appName=sync"),
    "/campus/oneroster/sync/ims/oneroster/v1p1": ("1.1", f"{CAMPUS}?appName=sync"),
    "/campus/oneroster/my%20app/ims/oneroster/v1p1": ("1.1", f"{CAMPUS}?appName=my%2520app"),
    "/campus/oneroster/sync/learningdata/v1": (None, f"{CAMPUS}?appName=sync"),
    "/campus/api/ims/oneroster/rostering/v1p2": ("1.2", CAMPUS),
    "/state/campus/api/ims/oneroster/v1p1": ("1.1", f"{HOST}/state/campus/oauth2/token"),
    "/ims/oneroster/v1p1/": ("1.1", f"{HOST}/oauth2/token"),
    "/api/ims/oneroster/rostering/v1p2": ("1.2", f"{HOST}/api/oauth2/token"),
    "/v1p10": (None, f"{HOST}/v1p10/oauth2/token"),
}


@pytest.mark.parametrize("path", BASES)
def test_a_base_url_shows_version_and_application(path: str) -> None:
    version, token = BASES[path]
    address = parse_address(f"{HOST}{path}")
    assert address.version == version
    assert address.token_urls(None)[0] == token
    assert address.base == f"{HOST}{path}".rstrip("/")
    assert address.collection("users") == f"{HOST}{path.rstrip('/')}/users"
    assert all(url.startswith(f"{HOST}/") for url in address.token_urls(None))


def test_the_grade_book_of_1_2_stands_beside_the_rosters() -> None:
    address = parse_address(f"{HOST}/campus/api/ims/oneroster/rostering/v1p2")
    assert address.collection("results", grade_book=True) == (
        f"{HOST}/campus/api/ims/oneroster/gradebook/v1p2/results"
    )


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (f"{CAMPUS}?appName=other", f"{CAMPUS}?appName=other"),
        (CAMPUS, f"{CAMPUS}?appName=sync"),
        ("https://login.example.org/token", "https://login.example.org/token"),
    ],
)
def test_a_token_url_that_is_given_is_taken(given: str, asked: str) -> None:
    address = parse_address(f"{HOST}/campus/oneroster/sync/ims/oneroster/v1p1")
    assert address.token_urls(given) == (asked,)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "[::1]"])
def test_this_machine_is_read_over_http(host: str) -> None:
    assert parse_address(f"http://{host}:8080/ims/oneroster/v1p1").version == "1.1"


@pytest.mark.parametrize("host", ["sis.example.org", "10.0.0.1", "localhost.example.org", "[::2]"])
def test_another_machine_is_not_unless_it_is_allowed(host: str) -> None:
    url = f"http://{host}/ims/oneroster/v1p1"
    with pytest.raises(UsageError, match="begins with http://"):
        parse_address(url)
    assert parse_address(url, plain_http=True).version == "1.1"


def test_no_name_is_this_machine_by_chance() -> None:
    assert not any(map(is_this_machine, ("", "127.example.org", "0.0.0.0", "localhosts")))


def test_a_database_is_no_api() -> None:
    assert is_api_url("HTTPS://sis.example.org/v1p1")
    urls = ("mssql://u@h/d", "postgresql://u@h/d", "sqlite:///a.db", "a/https://b", "https.zip")
    assert not any(map(is_api_url, urls))
