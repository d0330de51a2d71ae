"""The SQL that a check stands on: the tables and views that it reads, and theirs, to the source."""

from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from roster_lint.checks.catalog import Check
from roster_lint.contracts.oneroster_table import oneroster_tables
from roster_lint.contracts.table import campus_tables
from roster_lint.model.payload_tables import Statement, below, words_in
from roster_lint.model.statements import model_statements
from roster_lint.vocabulary import Family, OneRoster


@dataclass(frozen=True)
class Definitions:
    """What a check reads.

    Attributes:
        statements: what makes the model's tables and views, each behind all that it reads.
        source: the source's own tables.
        inputs: the tables that hold the run's settings and the vendors' needs, or say what was
            seen while the source was read.
    """

    statements: tuple[Statement, ...]
    source: tuple[str, ...]
    inputs: tuple[str, ...]


def definitions_of(check: Check, family: Family, oneroster: OneRoster) -> Definitions:
    """Finds what a check reads where it is asked of a family of sources.

    Args:
        check: whose SQL, and whose conditions for being skipped.
        family: whose tables the source has.
        oneroster: the version that is predicted, or that a bundle is of.
    """
    texts = [check.sql, *(skip.when for skip in check.skips)]
    statements = below(model_statements(family, oneroster), words_in(*texts))
    texts += [statement.sql for statement in statements]
    made = {statement.creates.casefold() for statement in statements}
    read = {name for text in texts for name in _tables_of(text) if name.casefold() not in made}
    contracts = campus_tables() if family == "campus" else oneroster_tables(oneroster)
    known = {name.casefold(): name for name in contracts}
    source = {known[name.casefold()] for name in read if name.casefold() in known}
    inputs = {name for name in read if name.casefold() not in known}
    return Definitions(statements, tuple(sorted(source)), tuple(sorted(inputs)))


@cache
def _tables_of(sql: str) -> frozenset[str]:
    """The tables that a statement reads, but for those that a WITH makes for itself.

    None of a district's own check whose SQL the engine understands and this parser does not.
    """
    try:
        tree = sqlglot.parse_one(sql, dialect="duckdb")
    except SqlglotError:
        return frozenset()
    local = {table.alias.casefold() for table in tree.find_all(exp.CTE)}
    named = (table.name for table in tree.find_all(exp.Table))
    return frozenset(name for name in named if name and name.casefold() not in local)


def script(check: Check, definitions: Definitions) -> str:
    """All of it as one text that can be run from top to bottom, the check's own SELECT last."""
    head = [f"-- {check.code} {check.name}"]
    for title, names in (
        ("Tables of the source", definitions.source),
        ("Tables of the run itself", definitions.inputs),
    ):
        if names:
            head.append(f"-- {title}: {', '.join(names)}")
    made = [f"{statement.sql.rstrip(';')};" for statement in definitions.statements]
    return "\n\n".join(["\n".join(head), *made, f"-- What {check.code} finds\n{check.sql};"])
