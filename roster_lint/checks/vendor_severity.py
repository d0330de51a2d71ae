"""How severe the findings of a check are, in all and for each vendor."""

from collections.abc import Mapping

from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors
from roster_lint.vendors.subjects import asked_by, subject_of_findings
from roster_lint.vocabulary import Family

_POPULATIONS: Mapping[Family, str] = {
    "campus": "SELECT personID, role AS population FROM person_criteria",
    "bundle": (
        "SELECT u.personID, p.population FROM payload_person p"
        " JOIN payload_user u ON u.place = p.user_place"
    ),
}
"""The populations of the people whom findings are about, by the family of the source."""


# The lines that concern each finding by its code: lines about everybody, and lines about a
# population that the finding's person is of. A finding that is an information although its check is
# not is uncertain, or its cause is named elsewhere: a line does not raise it. Blanks around a value
# are no other value, and a grade without students affects nobody.
_BY_CODE = """
SELECT f.rowid AS place, s.vendor, s.severity, s.is_raised, s.consequence, s.source
FROM finding f
JOIN vendor_severity s ON s.code = f.code
WHERE f.code = $code
  AND ({about})
  AND (
      f.severity <> 'info'
      OR $severity = 'info'
      OR NOT (s.is_raised OR f.code BETWEEN 'OP101' AND 'OP109')
  )
  AND (
      s.column_name IS NULL
      OR s.column_name
      = coalesce(json_extract_string(f.key, '$.column'), json_extract_string(f.facts, '$.lacks'))
  )
  AND NOT (
      s.is_raised
      AND coalesce(json_extract_string(f.facts, '$.is_blank_alone') = 'true', FALSE)
  )
  AND coalesce(TRY_CAST(json_extract_string(f.facts, '$.students') AS BIGINT), 1) > 0
"""


# The lines that concern each finding by the field that it is about.
_BY_FIELD = """
SELECT t.place, l.vendor, l.severity, TRUE, l.consequence, l.source
FROM ({subject}) t
JOIN vendor_field_line l ON l.population IS NOT DISTINCT FROM t.population AND l.field = t.field
WHERE l.asks IN ({asks})
"""


# What a finding counts as for each vendor: as the check says, or more where a line concerns it;
# what a profile says of the check itself goes before both. What happens is said by the most severe
# line that says something.
_WEIGHED = """
CREATE TEMP TABLE weighed AS
WITH said AS (
    SELECT
        f.rowid AS place,
        split_part(mark, ':', 1) AS vendor,
        split_part(mark, ':', 2) AS severity,
        split_part(mark, ':', 3) AS consequence,
        split_part(mark, ':', 4) AS source
    FROM (
        SELECT rowid, unnest(string_split(vendors, ' ')) AS mark
        FROM finding
        WHERE code = $code
    ) f
    UNION ALL
    SELECT f.rowid, v.vendor, f.severity, '', ''
    FROM finding f
    CROSS JOIN vendor_list v
    WHERE f.code = $code AND f.vendors IS NULL
),
stated AS (
    SELECT place, vendor, severity, FALSE AS is_set, consequence, source
    FROM said
    WHERE vendor NOT IN (SELECT vendor FROM vendor_not_asking WHERE code = $code)
    UNION ALL
    SELECT c.place, c.vendor, c.severity, NOT c.is_raised, c.consequence, c.source
    FROM concerned c
    WHERE (c.place, c.vendor) IN (SELECT (place, vendor) FROM said)
      AND c.vendor NOT IN (SELECT vendor FROM vendor_not_asking WHERE code = $code)
),
ranked AS (
    SELECT *, CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END AS rank
    FROM stated
    WHERE severity <> ''
),
counted AS (
    SELECT
        place,
        vendor,
        coalesce(min(rank) FILTER (WHERE is_set), min(rank)) AS rank,
        coalesce(
            arg_min(consequence, rank - 3 * CAST(is_set AS INTEGER))
                FILTER (WHERE consequence <> ''),
            ''
        ) AS consequence,
        coalesce(
            string_agg(DISTINCT source, ',' ORDER BY source) FILTER (WHERE source <> ''), ''
        ) AS sources
    FROM ranked
    GROUP BY place, vendor
)
SELECT
    c.place,
    string_agg(
        concat_ws(
            ':',
            c.vendor,
            CASE c.rank WHEN 0 THEN 'error' WHEN 1 THEN 'warning' ELSE 'info' END,
            c.consequence,
            c.sources
        ),
        ' ' ORDER BY c.vendor
    ) AS vendors,
    min(c.rank) AS most_severe
FROM counted c
JOIN finding f ON f.rowid = c.place
WHERE NOT (
    coalesce(json_extract_string(f.facts, '$.is_case_alone') = 'true', FALSE)
    AND c.vendor IN (SELECT vendor FROM vendor_ignoring_case WHERE code = $code)
)
GROUP BY c.place
"""


def weigh(engine: Engine, check: Check, vendors: Vendors, family: Family) -> None:
    """Sets how severe one check's findings are, in all and for each vendor."""
    row = engine.row(
        "SELECT bool_or(vendors IS NOT NULL) FROM finding WHERE code = ?", (check.code,)
    )
    if row is None or row[0] is None:
        return
    ignoring = any(not profile.minds_case(check.code) for profile in vendors.profiles)
    subject = subject_of_findings(engine, check.code) if family == "bundle" else None
    lines = engine.rows(
        "SELECT DISTINCT population IS NULL FROM vendor_severity WHERE code = ?", (check.code,)
    )
    if not (vendors.are_several or ignoring or lines or subject or row[0]):
        return
    for profile in vendors.profiles:
        if not asks(check, profile):
            engine.run("INSERT INTO vendor_not_asking VALUES (?, ?)", (profile.name, check.code))
    about = "s.population IS NULL"
    if (False,) in lines:
        # Few have a finding: those are looked up first.
        about += (
            " OR f.person_id IS NULL OR (f.person_id, s.population) IN"
            f" (SELECT (personID, population) FROM ({_POPULATIONS[family]})"
            " WHERE personID IN (SELECT person_id FROM finding WHERE code = $code))"
        )
    concerned = _BY_CODE.format(about=about)
    if subject is not None:
        kinds = ", ".join(literal(kind) for kind in asked_by(check.code))
        concerned += f"UNION ALL {_BY_FIELD.format(subject=subject, asks=kinds)}"

    def of_check(sql: str) -> str:
        return sql.replace("$code", literal(check.code)).replace(
            "$severity", literal(check.severity)
        )

    engine.run(f"CREATE TEMP TABLE concerned AS {of_check(concerned)}")
    engine.run(of_check(_WEIGHED))
    engine.run(
        "UPDATE finding SET vendors = w.vendors, severity = CASE w.most_severe WHEN 0 THEN 'error'"
        " WHEN 1 THEN 'warning' ELSE 'info' END FROM weighed w WHERE w.place = finding.rowid"
        # Where it counts alike for the one vendor, there is nothing to add.
        " AND (? OR finding.vendors IS NOT NULL OR w.place IN (SELECT place FROM concerned))",
        (vendors.are_several or ignoring,),
    )
    if ignoring:
        # What does not matter to any vendor is not a finding.
        engine.run(
            "DELETE FROM finding WHERE code = ? AND rowid NOT IN (SELECT place FROM weighed)",
            (check.code,),
        )
    engine.run("DROP TABLE weighed; DROP TABLE concerned")


def asks(check: Check, profile: Profile) -> bool:
    """Whether a check has anything to say for a vendor."""
    if (check.topic == "AC" and not profile.accounts) or not profile.minds(check.code):
        return False
    uses = not check.uses or any(profile.uses(*use.split(".", 1)) for use in check.uses)
    return uses and (check.matches is None or profile.matches_on(check.matches))
