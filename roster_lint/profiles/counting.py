"""For which vendors a finding counts, and how grave it is for each.

A finding's ``vendors`` holds ``name:severity:consequence`` for each vendor for which it counts,
with blanks between them, in the order of the names; NULL means that it counts for the one vendor.
"""

from collections.abc import Iterator, Mapping

from roster_lint.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.profiles.elsewhere import raised
from roster_lint.profiles.profile import Profile
from roster_lint.profiles.several import Vendors
from roster_lint.sources.base import Family

Row = tuple[str, str, str | None, str, bool, str]

_POPULATIONS: Mapping[Family, str] = {
    "campus": "SELECT DISTINCT personID, role AS population FROM person_criteria",
    "bundle": (
        "SELECT DISTINCT u.personID, p.population FROM sent_person p"
        " JOIN sent_user u ON u.place = p.user_place"
    ),
}
"""The populations of the people whom findings are about, by the family of the source."""

# What a vendor's lines raise the severity of each finding to: lines about everybody, and lines
# about a population that the finding's person is of. Where several do, the gravest.
_RAISED = """
CREATE TEMP TABLE raised AS
SELECT place, vendor, severity, is_raised, consequence
FROM (
    SELECT
        f.rowid AS place,
        s.vendor,
        s.severity,
        s.is_raised,
        s.consequence,
        row_number() OVER (
            PARTITION BY f.rowid, s.vendor
            ORDER BY
                s.is_raised,
                CASE s.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END
        ) AS nth
    FROM finding f
    JOIN vendor_severity s ON s.code = f.code
    WHERE f.code = ? AND ({about})
)
WHERE nth = 1
"""

# The severity for each vendor: what the profile says, or raises it to, else what the finding says.
_WEIGHED = """
CREATE TEMP TABLE weighed AS
SELECT
    found.place,
    string_agg(concat_ws(':', v.vendor, w.severity, w.consequence), ' ' ORDER BY v.vendor)
        AS vendors,
    min(CASE w.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END) AS gravest
FROM (
    SELECT
        rowid AS place,
        severity,
        vendors,
        ' ' || vendors || ' ' AS marks,
        coalesce(json_extract_string(facts, '$.is_case_alone') = 'true', FALSE) AS is_case_alone
    FROM finding
    WHERE code = ?
) found
CROSS JOIN vendor_list v
LEFT JOIN raised s ON s.vendor = v.vendor AND s.place = found.place
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
WHERE w.severity <> ''
  AND v.vendor NOT IN (SELECT vendor FROM vendor_not_asking WHERE code = ?)
  AND NOT (
      found.is_case_alone
      AND v.vendor IN (SELECT vendor FROM vendor_ignoring_case WHERE code = ?)
  )
GROUP BY found.place
"""


def severity_rows(vendors: Vendors, family: Family) -> Iterator[Row]:
    """Rows of ``vendor_severity``.

    They are: vendor, code, population (None for everybody's and everything's findings), severity,
    whether it only raises, consequence.
    """
    for profile in vendors.profiles:
        for one in raised(profile, family):
            then = (one.line.severity, True, one.line.consequence or "")
            for population in one.populations or (None,):
                yield (profile.name, one.code, population, *then)
        for said in profile.severities:
            # What the basis has made less grave than it was meant lowers nothing.
            only_raises = said.severity != said.severity_written
            then = (said.severity, only_raises, said.consequence or "")
            yield (profile.name, said.check, None, *then)


def weigh(engine: Engine, check: Check, vendors: Vendors, family: Family) -> None:
    """Sets how grave one check's findings are, in all and for each vendor."""
    ignoring = any(not profile.minds_case(check.code) for profile in vendors.profiles)
    lines = engine.rows(
        "SELECT DISTINCT population IS NULL FROM vendor_severity WHERE code = ?", (check.code,)
    )
    if not vendors.are_several and not ignoring and not lines:
        return
    for profile in vendors.profiles:
        if not asks(check, profile):
            engine.run("INSERT INTO vendor_not_asking VALUES (?, ?)", (profile.name, check.code))
    about = "s.population IS NULL"
    if (False,) in lines:
        about += (
            " OR f.person_id IS NULL OR (f.person_id, s.population) IN"
            f" (SELECT (personID, population) FROM ({_POPULATIONS[family]}))"
        )
    engine.run(_RAISED.format(about=about), (check.code,))
    engine.run(_WEIGHED, (check.code,) * 3)
    engine.run(
        "UPDATE finding SET vendors = w.vendors, severity = CASE w.gravest WHEN 0 THEN 'error'"
        " WHEN 1 THEN 'warning' ELSE 'info' END FROM weighed w WHERE w.place = finding.rowid"
    )
    if ignoring:
        # What no vendor minds is no finding.
        engine.run(
            "DELETE FROM finding WHERE code = ? AND rowid NOT IN (SELECT place FROM weighed)",
            (check.code,),
        )
    engine.run("DROP TABLE weighed; DROP TABLE raised")


def asks(check: Check, profile: Profile) -> bool:
    """Whether a check has anything to say for a vendor."""
    if (check.topic == "AC" and not profile.accounts) or not profile.minds(check.code):
        return False
    uses = not check.uses or any(profile.uses(*use.split(".", 1)) for use in check.uses)
    return uses and (check.matches is None or profile.matches_on(check.matches))
