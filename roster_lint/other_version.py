"""What the other OneRoster version would change, where nobody said which one the connection has."""

from collections.abc import Sequence

from roster_lint.model.build import HAS_USERNAME
from roster_lint.profiles.profile import Profile
from roster_lint.profiles.several import Vendors
from roster_lint.report import Availability, OtherVersion
from roster_lint.settings import Settings


def other_version(
    settings: Settings, vendors: Vendors, availability: Sequence[Availability], *, judgeable: bool
) -> OtherVersion | None:
    """What OneRoster 1.2 would change; None where the version was set or a bundle says it.

    The two versions ask the same of people but for the username: those whom nothing but that
    holds back would sync under 1.2. They are what the funnel counts at that criterion.

    Args:
        settings: the run's.
        vendors: those that it judges by.
        availability: the funnel of each population, under 1.1.
        judgeable: the funnel is known.
    """
    if settings.oneroster_set:
        return None
    more = {
        one.entity: sum(c.failed for c in one.criteria if c.name == HAS_USERNAME[0])
        for one in availability
        if one.entity != "section" and vendors.uses(one.entity, "record")
    }
    return OtherVersion(
        "1.2",
        more if judgeable else None,
        {p.name: p.display for p in vendors.profiles if excludes(p, settings.oneroster)},
    )


def excludes(profile: Profile, oneroster: str) -> bool:
    """Whether a vendor's documents name OneRoster versions, and this is none of them."""
    return bool(profile.oneroster) and oneroster not in profile.oneroster
