"""The verdict for each vendor of a run, and what each check found for it."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from roster_lint.engine.base import Engine
from roster_lint.report.results import RANK, Cell, CheckResult, VendorResult, verdict_of
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Severity

# A record's effect is reported for the vendors for which the finding is most severe: that it is
# missing at one says nothing about another, for which it counts less and nothing is documented.
_OF_VENDOR = """
SELECT
    code,
    severity,
    CASE
        WHEN effect IN ('missing', 'blocked') AND severity <> most_severe AND consequence = ''
            THEN 'risk'
        ELSE effect
    END AS effect,
    consequence,
    sources,
    count(*) AS findings
FROM (
    SELECT
        code,
        effect,
        severity AS most_severe,
        CASE WHEN vendors IS NULL THEN severity ELSE regexp_extract(marks, $1, 1) END AS severity,
        CASE WHEN vendors IS NULL THEN '' ELSE regexp_extract(marks, $2, 1) END AS consequence,
        CASE WHEN vendors IS NULL THEN '' ELSE regexp_extract(marks, $3, 1) END AS sources
    FROM (SELECT *, ' ' || vendors || ' ' AS marks FROM finding WHERE suppressed_by IS NULL)
)
WHERE severity <> ''
GROUP BY 1, 2, 3, 4, 5
ORDER BY code, severity, findings DESC, consequence DESC, effect
"""


_NOT_LOOKED_UP = """
SELECT v.vendor
FROM vendor_accounts v
LEFT JOIN accounts_file f
    ON f.directory IS NULL OR v.directory IS NULL OR f.directory = v.directory
GROUP BY v.vendor
HAVING count(f.file) = 0
"""


def vendor_results(
    engine: Engine,
    vendors: Vendors,
    checks: Sequence[CheckResult],
    incomplete: Sequence[str],
    fail_on: str,
) -> tuple[VendorResult, ...]:
    """What the findings in the engine come to for each vendor.

    Args:
        engine: holds the findings.
        vendors: of the run.
        checks: its results, for what is tolerated.
        incomplete: why the source could not be judged, which holds for every vendor.
        fail_on: the lowest severity that fails the run, or ``never``.
    """
    tolerated = {result.check.code for result in checks if result.tolerated}
    unknown = {name for (name,) in engine.rows(_NOT_LOOKED_UP)}
    of_accounts = tuple(r.check.code for r in checks if r.check.topic == "AC")
    results = (
        _of_vendor(engine, profile, tolerated, incomplete, fail_on) for profile in vendors.profiles
    )
    return tuple(
        replace(result, not_checked=of_accounts if result.name in unknown else ())
        for result in results
    )


def _of_vendor(
    engine: Engine,
    profile: Profile,
    tolerated: Collection[str],
    incomplete: Sequence[str],
    fail_on: str,
) -> VendorResult:
    name = re.escape(profile.name)
    patterns = (
        f" {name}:([a-z]+):",
        f" {name}:[a-z]+:([a-z-]*)[: ]",
        f" {name}:[a-z]+:[a-z-]*:([0-9,]+) ",
    )
    documents = profile.sources()
    cells: dict[str, Cell] = {}
    counts: Counter[Severity] = Counter()
    for code, severity, effect, consequence, named, findings in engine.rows(_OF_VENDOR, patterns):
        before = cells.get(code)
        of_these = tuple(documents[int(number)] for number in named.split(",") if number)
        sources = tuple(dict.fromkeys((*(before.sources if before else ()), *of_these)))
        number = findings + (before.findings if before else 0)
        if before is None or RANK[severity] < RANK[before.severity]:
            cells[code] = Cell(number, severity, effect, consequence or None, sources)
        else:
            cells[code] = replace(before, findings=number, sources=sources)
        if code not in tolerated:
            counts[severity] += findings
    return VendorResult(
        profile.name, profile.display, verdict_of(counts, incomplete, fail_on), counts, cells
    )
