"""A header of users.csv tells 1.2.0 from 1.2.1, where it is one of 1.2 at all."""

import pytest

from fixtures.bundle_tables import headers
from roster_lint.bundle_version import told_edition
from roster_lint.settings import OneRoster

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
