"""``doctor`` and ``snapshot`` of an API, and what ``check`` calls it."""

import json
import stat
import sys
import time
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from roster_lint import lint
from roster_lint.cli.app import app
from roster_lint.vocabulary import OneRoster
from tests.api.conftest import QUICK, VERSIONS
from tests.api.credentials import CLIENT_ID, SECRET
from tests.api.server import ApiServer
from tests.api.test_api_round_trip import found_in, ids_of, of_record
from tests.bundles import bundle

DAY = "2026-09-15"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, a server that is not waited for long, and no keyring."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("roster_lint.sources.api.asking.USUAL", QUICK)
    monkeypatch.setitem(sys.modules, "keyring", None)
    return tmp_path


def run(*words: str) -> Result:
    """A command in this process, in 80 columns."""
    env = {"ROSTER_LINT_CLIENT_SECRET": SECRET, "COLUMNS": "80", "ROSTER_LINT_AS_OF": DAY}
    return CliRunner().invoke(app, [*words, "--client-id", CLIENT_ID], env=env)


def test_doctor_says_what_the_api_is_like(api: ApiServer, bundles: dict[OneRoster, Path]) -> None:
    url = api.serve(bundles["1.2"], "1.2", most=2, link="none", always={"demographics": 403})
    result = run("doctor", url)
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert text.startswith("OneRoster 1.2 API: http://127.0.0.1")
    assert "Logged in by OAuth 2; 127.0.0.1" in text and "a token for 3,600 seconds." in text
    assert "The server's clock agrees with this machine's." in text
    assert "users 5 sends 2 a page, not 1,000, no Link" in text
    assert "orgs 2 as the specification has it" in text
    assert "demographics not served" in text and "HTTP 403: not granted" in text
    assert "Judgeable All needed collections answer." in text
    assert len(api.served.asked) == 1 + 7
    assert SECRET not in result.output and "token-1" not in result.output


def test_doctor_ends_with_3_where_a_needed_collection_is_refused(
    api: ApiServer, bundles: dict[OneRoster, Path]
) -> None:
    url = api.serve(bundles["1.1"], "1.1", total="none", always={"classes": 403, "users": 503})
    result = run("doctor", url)
    assert result.exit_code == 3
    text = " ".join(result.stdout.split())
    assert "orgs 2 or more no X-Total-Count" in text
    assert "Not judgeable /classes answers with HTTP 403" in text
    assert "/users answers (HTTP 503), asked 3 times." in text


def test_doctor_reports_a_clock_that_is_wrong(
    api: ApiServer, bundles: dict[OneRoster, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = api.serve(bundles["1.1"], "1.1")
    now = time.time()
    monkeypatch.setattr("roster_lint.loading.api.examining.time", lambda: now + 600)
    result = run("doctor", url)
    assert "seconds behind this machine's" in " ".join(result.stdout.split())


def test_doctor_is_not_let_in(api: ApiServer, bundles: dict[OneRoster, Path]) -> None:
    result = run("doctor", api.serve(bundles["1.1"], "1.1", auth="HMAC-SHA256"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "HTTP 401" in result.stderr
    result = run("doctor", api.url("1.1"), "--api-auth", "oauth1")
    assert "OAuth 1, signed with HMAC-SHA256" in result.stdout


@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_a_snapshot_is_a_bundle_that_is_judged_as_the_api_is(
    api: ApiServer, version: OneRoster, place: Path
) -> None:
    made = bundle(version)
    made.rows["users"][1] |= {"enabledUser": "yes", "password": "opensesame"}
    made.rows["enrollments"][1]["userSourcedId"] = "nobody"
    url = api.serve(made.write(place / "served"), version)
    result = run("snapshot", url, "bundle.zip", "--api-grade-book")
    assert result.exit_code == 0
    number = "28 records of 10" if version == "1.1" else "30 records of 11"
    assert result.stdout.startswith(f"bundle.zip holds {number} collections in ")
    assert stat.S_IMODE((place / "bundle.zip").stat().st_mode) == 0o600
    assert b"opensesame" not in (place / "bundle.zip").read_bytes()
    with zipfile.ZipFile(place / "bundle.zip") as archive:
        archive.extractall(place / "saved")
    rows = ids_of(place / "saved")
    with lint(place / "bundle.zip", as_of=DAY) as report:
        of_bundle = {of_record(f, rows)[:3] for f in report.findings()}
    of_api = {of_record(f, rows)[:3] for f in found_in(url, as_of=DAY) if f.code != "OF023"}
    assert of_api == of_bundle
    assert {code for code, *_ in of_api} >= {"OF009", "OP102"}


def test_a_snapshot_that_breaks_off_writes_nothing(
    api: ApiServer, bundles: dict[OneRoster, Path], place: Path
) -> None:
    url = api.serve(bundles["1.1"], "1.1", loses="enrollments")
    result = run("snapshot", url, "bundle.zip")
    assert result.exit_code == 3
    assert "/enrollments served 4 records, and its X-Total-Count says 5" in result.stderr
    assert list(place.iterdir()) == []


def test_a_snapshot_replaces_no_file(
    api: ApiServer, bundles: dict[OneRoster, Path], place: Path
) -> None:
    (place / "bundle.zip").write_text("mine")
    result = run("snapshot", api.serve(bundles["1.1"], "1.1"), "bundle.zip")
    assert result.exit_code == 2 and "exists already" in result.stderr
    assert api.served.asked == []


def test_check_calls_an_api_an_api(api: ApiServer, bundles: dict[OneRoster, Path]) -> None:
    url = api.serve(bundles["1.1"], "1.1")
    result = run("check", url, "--details")
    text = " ".join(result.stdout.split())
    assert "A OneRoster API is what is sent" in text
    assert f"Source OneRoster API {url[:30]}" in text
    assert "OB0" not in text and ".csv" not in text


def test_settings_can_name_an_api(
    api: ApiServer, bundles: dict[OneRoster, Path], place: Path
) -> None:
    url = api.serve(bundles["1.2"], "1.2")
    token = f"http://127.0.0.1:{api.port}/campus/oauth2/token?appName=sync"
    (place / "roster-lint.toml").write_text(
        f'source = "{url}"\nclient_id = "{CLIENT_ID}"\ntoken_url = "{token}"\napi_page_size = 3\n'
    )
    env = {"ROSTER_LINT_CLIENT_SECRET": f"{SECRET}\n", "ROSTER_LINT_API_CONCURRENCY": "2"}
    words = ["--output-format", "json", "--select", "OP1"]
    result = CliRunner().invoke(app, words, env=env)
    assert json.loads(result.stdout)["source"]["kind"] == "oneroster-api"
    assert {q for _, q, _ in api.served.asked if "limit" in q and "limit=3" not in q} == set()


def test_a_secret_in_the_settings_file_is_refused(place: Path) -> None:
    (place / "roster-lint.toml").write_text('client_secret = "opensesame"\n')
    result = run("check", "https://sis.example.org/v1p1")
    assert result.exit_code == 2 and "opensesame" not in result.output
    assert "put it into ROSTER_LINT_CLIENT_SECRET or the keyring" in result.stderr


def test_the_keyring_is_asked(
    api: ApiServer, bundles: dict[OneRoster, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    asked: list[tuple[str, str]] = []

    def get_password(service: str, user: str) -> str:
        asked.append((service, user))
        return SECRET

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=get_password))
    url = api.serve(bundles["1.1"], "1.1")
    result = CliRunner().invoke(app, ["doctor", url, "--client-id", CLIENT_ID])
    assert result.exit_code == 0
    assert asked == [("roster-lint", f"{CLIENT_ID}@127.0.0.1:{api.port}")]
