"""Wrong usage of an API: exit code 2 and a sentence, before anything is asked."""

import sys

import pytest
from typer.testing import CliRunner

from roster_lint.cli.app import app


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


USAGE: dict[str, tuple[list[str], str]] = {
    "no client ID": (
        ["https://sis.example.org/ims/oneroster/v1p1"],
        "A OneRoster API needs a client ID",
    ),
    "no secret": (
        ["https://sis.example.org/ims/oneroster/v1p1", "--client-id", "me"],
        "The secret of the client ID is missing: put it into ROSTER_LINT_CLIENT_SECRET, or into "
        "the keyring under roster-lint and the client ID with @sis.example.org behind it.",
    ),
    "plain http": (
        ["http://sis.example.org/ims/oneroster/v1p1", "--client-id", "me"],
        "The URL of the API begins with http://: anyone on the way could read the token",
    ),
    "tokens over plain http": (
        [
            "https://sis.example.org/ims/oneroster/v1p1",
            "--client-id=me",
            "--token-url=http://sis.example.org/token",
        ],
        "The URL of the tokens begins with http://",
    ),
    "a password in the URL": (
        ["https://me:opensesame@sis.example.org/ims/oneroster/v1p1", "--client-id", "me"],
        "must hold no username and no password",
    ),
    "a query": (
        ["https://sis.example.org/ims/oneroster/v1p1?access_token=opensesame", "--client-id", "me"],
        "ends with its path",
    ),
    "no version": (
        ["https://sis.example.org/api", "--client-id", "me"],
        "add --oneroster 1.1 or --oneroster 1.2",
    ),
    "two versions": (
        ["https://sis.example.org/ims/oneroster/v1p1", "--client-id", "me", "--oneroster", "1.2"],
        "The URL of the API is one of OneRoster 1.1, and --oneroster (or the setting oneroster)"
        " says 1.2",
    ),
    "OAuth 1 in 1.2": (
        ["https://sis.example.org/ims/oneroster/v1p2", "--client-id=me", "--api-auth=oauth1"],
        "OneRoster 1.2 supports only OAuth 2",
    ),
    "no host": (["https:///ims/oneroster/v1p1", "--client-id", "me"], "names no host"),
    "a wrong port": (["https://x:99999/v1p1", "--client-id", "me"], "is no valid URL"),
    "another way in": (
        ["https://sis.example.org/v1p1", "--client-id=me", "--api-auth=basic"],
        "--api-auth",
    ),
    "too many at once": (
        ["https://sis.example.org/v1p1", "--client-id=me", "--api-concurrency=100"],
        "--api-concurrency",
    ),
    "one school": (
        ["https://sis.example.org/v1p1", "--client-id=me", "--school=12"],
        "--school limits a run on Infinite Campus data; a bundle or an API is judged as it is.",
    ),
}


@pytest.mark.parametrize("slip", USAGE)
def test_wrong_usage_is_reported_before_anything_is_asked(slip: str) -> None:
    words, sentence = USAGE[slip]
    secret = {} if slip == "no secret" else {"ROSTER_LINT_CLIENT_SECRET": "opensesame"}
    result = CliRunner().invoke(app, ["check", *words], env=secret)
    assert result.exit_code == 2, result.output
    assert sentence in " ".join(result.stderr.split())
    assert "opensesame" not in result.output
