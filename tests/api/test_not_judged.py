"""What cannot be read to its end is never judged: exit code 3, and one sentence that says why."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from roster_lint.cli.app import app
from roster_lint.vocabulary import OneRoster
from tests.api.credentials import CLIENT_ID, SECRET
from tests.api.server import ApiServer

ENVIRONMENT = {"ROSTER_LINT_CLIENT_SECRET": SECRET}


pytestmark = pytest.mark.usefixtures("place")


def check(url: str, *options: str, env: dict[str, str] | None = None) -> Result:
    """``roster-lint check`` in this process."""
    words = ["check", url, "--client-id", CLIENT_ID, *options]
    return CliRunner().invoke(app, words, env=ENVIRONMENT if env is None else env)


def said(result: Result, exit_code: int = 3) -> str:
    """The one sentence of a run that came to no end."""
    assert (result.exit_code, result.stdout) == (exit_code, ""), result.output
    [line] = result.stderr.splitlines()
    assert SECRET not in line
    assert "token-1" not in line
    return line.removeprefix("roster-lint: ")


AT = "http://127.0.0.1:PORT/campus/oneroster/sync/ims/oneroster/v1p1"
FIRST = "Nothing was read before that. Nothing is judged."
THEN = (
    "Read before that: orgs (2), academicSessions (4), courses (2), classes (2). Nothing is judged."
)

BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "one record more is counted": (
        {"total": "more"},
        f"/orgs served 2 records, and its X-Total-Count says 3, twice. {FIRST}",
    ),
    "the page is counted, not the collection": (
        {"total": "page", "most": 2},
        "/academicSessions serves more records than its X-Total-Count of 2, twice. Read before "
        "that: orgs (2). Nothing is judged.",
    ),
    "the count grows": (
        {"total": "grows", "most": 1},
        f"/orgs changed while it was read: its X-Total-Count was 5, and then 6, twice. {FIRST}",
    ),
    "the last record never comes": (
        {"loses": "users"},
        f"/users served 4 records, and its X-Total-Count says 5, twice. {THEN}",
    ),
    "the same page for every offset, without a count": (
        {"ignores_offset": True, "total": "none"},
        "/orgs sends the same page again for every offset, so the rest cannot be read, twice. "
        f"{FIRST}",
    ),
    "the same few records for every offset": (
        {"ignores_offset": True, "most": 1, "total": "none"},
        "/orgs sends the same page again for every offset, so the rest cannot be read, twice. "
        f"{FIRST}",
    ),
    "users are away": (
        {"always": {"users": 503}},
        f"{AT}/users answers (HTTP 503), asked 3 times. {THEN}",
    ),
    "users are refused": (
        {"always": {"users": 403}},
        "/users answers with HTTP 403: not granted. The connection is not allowed to read it. "
        f"{THEN}",
    ),
    "there are no users": (
        {"always": {"users": 404}},
        f"/users answers with HTTP 404: not granted. {THEN}",
    ),
    "demographics are away": (
        {"always": {"demographics": 502}},
        f"{AT}/demographics answers (HTTP 502), asked 3 times. Read before that: orgs (2), "
        "academicSessions (4), courses (2), classes (2), users (5), enrollments (5). Nothing is "
        "judged.",
    ),
    "demographics are refused in their midst": (
        {"late": {"demographics": 403}, "most": 1},
        "/demographics answers with HTTP 403: no longer granted. The connection is not allowed to "
        "read it. Read before that: orgs (2), academicSessions (4), courses (2), classes (2), "
        "users (5), enrollments (5). Nothing is judged.",
    ),
    "users are gone in their midst": (
        {"late": {"users": 404}, "most": 3},
        f"/users served 3 records, and its X-Total-Count says 5, twice. {THEN}",
    ),
    "too busy": (
        {"busy": 99, "retry_after": "0"},
        f"{AT}/orgs refuses for too many requests (HTTP 429), asked 3 times. {FIRST}",
    ),
    "busy for an hour": (
        {"busy": 99, "retry_after": "3600"},
        f"{AT}/orgs refuses for too many requests (HTTP 429) and asks to wait for 3,600 seconds: "
        f"run roster-lint again later, or with a smaller --api-concurrency. {FIRST}",
    ),
    "answers break off": (
        {"cut": 99},
        f"{AT}/orgs broke off the connection, asked 3 times. {FIRST}",
    ),
    "a page of HTML": (
        {"answer": (b"<html>Please log in</html>", "text/html")},
        f"/orgs sends a page that is no whole JSON, twice. {FIRST}",
    ),
    "half a page": (
        {"answer": (b'{"orgs": [{"sourcedId": "a"}', "application/json")},
        f"/orgs sends a page that is no whole JSON, twice. {FIRST}",
    ),
    "a failure that says it is none": (
        {"answer": (b'{"imsx_codeMajor": "failure"}', "application/json")},
        f"/orgs answers without a list of orgs, twice. {FIRST}",
    ),
    "another encoding": (
        {"answer": ('{"orgs": [{"name": "École"}]}'.encode("latin-1"), "application/json")},
        f"/orgs sends a page that is not UTF-8, twice. {FIRST}",
    ),
    "another server": (
        {"redirect": "https://elsewhere.example.org/api"},
        f"{AT}/orgs redirects to https://elsewhere.example.org/api/orgs, another server, where the "
        f"token is not sent. If that is the API, name its base URL. {FIRST}",
    ),
    "redirects in a ring": (
        {"redirect": AT},
        f"{AT}/orgs redirects more than 5 times. {FIRST}",
    ),
    "no tokens": (
        {"token_missing": True},
        "127.0.0.1:PORT/campus/oauth2/token gives no token (HTTP 404). Name the right address with "
        f"--token-url. {FIRST}",
    ),
    "only OAuth 1": (
        {"auth": "HMAC-SHA1"},
        "/orgs answers with HTTP 401: unauthorized. Check --client-id, its secret and --api-auth. "
        f"{FIRST}",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_ends_the_run_with_one_sentence(
    api: ApiServer, bundles: dict[OneRoster, Path], fault: str
) -> None:
    manners, sentence = BROKEN[fault]
    port = f":{api.port}/"
    if "redirect" in manners:
        manners = {"redirect": manners["redirect"].replace(":PORT/", port)}
    url = api.serve(bundles["1.1"], "1.1", **manners)
    # One after the other, where the server counts requests.
    options = ["--api-concurrency=1"] if fault == "the count grows" else []
    answer = said(check(url, *options))
    if fault == "the count grows" and (counts := re.search(r"was (\d+), and then (\d+)", answer)):
        # A request that a busy machine repeats counts, too.
        assert int(counts[2]) == int(counts[1]) + 1
        answer = answer.replace(counts[0], "was 5, and then 6")
    assert answer == sentence.replace(":PORT/", port)


def test_pages_that_overlap_are_not_judged(api: ApiServer) -> None:
    records = {"orgs": [{"sourcedId": f"org-{number}"} for number in range(40)]}
    url = api.serve(records, "1.1", overlaps=True, most=9, total="none")
    assert said(check(url)) == (
        "/orgs sent 1 record on two pages: its pages overlap, so others may be missing, twice. "
        f"{FIRST}"
    )


def test_json_says_so_as_well(api: ApiServer, bundles: dict[OneRoster, Path]) -> None:
    url = api.serve(bundles["1.1"], "1.1", total="more")
    result = check(url, "--output-format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 3
    assert (report["verdict"], report["exit_code"]) == ("incomplete", 3)
    assert report["source"] == {"kind": "oneroster-api", "location": url}
    assert SECRET not in result.stdout


def test_a_redirect_on_the_same_server_is_followed(
    api: ApiServer, bundles: dict[OneRoster, Path]
) -> None:
    from tests.api.server import PATHS

    old = api.serve(bundles["1.2"], "1.2")
    api.served.manners.redirect = None
    redirecting = api.url("1.1")
    api.redirects[PATHS["1.1"]] = old
    result = check(redirecting, "--select", "OB,OF001", "--oneroster", "1.1")
    assert result.exit_code in (0, 1), result.output
    api.redirects.clear()


def test_a_token_never_goes_to_another_server(
    api: ApiServer, bundles: dict[OneRoster, Path]
) -> None:
    from tests.api.server import running

    with running() as other:
        there = other.serve(bundles["1.1"], "1.1")
        url = api.serve(bundles["1.1"], "1.1", redirect=there)
        sentence = said(check(url))
        assert "another server, where the token is not sent" in sentence
        assert other.served.asked == []


def test_a_server_that_is_not_there(bundles: dict[OneRoster, Path]) -> None:
    url = "http://127.0.0.1:9/campus/oneroster/sync/ims/oneroster/v1p1"
    assert said(check(url)) == (
        "http://127.0.0.1:9/campus/oauth2/token cannot be reached (the connection is refused), "
        f"asked 3 times. {FIRST}"
    )


def test_a_wrong_secret_is_not_repeated(api: ApiServer, bundles: dict[OneRoster, Path]) -> None:
    url = api.serve(bundles["1.1"], "1.1")
    wrong = "opensesame/1+1"
    result = check(url, env={"ROSTER_LINT_CLIENT_SECRET": wrong, "ROSTER_LINT_DEBUG": "1"})
    assert "opensesame" not in result.output
    assert "gives no token (HTTP 401" in said(result) and "Check --client-id" in said(result)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roster_lint.sources.api.source.find_spec", lambda name: None)
    result = check("https://sis.example.org/ims/oneroster/v1p1")
    assert said(result, 2) == (
        "A OneRoster API is read with packages that are missing: pip install 'roster-lint[api]'."
    )


@pytest.mark.parametrize("words", [["preview"], ["explain", "student", "1"]])
def test_other_commands_look_at_campus_data(words: list[str]) -> None:
    source = "https://sis.example.org/ims/oneroster/v1p1"
    env = {**ENVIRONMENT, "ROSTER_LINT_SOURCE": source}
    result = CliRunner().invoke(app, words, env=env)
    assert result.exit_code == 2
    assert "is a OneRoster API: this command looks at Infinite Campus data" in result.stderr


def test_an_api_holds_nothing_that_is_missing() -> None:
    result = CliRunner().invoke(app, ["missing", "https://sis.example.org/ims/oneroster/v1p1"])
    assert result.exit_code == 2
    assert "a OneRoster bundle or API is what is sent" in result.stderr
