"""Which version and edition a bundle is of, by its manifest and its headers."""

import pytest

from fixtures.bundle_tables import headers
from roster_lint.loading.bundle_version import detect_version, edition_of, old_columns
from roster_lint.vocabulary import OneRoster

OLD = "users.csv is that of OneRoster 1.2.0: resourceSourcedIds is no column of 1.2.1."
NEW = "users.csv is that of OneRoster 1.2.1: it does not have resourceSourcedIds of 1.2.0."
USERS = headers("1.2")["users"]


@pytest.mark.parametrize(
    ("version", "header", "reported"),
    [
        ("1.2", USERS, NEW),
        ("1.2", [*USERS, "resourceSourcedIds"], OLD),
        ("1.2", [*USERS, " ResourceSourcedIDs"], OLD),
        ("1.1", headers("1.1")["users"], None),
        ("1.2", headers("1.1")["users"], None),
        ("1.1", USERS, None),
    ],
)
def test_the_header_shows_the_edition(
    version: OneRoster, header: list[str], reported: str | None
) -> None:
    assert edition_of(version, {"users": header}) == reported


def test_without_a_header_nothing_is_reported() -> None:
    assert edition_of("1.2", {}) is None


ORGS = {"orgs": headers("1.1")["orgs"]}
LINE_ITEMS = {"lineItems": headers("1.1")["lineItems"]}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_rows_of_the_manifest_decide_for_files_that_do_not_show_it(version: OneRoster) -> None:
    other: OneRoster = "1.2" if version == "1.1" else "1.1"
    reported = detect_version(None, other, version, ORGS, ORGS)
    assert (reported.version, reported.against) == (version, f"manifest.csv says {other}")
    assert detect_version(None, None, version, ORGS, ORGS).version == version
    assert detect_version(other, other, version, ORGS, ORGS).against is not None
    assert detect_version(None, version, version, ORGS, ORGS).against is None
    assert detect_version(None, version, None, ORGS, ORGS).against is None


def test_rows_of_the_manifest_do_not_outweigh_a_file() -> None:
    reported = detect_version(None, "1.1", "1.2", LINE_ITEMS, LINE_ITEMS)
    assert (reported.version, reported.against) == ("1.1", None)
    reported = detect_version(None, "1.2", "1.1", {"users": USERS}, {"users": USERS})
    assert (reported.version, reported.against) == ("1.2", None)


@pytest.mark.parametrize(
    ("has_manifest", "users", "old"),
    [
        (False, ("sourcedId", "userId", "agents", "grade"), ("userId", "agents", "grade")),
        (False, ("sourcedId", " userId", "grade "), ("userId", "grade")),
        (False, ("sourcedId", "grade"), ()),
        (False, ("sourcedId", "userId", "agents", "grades"), ()),
        (False, ("sourcedId", "userIds", "agentSourcedIds", "grades"), ()),
        (True, ("sourcedId", "userId", "agents", "grade"), ()),
    ],
)
def test_two_old_columns_without_a_manifest_and_a_new_one_are_1p0(
    has_manifest: bool, users: tuple[str, ...], old: tuple[str, ...]
) -> None:
    assert old_columns(has_manifest, {"users": users, "orgs": ("sourcedId",)}) == old


def test_without_users_nothing_tells_1p0() -> None:
    assert old_columns(False, {"orgs": ("sourcedId", "grade", "agents")}) == ()
