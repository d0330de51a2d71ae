"""Served under another reading of the article, that one is found; where nobody decides, none is."""

from pathlib import Path

import pytest

from roster_lint.reconcile import Options, Reconciliation, reconcile
from roster_lint.reconcile.readings import Reading, other_readings
from roster_lint.vocabulary import OneRoster
from tests.reconcile.conftest import Served
from tests.reconcile.districts import VERSIONS, settings_of

pytestmark = pytest.mark.long


def calibrated(campus: Path, bundle: Path, **settings: object) -> Reconciliation:
    return reconcile(campus, bundle, settings_of(**settings), Options(calibrate=True))


READINGS = [
    pytest.param(version, reading, id=f"{version}-{reading.key}-{reading.value}")
    for version in VERSIONS
    for reading in other_readings(settings_of(oneroster=version))
    # The GUID of the person is what 1.2 is predicted with.
    if (version, reading.value) != ("1.2", "person-guid")
]


@pytest.mark.parametrize(("oneroster", "reading"), READINGS)
def test_the_reading_that_is_served_is_found(
    oneroster: OneRoster, reading: Reading, decided: Path, serve: Served
) -> None:
    bundle = serve(decided, oneroster, **{reading.key: reading.value})
    with calibrated(decided, bundle) as found:
        assert found.exit_code == 1
        assert found.calibration is not None
        assert found.calibration.toml == (reading.toml,)
        assert found.calibration.left == 0
        tried = next(one for one in found.calibration.tried if one.reading == reading)
        assert (tried.explained, tried.contradicting) == (tried.differing, 0)
        assert tried.deciding >= (3 if reading.key == "school_ids" else 5)


TOGETHER: dict[str, dict[str, object]] = {
    # Who is missing by one of them has no address that could differ by the other.
    "of-some": {"window_rule": "contain", "email": True, "disabled_accounts": "error"},
    # Everybody differs in both ways.
    "of-all": {"email": True, "user_ids": "person-id", "school_ids": "id"},
}


@pytest.mark.parametrize("name", TOGETHER)
@pytest.mark.parametrize("oneroster", VERSIONS)
def test_readings_that_hide_each_other_are_found_together(
    oneroster: OneRoster, name: str, decided: Path, serve: Served
) -> None:
    email = f"secondary_email_{oneroster.replace('.', 'p')}"
    readings = {email if key == "email" else key: v for key, v in TOGETHER[name].items()}
    bundle = serve(decided, oneroster, **readings)
    with calibrated(decided, bundle) as found:
        assert found.calibration is not None
        assert {one.key: one.value for one in found.calibration.best} == readings
        assert found.calibration.left == 0


@pytest.mark.parametrize("oneroster", VERSIONS)
def test_the_settings_are_confirmed_where_they_are_served(
    oneroster: OneRoster, decided: Path, serve: Served
) -> None:
    bundle = serve(decided, oneroster)
    with calibrated(decided, bundle) as found:
        assert found.exit_code == 0
        assert found.calibration is not None
        assert found.calibration.toml == ()
        verdicts = {one.reading.key: one.verdict for one in found.calibration.tried}
    kept = {"window_rule", "end_date_today", "guardian_rule", "roster_rule", "disabled_accounts"}
    assert {verdicts[key] for key in kept} == {"contradicted"}


@pytest.mark.parametrize("key", ["end_date_today", "school_ids"])
@pytest.mark.parametrize("oneroster", VERSIONS)
def test_nothing_is_recommended_where_no_record_decides(
    key: str, oneroster: OneRoster, undecided: Path, serve: Served
) -> None:
    value = {"end_date_today": "ended", "school_ids": "id"}[key]
    bundle = serve(undecided, oneroster, **{key: value})
    with calibrated(undecided, bundle) as found:
        assert found.exit_code == 0
        assert found.calibration is not None
        assert found.calibration.toml == ()
        verdicts = {one.reading.key: one.verdict for one in found.calibration.tried}
    assert verdicts[key] == "undecided"


def test_too_few_records_recommend_nothing(serve: Served) -> None:
    august = Path(__file__).parents[2] / "fixtures" / "back-to-school"
    bundle = serve(august, "1.1", disabled_accounts="error")
    with calibrated(august, bundle) as found:
        assert found.calibration is not None
        [tried] = [t for t in found.calibration.tried if t.reading.key == "disabled_accounts"]
        assert (tried.verdict, tried.explained, tried.contradicting) == ("too few", 3, 0)
        assert found.calibration.best == ()


def test_a_setting_that_is_wrong_is_led_back(decided: Path, serve: Served) -> None:
    bundle = serve(decided, "1.1")
    with calibrated(decided, bundle, guardian_rule="portal", user_ids="person-id") as found:
        assert found.calibration is not None
        assert set(found.calibration.toml) == {
            'guardian_rule = "guardian-and-portal"',
            'user_ids = "auto"',
        }
