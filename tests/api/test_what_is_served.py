"""Whatever way an API serves its records, the files are the same, and those of the bundle."""

from pathlib import Path

import pytest

from roster_lint.vocabulary import OneRoster
from tests.api.conftest import VERSIONS, as_rows, fetched, read_all, settings_for
from tests.api.server import ApiServer

MANNERS = {
    "no count": {"total": "none"},
    "no count and no link": {"total": "none", "link": "none"},
    "a count that is no number": {"total": "words"},
    "a relative link": {"link": "relative"},
    "a link to another server": {"link": "foreign"},
    "a link without end": {"link": "always"},
    "a link without end and no count": {"link": "always", "total": "none"},
    "fewer records than asked for": {"most": 2},
    "one record a page": {"most": 1},
    "fewer records than asked for, without a count": {"most": 2, "total": "none"},
    "fewer records than asked for, without a word": {"most": 2, "total": "none", "link": "none"},
    "no page behind the last": {"past_end": 404},
    "no page behind the last, without a count": {"past_end": 400, "total": "none", "most": 2},
    "all in one page": {"ignores_offset": True},
    "keys of the path": {
        "keys": {"orgs": "schools", "academicSessions": "terms", "users": "students"}
    },
    "a key of its own": {"keys": {"classes": "sections"}},
    "a bare list": {"keys": {"orgs": "", "users": "", "enrollments": ""}},
    "nulls": {"nulls": True},
    "unknown fields": {"more": True},
    "booleans of JSON": {"booleans": True},
    "busy at first": {"busy": 2, "retry_after": "0"},
    "busy without a word": {"busy": 2},
    "busy until a moment that is over": {
        "busy": 1,
        "retry_after": "Sat, 01 Aug 2020 06:30:00 GMT",
    },
    "away at first": {"failing": 2},
    "answers that break off": {"cut": 2},
    "credentials in the header": {"credentials": "header"},
    "credentials in the form": {"credentials": "form"},
    "scopes": {"wants_scope": True},
    "scopes and credentials in the form": {"wants_scope": True, "credentials": "form"},
    "a token for three pages": {"token_lasts": 3},
}


@pytest.fixture(scope="module")
def well_served(api: ApiServer, bundles: dict[OneRoster, Path]) -> dict[OneRoster, dict[str, str]]:
    """The files that are made of an API without faults, the grade book aside."""
    without = settings_for(api_grade_book=False)
    return {v: fetched(api.serve(bundles[v], v), without)[0] for v in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS)
def test_an_api_becomes_the_bundle_that_it_serves(
    api: ApiServer, bundles: dict[OneRoster, Path], version: OneRoster
) -> None:
    texts, notes = fetched(api.serve(bundles[version], version))
    files, bundle = as_rows(texts), as_rows(read_all(bundles[version]))
    # Roles have no ID of their own in an API, and passwords are not kept.
    for row in [*files.get("roles.csv", []), *bundle.get("roles.csv", [])]:
        del row["sourcedId"]
    for row in bundle["users.csv"]:
        row.pop("resourceSourcedIds", None)
    not_served = {name for name in bundle if "esource" in name or name.startswith("lineItemS")}
    not_served |= {n for n in bundle if n.startswith(("lineItemL", "resultL", "resultS"))}
    assert files == {name: rows for name, rows in bundle.items() if name not in not_served}
    assert notes == ()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("manner", MANNERS)
def test_the_files_are_the_same_however_it_is_served(
    api: ApiServer,
    bundles: dict[OneRoster, Path],
    well_served: dict[OneRoster, dict[str, str]],
    version: OneRoster,
    manner: str,
) -> None:
    without = settings_for(api_grade_book=False)
    texts, notes = fetched(api.serve(bundles[version], version, **MANNERS[manner]), without)
    assert (texts, notes) == (well_served[version], ())
    assert {method for method, _, _ in api.served.asked} == {"GET", "POST"}
    posted = [path for method, path, _ in api.served.asked if method == "POST"]
    assert all(path.startswith("/campus/oauth2/token?appName=sync") for path in posted)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("threads", [1, 4, 16])
def test_the_files_are_the_same_in_pages_of_any_size(
    api: ApiServer, bundles: dict[OneRoster, Path], size: int, threads: int
) -> None:
    url = api.serve(bundles["1.2"], "1.2")
    expected, _ = fetched(url)
    texts, _ = fetched(url, settings_for(api_page_size=size, api_concurrency=threads))
    assert texts == expected


@pytest.mark.parametrize("method", ["HMAC-SHA256", "HMAC-SHA1"])
def test_oauth_1_signs_every_request(
    api: ApiServer, bundles: dict[OneRoster, Path], method: str
) -> None:
    expected, _ = fetched(api.serve(bundles["1.1"], "1.1"))
    url = api.serve(bundles["1.1"], "1.1", auth=method)
    texts, _ = fetched(url, settings_for(api_auth="oauth1"))
    assert texts == expected
    assert {method for method, _, _ in api.served.asked} == {"GET"}


def test_what_the_connection_may_not_read_is_named_and_not_judged(
    api: ApiServer, bundles: dict[OneRoster, Path]
) -> None:
    url = api.serve(bundles["1.1"], "1.1", always={"demographics": 403}, grade_book=False)
    texts, notes = fetched(url)
    assert not {"demographics.csv", "categories.csv", "lineItems.csv", "results.csv"} & set(texts)
    assert "file.demographics,absent" in texts["manifest.csv"]
    assert notes == (
        "The connection does not serve demographics (HTTP 403), categories (HTTP 404), lineItems "
        "(HTTP 404), results (HTTP 404): nothing is judged of it.",
    )


def test_the_grade_book_is_read_only_where_it_is_asked_for(
    api: ApiServer, bundles: dict[OneRoster, Path]
) -> None:
    texts, _ = fetched(api.serve(bundles["1.2"], "1.2"), settings_for(api_grade_book=False))
    assert "results.csv" not in texts
    assert not any("gradebook" in path for _, path, _ in api.served.asked)


def test_no_role_is_filtered_for_and_the_users_are_asked_for_once(
    api: ApiServer, bundles: dict[OneRoster, Path]
) -> None:
    fetched(api.serve(bundles["1.2"], "1.2"))
    asked = [path for _, path, _ in api.served.asked]
    assert not any("filter" in path or "/students" in path for path in asked)


def test_passwords_are_not_kept(api: ApiServer) -> None:
    records = {name: [] for name in ("orgs", "academicSessions", "courses", "classes")}
    profile = {"profileId": "p1", "credentials": [{"username": "u", "password": "opensesame"}]}
    user = {"sourcedId": "u1", "password": "opensesame", "userProfiles": [profile]}
    url = api.serve({**records, "users": [user], "enrollments": []}, "1.2")
    texts, _ = fetched(url)
    assert "opensesame" not in "".join(texts.values())
    assert "(hidden)" in texts["users.csv"] and "(hidden)" in texts["userProfiles.csv"]
