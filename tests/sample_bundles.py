"""The runs on the sample bundles that ``fixtures/README.md`` lists, each made once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures.build import HERE
from fixtures.bundle_variants import LATER, VARIANTS, bundle_variant
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.checks.finding import Finding
from roster_lint.vocabulary import OneRoster, Verdict
from tests.sample_runs import compact, readme_table

OF_BUNDLES = ("OB", "OF", "OP")
"""The topics of the checks that the sample bundles are made for."""

VERSIONS: Mapping[str, OneRoster] = {"1p1": "1.1", "1p2": "1.2"}
"""Versions as they stand in the names of bundles."""

BAD = tuple(f"bundle-{version}-bad" for version in VERSIONS)
MADE = tuple(f"{name}-{version}" for name in VARIANTS for version in VERSIONS)


@dataclass(frozen=True)
class Line:
    """What one check finds in one bundle: a row of the README's last table."""

    check: str
    bundle: str
    findings: int
    records: tuple[str, ...]

    @property
    def version(self) -> OneRoster:
        """The version of the bundle."""
        return version_of(self.bundle)


@dataclass(frozen=True)
class BundleRun:
    """What came of linting one bundle by the checks of bundles.

    Attributes:
        findings: all of them.
        verdict: the report's.
        notes: the report's.
    """

    findings: tuple[Finding, ...]
    verdict: Verdict
    notes: tuple[str, ...]

    @property
    def by_check(self) -> dict[str, Counter[str]]:
        """The keys found by each check, as the README writes them."""
        found: dict[str, Counter[str]] = {}
        for finding in self.findings:
            found.setdefault(finding.code, Counter())[compact(finding)] += 1
        return found


def version_of(bundle: str) -> OneRoster:
    """The version that a bundle's name shows."""
    return VERSIONS[next(word for word in bundle.split("-") if word in VERSIONS)]


@cache
def lines() -> tuple[Line, ...]:
    """What the bundles show, in the README's order."""
    header = ("check", "bundle", "findings", "records")
    return tuple(
        Line(check, bundle, int(findings), tuple(records.split(", ")))
        for check, bundle, findings, records in readme_table(*header)
    )


@cache
def bundle_run(name: str) -> BundleRun:
    """Lints a sample bundle or a variant by its name, once for all who ask."""
    if name not in MADE:
        return _lint(HERE / name, AS_OF)
    variant = name.rpartition("-")[0]
    with TemporaryDirectory() as folder:
        packed = bundle_variant(variant, version_of(name)).write_zip(Path(folder) / "bundle.zip")
        return _lint(packed, LATER.get(variant, AS_OF))


def _lint(source: Path, as_of: str) -> BundleRun:
    with lint(source, as_of=as_of, select=OF_BUNDLES) as report:
        return BundleRun(tuple(report.findings()), report.verdict, report.notes)
