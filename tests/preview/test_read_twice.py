"""What the predicted payload finds in a quick way, read once more in the plain one."""

import pytest

from roster_lint.vocabulary import OneRoster
from tests.preview.conftest import Sample


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_the_primary_role_at_a_school_is_the_first_by_rank(
    healthy: Sample, version: OneRoster
) -> None:
    """Read once more by ranking everybody, where the model ranks people with several roles."""
    # A teacher whose child goes to the same school, and a student who is a relative there.
    change = (
        "INSERT INTO RelatedPair (personID1, personID2, guardian, portal)"
        " SELECT e.personID, 2001, TRUE, TRUE FROM Enrollment e WHERE e.personID = 1001 LIMIT 1;"
        "INSERT INTO RelatedPair (personID1, personID2, guardian, portal)"
        " VALUES (1002, 1003, FALSE, TRUE)"
    )
    healthy.preview(change, oneroster=version)
    ranked = healthy.rows(
        "SELECT r.is_primary, row_number() OVER ("
        " PARTITION BY r.personID, r.schoolID ORDER BY r.status, n.rank) = 1 AS is_first,"
        " count(*) OVER (PARTITION BY r.personID, r.schoolID) AS roles_there"
        " FROM predicted_role r JOIN predicted_role_name n USING (population)"
        " QUALIFY r.population <> 'student'"
    )
    assert all(is_primary == is_first for is_primary, is_first, _roles in ranked)
    assert sum(roles > 1 and not is_first for _primary, is_first, roles in ranked) >= 2


def test_the_username_is_the_first_that_can_be_sent(healthy: Sample) -> None:
    change = (
        'INSERT INTO UserAccount (personID, username, "disable", lock, expiresDate) VALUES'
        " (1001, 'a.disabled', TRUE, FALSE, NULL), (1001, 'a.usable', FALSE, FALSE, NULL),"
        " (1002, 'a.locked', FALSE, TRUE, NULL),"
        " (1003, 'a.expired', FALSE, FALSE, DATE '2020-01-01');"
        'UPDATE UserAccount SET "disable" = TRUE WHERE personID = 1003'
    )
    healthy.preview(change)
    sent = "SELECT personID, username FROM predicted_user WHERE personID < 1100 ORDER BY ALL"
    meant = (
        "SELECT u.personID, min(a.username) FROM predicted_user u"
        " LEFT JOIN sendable_account a ON a.personID = u.personID"
        " WHERE u.personID < 1100 GROUP BY u.personID ORDER BY ALL"
    )
    assert healthy.rows(sent) == healthy.rows(meant)
    (usable,) = healthy.rows("SELECT username FROM predicted_user WHERE personID = 1001")
    assert usable == ("a.usable",)
