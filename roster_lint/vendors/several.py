"""The vendors that a run judges by: one, or several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from roster_lint.errors import UsageError
from roster_lint.vendors.loading import load_profile
from roster_lint.vendors.profile import NOBODY, Profile


@dataclass(frozen=True)
class Vendors:
    """One profile or more.

    Attributes:
        profiles: in the order in which they were named, each name once.
    """

    profiles: tuple[Profile, ...]

    @classmethod
    def named(cls, names: Sequence[str]) -> Self:
        """The vendors of these names or files; ``generic`` where none is named.

        Raises:
            UsageError: there is no such profile, a file is malformed, or two have one name.
        """
        profiles: dict[str, Profile] = {}
        for name in names or (NOBODY,):
            profile = load_profile(name)
            if profiles.setdefault(profile.name, profile) != profile:
                raise UsageError(f"--vendor: two profiles are called {profile.name}.")
        return cls(tuple(profiles.values()))

    @property
    def name(self) -> str:
        """The names, with commas between them."""
        return ",".join(profile.name for profile in self.profiles)

    @property
    def display(self) -> str:
        """The vendors' own names in words."""
        *most, last = (profile.display for profile in self.profiles)
        return f"{', '.join(most)} and {last}" if most else last

    @property
    def are(self) -> str:
        """The verb that goes with them."""
        return "are" if self.are_several else "is"

    @property
    def are_nobody(self) -> bool:
        """No vendor in particular is chosen."""
        return self.name == NOBODY

    @property
    def are_several(self) -> bool:
        """Whether a finding can count for one and not for another."""
        return len(self.profiles) > 1

    def uses(self, population: str, field: str) -> bool:
        """Whether any of them uses a field of a population; ``*`` stands for any population."""
        return any(profile.uses(population, field) for profile in self.profiles)

    def mind(self, code: str) -> bool:
        """Whether the findings of a check are anything to any of them."""
        return any(profile.minds(code) for profile in self.profiles)

    def matches_on(self, field: str) -> bool:
        """Whether any of them is known to match accounts on a field."""
        return any(profile.matches_on(field) for profile in self.profiles)
