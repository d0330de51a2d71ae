"""Which settings change what a check finds: traced through the SQL, not listed by hand."""

from collections.abc import Iterator, Mapping
from functools import cache

from roster_lint.checks.catalog import Check
from roster_lint.contracts.table import campus_tables
from roster_lint.model.lineage.parts import Part, Value
from roster_lint.model.lineage.tracing import Tracer
from roster_lint.model.statements import model_statements
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import Family, OneRoster

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "as_of": ("as_of",),
    "oneroster": ("oneroster",),
    "expected_year": ("year",),
    "scoped": ("school",),
    "secondary_email": ("secondary_email_1p1", "secondary_email_1p2"),
    "local_grades": ("local_grades",),
    "window_rule": ("window_rule",),
    "end_date_today": ("end_date_today",),
    "disabled_accounts": ("disabled_accounts",),
    "guardian_rule": ("guardian_rule",),
    "roster_rule": ("roster_rule",),
    "user_ids": ("user_ids",),
    "school_ids": ("school_ids",),
    "unscheduled_share": ("unscheduled_share",),
    "unscheduled_number": ("unscheduled_share",),
    "mass_end_share": ("mass_end_share",),
    "mass_end_number": ("mass_end_share",),
    "dangling_share": ("dangling_share",),
    "dangling_number": ("dangling_share",),
    # What the source has, which no setting says.
    "has_periods": (),
    "has_homepages": (),
}
"""The settings behind each column of the table ``settings``."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "scope_school": ("school",),
    "district_domain": ("domains",),
    "nces_grade_setting": ("nces_grades",),
    "accounts_file": ("accounts", "accounts_columns"),
    "account": ("accounts", "accounts_columns"),
    "account_alias": ("accounts", "accounts_columns"),
}
"""The settings behind the tables that hold nothing but settings; ``vendor_…`` is the vendors'."""


class _Inputs:
    """The tables of the run: what their columns say depends on settings."""

    def parts(self, name: str) -> tuple[Part, ...]:
        if name == "settings":
            columns = {column: Value(frozenset(s)) for column, s in COLUMNS.items()}
            return (Part(columns, keys=(frozenset(),)),)
        settings = frozenset(TABLES.get(name, ()))
        if name.startswith("vendor_"):
            settings = frozenset(["vendor"])
        return (Part(rows=settings, others=Value(settings)),)


@cache
def _tracer(family: Family, oneroster: OneRoster) -> Tracer:
    tables = campus_tables() if family == "campus" else {}
    return Tracer((), tables, model_statements(family, oneroster), _Inputs())


def settings_of(check: Check) -> tuple[str, ...]:
    """The settings that change what a check finds, in the order of ``Settings``.

    Those that every check obeys are left out: ``select``, ``ignore``, ``tolerance``, ``suppress``.
    """
    found = {name for part in _parts(check) for name in part.needs}
    if check.uses or check.matches:
        found.add("vendor")
    if len(check.oneroster) == 1:
        found.add("oneroster")
    return tuple(name for name in Settings.model_fields if name in found)


def _parts(check: Check) -> Iterator[Part]:
    for family in check.sources:
        for version in check.oneroster:
            tracer = _tracer(family, version)
            for sql in (check.sql, *(skip.when for skip in check.skips)):
                yield from tracer.select(sql)
