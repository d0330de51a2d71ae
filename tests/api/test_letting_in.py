"""How an API's token is asked for, and what is said of a refusal."""

import json
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import quote, quote_plus

import pytest
from pydantic import SecretStr

from roster_lint.errors import SourceError
from roster_lint.sources.api.asking import Answer
from roster_lint.sources.api.letting_in import OAuth2, complaint

SECRET = "opensesame"


class Asker:
    """Answers a POST by its URL, and notes what was asked."""

    def __init__(self, answers: Mapping[str, tuple[int, object]]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, Mapping[str, str], Mapping[str, str]]] = []

    def post(self, url: str, data: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        self.asked.append((url, dict(data), dict(headers)))
        status, body = self.answers.get(url, (404, {}))
        return Answer(status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())


def let_in(answers: Mapping[str, tuple[int, object]], *urls: str) -> tuple[OAuth2, Asker]:
    asker = Asker(answers)
    oauth = OAuth2(asker, urls or ("a",), "me", SecretStr(SECRET), "1.1", found=True)  # type: ignore[arg-type]
    return oauth, asker


GOOD = {"access_token": "t", "expires_in": 3600}


def test_a_token_is_looked_for_until_an_address_answers_and_kept() -> None:
    oauth, asker = let_in({"b": (200, GOOD), "c": (200, GOOD)}, "a", "b", "c")
    assert oauth.headers("x") == oauth.headers("y") == {"Authorization": "Bearer t"}
    assert [url for url, _, _ in asker.asked] == ["a", "b"]
    assert oauth.renew({"Authorization": "Bearer older"})
    oauth.headers("x")
    assert len(asker.asked) == 2, "another thread's token is not thrown away"
    assert oauth.renew({"Authorization": "Bearer t"})
    oauth.headers("x")
    assert len(asker.asked) == 4


def test_no_address_is_found() -> None:
    oauth, _ = let_in({}, "a", "b")
    with pytest.raises(SourceError, match="name it with --token-url"):
        oauth.headers("x")


@pytest.mark.parametrize("lasts", [None, "3600", -1, 0, 1])
def test_a_token_is_good_for_some_time_whatever_is_said(lasts: object) -> None:
    oauth, asker = let_in({"a": (200, {"access_token": "t", "expires_in": lasts})})
    oauth.headers("x")
    oauth.headers("x")
    assert len(asker.asked) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'"t"', b"null", {"access_token": ""}, {"access_token": 5},
     {"access_token": "a\r\nb"}, {"access_token": "ü"}, {}, b"[" * 100_000],
)  # fmt: skip
def test_an_answer_without_a_token_is_reported(body: object) -> None:
    oauth, _ = let_in({"a": (200, body)})
    with pytest.raises(SourceError, match="answers without a token"):
        oauth.headers("x")


def test_the_secret_is_sent_in_the_header_first_and_in_the_form_then() -> None:
    oauth, asker = let_in({"a": (401, {"error": "invalid_client"})})
    with pytest.raises(SourceError) as raised:
        oauth.headers("x")
    (_, form, header), (_, second, none) = asker.asked
    assert form == {"grant_type": "client_credentials"} and "Basic " in header["Authorization"]
    assert second["client_secret"] == SECRET and none == {}
    assert SECRET not in str(raised.value) and "Check --client-id" in str(raised.value)


def test_a_missing_application_is_reported_by_its_name() -> None:
    said = {"error_description": "No Campus Application selected"}
    oauth, asker = let_in({"a": (400, said)})
    with pytest.raises(SourceError, match=r"Add \?appName= and the application's name"):
        oauth.headers("x")
    assert len(asker.asked) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", ""),
        (b"<html>", ""),
        (b"[1]", ""),
        ({"error": "x\x1b[31m\n\ty."}, ": x[31m y"),
        ({"error_description": f"{SECRET} of me is wrong"}, ": *** of *** is wrong"),
        ({"imsx_description": "a" * 900}, f": {'a' * 160}"),
        ({"error": {"code": 5}}, ""),
    ],
)
def test_a_complaint_is_short_and_quotes_no_secret(body: object, said: str) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    assert complaint(Answer(400, {}, raw), (SECRET, "me")) == said


@pytest.mark.parametrize("secret", ["s3cret", "a b/c+d%e", "x" * 40])
def test_what_a_server_quotes_of_a_request_is_not_repeated(secret: str) -> None:
    both = f"lint-{secret}"
    forms = {
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        f"Basic {b64encode(f'me:{secret}'.encode()).decode()}",
        f"Authorization=Bearer {b64encode(both.encode()).decode()}",
        b64encode(f"a long client id:{secret}".encode()).decode(),
    }
    for form in forms:
        reported = json.dumps({"error": f"you sent {form} here"}).encode()
        said = complaint(Answer(401, {}, reported), ("me", secret))
        assert "you sent" in said and "***" in said
        assert form not in said and form.split()[-1] not in said
