"""The districts whose plans are carried out, and the part of them that the suite has time for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

from fixtures.district import AS_OF, VARIANTS, District, back_to_school, variant
from tests.case_runner import campus_checks, cases_of
from tests.district_folder import DistrictFolder
from tests.laws.examples import changed
from tests.plan import districts, employees
from tests.plan.promises import Kept, tried

_AT_RANDOM = 40
_EMPLOYEES = 40
_BY_CHANCE = ("chance 27 in another order", "employees 0", "employees 3", "employees 5")
_OF_THE_CASES = 30
"""Of how many cases the suite tries one; always the same ones."""


@dataclass(frozen=True)
class Example:
    """One district under one run's settings.

    Attributes:
        name: where it comes from.
        settings: of the run.
        district: makes it.
        order: of the causes, a number to draw it by; None means the plan's own.
        whole: the plan is made by all checks.
    """

    name: str
    settings: Mapping[str, Any]
    district: Callable[[], District]
    order: int | None = None
    whole: bool = False

    def tried(self, folder: DistrictFolder) -> Kept:
        """Makes the district, and carries out its plan."""
        return tried(self.district(), self.settings, folder, order=self.order, whole=self.whole)


def _settings(**values: object) -> dict[str, Any]:
    return {"as_of": AS_OF, **values}


STORED = (
    Example("august", _settings(), back_to_school, whole=True),
    Example("neither username nor trial", _settings(), districts.no_username_and_no_trial),
    Example("three at once", _settings(), districts.three_at_once),
    Example(
        "ended and begun too early",
        _settings(window_rule="contain"),
        districts.ended_and_begun_too_early,
    ),
)
"""The sample district, two in which nearly every record fails several criteria, and a rare pair."""


def others() -> Iterator[Example]:
    """More settings, the healthy district's variants, faults by chance, and the cases' districts.

    The cases are those of checks that a step of a plan can name. Where a connection is limited to
    schools, nothing says whether a section that belongs to two of them (SC009) stays in it.
    """
    yield Example("august for google", _settings(vendor="google-classroom"), back_to_school)
    yield Example("august under 1.2", _settings(oneroster="1.2"), back_to_school)
    strict = _settings(disabled_accounts="error", window_rule="contain", guardian_rule="portal")
    yield Example("august, strict", strict, back_to_school)
    for name in VARIANTS:
        yield Example(f"variant {name}", _settings(), partial(variant, name))
    for seed in range(_AT_RANDOM):
        district = partial(districts.at_random, seed)
        yield Example(f"chance {seed}", _settings(), district)
        yield Example(f"chance {seed} in another order", _settings(), district, order=seed)
    for seed in range(_EMPLOYEES):
        settings = _settings(**employees.settings(seed))
        yield Example(f"employees {seed}", settings, partial(employees.at_random, seed), order=seed)
    for check in (one for one in campus_checks() if one.action):
        for case in cases_of(check.code):
            moves = check.code == "SC009" and "school" in case.settings
            if not (case.columns_absent or moves):
                settings = _settings(**case.settings)
                yield Example(f"{check.code}: {case.name}", settings, partial(changed, case))


def of_the_suite() -> Iterator[Example]:
    """The stored districts, some with faults by chance, and every so many-th of the cases."""
    yield from STORED
    yield from (one for one in others() if one.name in _BY_CHANCE)
    cases = (one for one in others() if ": " in one.name)
    yield from (one for one in cases if crc32(one.name.encode()) % _OF_THE_CASES == 0)
