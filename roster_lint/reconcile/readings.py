"""The readings of the article that change what is predicted, and what else each could be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from roster_lint.settings.settings import Settings

ENOUGH = 5
"""Fewer people than this decide nothing: so few can differ by chance or by an oversight."""


@dataclass(frozen=True)
class Reading:
    """One setting with another value than the run's.

    Attributes:
        key: the setting, as roster-lint.toml spells it.
        value: its value under this reading.
        column: the column of the table ``settings`` that the model reads it from.
        cell: what stands in that column under this reading.
        enough: how many records must decide it.
    """

    key: str
    value: str | bool
    column: str
    cell: str | bool
    enough: int = ENOUGH

    @property
    def toml(self) -> str:
        """The line of roster-lint.toml that sets it."""
        value = str(self.value).lower() if isinstance(self.value, bool) else f'"{self.value}"'
        return f"{self.key} = {value}"


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "window_rule": ("overlap", "contain"),
    "end_date_today": ("active", "ended"),
    "guardian_rule": ("guardian-and-portal", "portal"),
    "roster_rule": ("any", "calendar"),
    "user_ids": ("auto", "person-id", "person-guid", "identity-guid"),
    "school_ids": ("guid", "id"),
}
"""The values of each setting that the model reads as it is written. If two predict the same (a
source without GUIDs has one form of ID only), the first is taken."""

_CERTAIN = frozenset(("user_ids", "school_ids"))
"""An ID cannot be another form of itself by chance: one record is enough."""


def other_readings(settings: Settings) -> Iterator[Reading]:
    """Every other value of every reading that the run's version knows.

    Args:
        settings: of the run.
    """
    for key, values in _CHOICES.items():
        for value in values:
            if value != getattr(settings, key):
                yield Reading(key, value, key, value, 1 if key in _CERTAIN else ENOUGH)
    judged = settings.disabled_accounts == "error"
    value = "auto" if judged else "error"
    yield Reading("disabled_accounts", value, "disabled_accounts", "info" if judged else "error")
    email = "secondary_email_1p1" if settings.oneroster == "1.1" else "secondary_email_1p2"
    sent = not settings.secondary_email
    yield Reading(email, sent, "secondary_email", sent)
    if settings.oneroster == "1.2":
        local = not settings.local_grades
        yield Reading("local_grades", local, "local_grades", local)


def current(settings: Settings, key: str) -> str | bool:
    """The value that the run's settings have."""
    value = getattr(settings, key)
    assert isinstance(value, str | bool)
    return value
