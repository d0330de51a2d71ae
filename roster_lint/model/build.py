"""Builds the model: the run's inputs as tables, then the SQL files in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import read_shipped
from roster_lint.loading.accounts.loading import create_account_tables
from roster_lint.model.addresses import build_addresses
from roster_lint.model.payload_tables import create_all, statements_of
from roster_lint.model.sample_lines import note_sample_lines
from roster_lint.settings.settings import Settings
from roster_lint.vendors.lines_as_tables import write_vendor_tables
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family


@dataclass(frozen=True)
class Criterion:
    """One condition that the article sets for a record to be made available.

    Attributes:
        role: the population whose records it applies to.
        name: the boolean column of the role's criteria table.
        title: the condition in a few words.
        fails: what is said about a record that does not meet it.
        doc: the article's section and what exactly is required.
        check: the check that finds a record that does not meet it, if there is one for all.
        because: the values that decided it, with places that ``explain`` fills in; two texts where
            one is for a record that meets it. Empty where it depends on other records.
    """

    role: str
    name: str
    title: str
    fails: str
    doc: str
    check: str | None = None
    because: str | tuple[str, ...] = ""


ROLES = ("student", "teacher", "staff", "guardian", "relative")
"""The populations whose members are people."""

ENTITIES = (*ROLES, "section")
"""What the funnel counts."""

HAS_PERSON = Criterion(
    "person",
    "has_person",
    "person record is there",
    "no person record",
    "The person whom the record names has a record in Person.",
    "DA004",
    ("person {personID} is in the data", "person {personID} is not in the data"),
)
HAS_USERNAME = Criterion(
    "person",
    "has_username",
    "has a username",
    "no username",
    "Usernames: OneRoster 1.1 needs one.",
    "UN001",
    "{its_accounts}",
)
HAS_ENABLED_ACCOUNT = Criterion(
    "person",
    "has_enabled_account",
    "has an enabled account",
    "accounts disabled",
    "Usernames: asked only where disabled_accounts = error.",
    "UN005",
    "{named} with a username, {enabled} of them enabled",
)

ACCOUNT = (HAS_PERSON.name, HAS_USERNAME.name, HAS_ENABLED_ACCOUNT.name)
"""The criteria of the person, in ``person_criteria``; all others are those of one record."""


@dataclass(frozen=True)
class ModelFile:
    """One file of the model: its statements and the criteria that it documents."""

    path: Path
    sql: str
    criteria: tuple[Criterion, ...]


@cache
def campus_model() -> tuple[ModelFile, ...]:
    """The Campus model's files, in the order in which they are run."""
    files = []
    for path in sorted((Path(__file__).parent / "campus").glob("*.sql")):
        facts, _doc, sql = read_shipped(path)
        criteria = tuple(map(_criterion, facts.get("criterion", ())))
        files.append(ModelFile(path, sql, criteria))
    return tuple(files)


def _criterion(facts: Mapping[str, Any]) -> Criterion:
    because = facts.get("because", "")
    shown = because if isinstance(because, str) else tuple(because)
    return Criterion(**{**facts, "because": shown})


def criteria_in_force(settings: Settings) -> tuple[Criterion, ...]:
    """All criteria of a run in the order in which records fall at them, role by role."""
    account = [HAS_PERSON]
    if settings.oneroster == "1.1":
        account.append(HAS_USERNAME)
    if settings.disabled_accounts == "error":
        account.append(HAS_ENABLED_ACCOUNT)
    in_order: list[Criterion] = []
    for entity in ENTITIES:
        in_order += [c for file in campus_model() for c in file.criteria if c.role == entity]
        if entity in ROLES:
            in_order += [replace(criterion, role=entity) for criterion in account]
    return tuple(in_order)


def build_model(
    engine: Engine,
    settings: Settings,
    vendors: Vendors,
    scope: Sequence[int],
) -> None:
    """Writes the run's inputs into the engine and builds the model's tables.

    Args:
        engine: holds the source's tables.
        settings: the run's settings; ``as_of`` is set.
        vendors: the vendor's needs.
        scope: IDs of the schools that the run is limited to; empty means all.
    """
    write_inputs(engine, settings, vendors, scope)
    create_all(engine, statements_of(*(file.sql for file in campus_model())))
    note_sample_lines(engine)
    build_addresses(engine, "campus")


def write_inputs(
    engine: Engine,
    settings: Settings,
    vendors: Vendors,
    scope: Sequence[int],
    family: Family = "campus",
) -> None:
    """The run-wide values as tables, so that no rule needs a string pasted into its SQL."""
    create_account_tables(engine)
    write_vendor_tables(engine, vendors, family)
    share, number = amount(settings.unscheduled_share)
    mass_share, mass_number = amount(settings.mass_end_share)
    dangling_share, dangling_number = amount(settings.dangling_share)
    engine.run(
        "CREATE TABLE settings AS SELECT CAST(? AS DATE) AS as_of, CAST(? AS VARCHAR) AS oneroster,"
        " CAST(? AS INTEGER) AS expected_year, CAST(? AS BOOLEAN) AS scoped,"
        " CAST(? AS BOOLEAN) AS secondary_email, CAST(? AS BOOLEAN) AS local_grades,"
        " CAST(? AS VARCHAR) AS window_rule, CAST(? AS VARCHAR) AS end_date_today,"
        " CAST(? AS VARCHAR) AS disabled_accounts, CAST(? AS VARCHAR) AS guardian_rule,"
        " CAST(? AS VARCHAR) AS roster_rule, CAST(? AS VARCHAR) AS user_ids,"
        " CAST(? AS VARCHAR) AS school_ids,"
        " CAST(? AS DOUBLE) AS unscheduled_share, CAST(? AS DOUBLE) AS unscheduled_number,"
        " CAST(? AS DOUBLE) AS mass_end_share, CAST(? AS DOUBLE) AS mass_end_number,"
        " CAST(? AS DOUBLE) AS dangling_share, CAST(? AS DOUBLE) AS dangling_number,"
        " (SELECT bool_or(present) FROM source_column WHERE lower(table_name) = 'sectionplacement'"
        " AND lower(column_name) = 'periodid') AS has_periods,"
        " (SELECT bool_or(present) FROM source_column WHERE lower(table_name) = 'useraccount'"
        " AND lower(column_name) = 'homepage') AS has_homepages",
        (
            settings.as_of,
            settings.oneroster,
            settings.year,
            bool(settings.school),
            settings.secondary_email,
            settings.local_grades and settings.oneroster == "1.2",
            settings.window_rule,
            settings.end_date_today,
            settings.disabled_accounts_reported,
            settings.guardian_rule,
            settings.roster_rule,
            settings.user_ids,
            settings.school_ids,
            share,
            number,
            mass_share,
            mass_number,
            dangling_share,
            dangling_number,
        ),
    )
    _table(
        engine,
        "column_fact",
        "table_name VARCHAR, column_name VARCHAR, filled BOOLEAN, refers_to VARCHAR",
        list(_column_facts(family)),
    )
    # Filled once the model stands: it says which rows are shown.
    _table(engine, "sample_line", "table_name VARCHAR, record VARCHAR, line BIGINT", [])
    _table(engine, "scope_school", "schoolID BIGINT", [(school,) for school in scope])
    _table(
        engine,
        "vendor_accounts",
        "vendor VARCHAR, population VARCHAR, directory VARCHAR, severity VARCHAR,"
        " consequence VARCHAR",
        [
            (profile.name, p, line.directory, line.severity, line.consequence or "")
            for profile in vendors.profiles
            for line in profile.accounts
            for p in line.populations
        ],
    )
    domains = [(d.strip().lstrip("@").casefold(),) for d in settings.domains]
    _table(engine, "district_domain", "domain VARCHAR", domains)
    _table(
        engine,
        "nces_grade_setting",
        "state_grade VARCHAR, nces_grade VARCHAR",
        list(settings.nces_grades.items()),
    )
    criteria = criteria_in_force(settings)
    _table(
        engine,
        "criterion",
        "role VARCHAR, name VARCHAR, title VARCHAR, position INTEGER",
        [(c.role, c.name, c.title, place) for place, c in enumerate(criteria)],
    )


def _column_facts(family: Family) -> Iterator[tuple[str, str, bool, str | None]]:
    """Campus columns that no district leaves blank, or that refer to another table."""
    if family == "campus":
        for table in campus_tables().values():
            for column in table.columns:
                if column.filled or column.refers_to:
                    yield table.name, column.name, column.filled, column.refers_to


def amount(text: str) -> tuple[float | None, float | None]:
    """A tolerance as (share, None) for a percentage, or (None, number)."""
    if text.endswith("%"):
        return float(text.removesuffix("%")) / 100, None
    return None, float(text)


def _table(engine: Engine, name: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
    engine.run(f"CREATE TABLE {name} ({columns})")
    if rows:
        marks = f"({', '.join('?' * len(rows[0]))})"
        values = [value for row in rows for value in row]
        engine.run(f"INSERT INTO {name} VALUES {', '.join([marks] * len(rows))}", values)
