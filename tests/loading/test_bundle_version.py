"""Which version and edition a bundle is of, by its manifest and its headers."""

import pytest

from fixtures.bundle_tables import headers
from roster_lint.loading.bundle_version import old_columns, tell_version, told_edition
from roster_lint.vocabulary import OneRoster

OLD = "users.csv is that of OneRoster 1.2.0: resourceSourcedIds is no column of 1.2.1."
NEW = "users.csv is that of OneRoster 1.2.1: it lacks resourceSourcedIds of 1.2.0."
USERS = headers("1.2")["users"]


@pytest.mark.parametrize(
    ("version", "header", "told"),
    [
        ("1.2", USERS, NEW),
        ("1.2", [*USERS, "resourceSourcedIds"], OLD),
        ("1.2", [*USERS, " ResourceSourcedIDs"], OLD),
        ("1.1", headers("1.1")["users"], None),
        ("1.2", headers("1.1")["users"], None),
        ("1.1", USERS, None),
    ],
)
def test_the_header_tells_the_edition(
    version: OneRoster, header: list[str], told: str | None
) -> None:
    assert told_edition(version, {"users": header}) == told


def test_without_a_header_nothing_is_told() -> None:
    assert told_edition("1.2", {}) is None


ORGS = {"orgs": headers("1.1")["orgs"]}
LINE_ITEMS = {"lineItems": headers("1.1")["lineItems"]}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_rows_of_the_manifest_speak_for_files_that_do_not_tell(version: OneRoster) -> None:
    other: OneRoster = "1.2" if version == "1.1" else "1.1"
    told = tell_version(None, other, version, ORGS, ORGS)
    assert (told.version, told.against) == (version, f"manifest.csv says {other}")
    assert tell_version(None, None, version, ORGS, ORGS).version == version
    assert tell_version(other, other, version, ORGS, ORGS).against is not None
    assert tell_version(None, version, version, ORGS, ORGS).against is None
    assert tell_version(None, version, None, ORGS, ORGS).against is None


def test_rows_of_the_manifest_do_not_outweigh_a_file() -> None:
    told = tell_version(None, "1.1", "1.2", LINE_ITEMS, LINE_ITEMS)
    assert (told.version, told.against) == ("1.1", None)
    told = tell_version(None, "1.2", "1.1", {"users": USERS}, {"users": USERS})
    assert (told.version, told.against) == ("1.2", None)


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
