"""For which vendors a finding counts, and how grave it is for each.

A finding's ``vendors`` holds ``name:severity:consequence`` for each vendor for which it counts,
with blanks between them, in the order of the names; NULL means that it counts for the one vendor.
"""

from collections.abc import Iterator

from roster_lint.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.profiles.elsewhere import raised
from roster_lint.profiles.profile import Profile
from roster_lint.profiles.several import Vendors
from roster_lint.sources.base import Family

Row = tuple[str, str, str, bool, str]

# The severity for each vendor: what the profile says, or raises it to, else what the finding says.
_WEIGHED = """
CREATE TEMP TABLE weighed AS
SELECT
    found.place,
    string_agg(concat_ws(':', v.vendor, w.severity, w.consequence), ' ' ORDER BY v.vendor)
        AS vendors,
    min(CASE w.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END) AS gravest
FROM (
    SELECT rowid AS place, severity, vendors, ' ' || vendors || ' ' AS marks
    FROM finding
    WHERE code = ?
) found
CROSS JOIN vendor_list v
LEFT JOIN vendor_severity s ON s.vendor = v.vendor AND s.code = ?
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN found.vendors IS NULL THEN found.severity
            ELSE regexp_extract(found.marks, ' ' || v.vendor || ':([a-z]+):', 1)
        END AS own
) o
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN o.own = '' OR s.severity IS NULL THEN o.own
            WHEN s.is_raised AND o.own = 'error' THEN o.own
            WHEN s.is_raised AND o.own = 'warning' AND s.severity = 'info' THEN o.own
            ELSE s.severity
        END AS severity,
        CASE
            WHEN s.consequence <> '' THEN s.consequence
            WHEN found.vendors IS NULL THEN ''
            ELSE regexp_extract(found.marks, ' ' || v.vendor || ':[a-z]+:([a-z-]*) ', 1)
        END AS consequence
) w
WHERE w.severity <> '' AND v.vendor NOT IN (SELECT vendor FROM vendor_not_asking WHERE code = ?)
GROUP BY found.place
"""


def severity_rows(vendors: Vendors, family: Family) -> Iterator[Row]:
    """Rows of ``vendor_severity``: vendor, code, severity, whether it only raises, consequence."""
    for profile in vendors.profiles:
        rows: dict[str, Row] = {}
        for one in raised(profile, family):
            line = one.line
            before = rows.get(one.code)
            if before is None or (before[2], line.severity) == ("warning", "error"):
                rows[one.code] = (
                    profile.name,
                    one.code,
                    line.severity,
                    True,
                    line.consequence or "",
                )
        for said in profile.severities:
            rows[said.check] = (
                profile.name,
                said.check,
                said.severity,
                False,
                said.consequence or "",
            )
        yield from rows.values()


def weigh(engine: Engine, check: Check, vendors: Vendors) -> None:
    """Sets how grave one check's findings are, in all and for each vendor."""
    row = engine.row("SELECT count(*) FROM vendor_severity WHERE code = ?", (check.code,))
    if not vendors.are_several and row == (0,):
        return
    for profile in vendors.profiles:
        if not asks(check, profile):
            engine.run("INSERT INTO vendor_not_asking VALUES (?, ?)", (profile.name, check.code))
    engine.run(_WEIGHED, (check.code, check.code, check.code))
    engine.run(
        "UPDATE finding SET vendors = w.vendors, severity = CASE w.gravest WHEN 0 THEN 'error'"
        " WHEN 1 THEN 'warning' ELSE 'info' END FROM weighed w WHERE w.place = finding.rowid"
    )
    engine.run("DROP TABLE weighed")


def asks(check: Check, profile: Profile) -> bool:
    """Whether a check has anything to say for a vendor."""
    if (check.topic == "AC" and not profile.accounts) or not profile.minds(check.code):
        return False
    uses = not check.uses or any(profile.uses(*use.split(".", 1)) for use in check.uses)
    return uses and (check.matches is None or profile.matches_on(check.matches))
