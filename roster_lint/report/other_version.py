"""What the other OneRoster version would change, where the connection's version is not set."""

from roster_lint.engine.base import Engine
from roster_lint.model.build import ROLES
from roster_lint.report.counts import OtherVersion
from roster_lint.settings.settings import Settings
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors

# The versions differ only in the username, which is 1.1's last criterion: anyone who fails only
# there would sync under 1.2.
_MORE = """
SELECT used.population, count(p.personID)
FROM (SELECT DISTINCT population FROM vendor_need WHERE field = 'record') used
LEFT JOIN person_criteria p ON p.role = used.population AND p.first_failed = 'has_username'
GROUP BY used.population
"""


def other_version(
    engine: Engine, settings: Settings, vendors: Vendors, *, judgeable: bool
) -> OtherVersion | None:
    """What OneRoster 1.2 would change; None where the version was set or a bundle says it.

    Args:
        engine: holds the model, built for 1.1.
        settings: the run's.
        vendors: those that it judges by.
        judgeable: the source could be judged, so that the numbers mean something.
    """
    if settings.oneroster_set:
        return None
    excluding = {p.name: p.display for p in vendors.profiles if excludes(p, settings.oneroster)}
    if not judgeable:
        return OtherVersion("1.2", None, excluding)
    more = {str(population): int(number) for population, number in engine.rows(_MORE)}
    return OtherVersion("1.2", {role: more[role] for role in ROLES if role in more}, excluding)


def excludes(profile: Profile, oneroster: str) -> bool:
    """Whether a vendor's documents name OneRoster versions, and this is none of them."""
    return bool(profile.oneroster) and oneroster not in profile.oneroster
