"""Queries on Campus's own tables for some checks, to be pasted into a SQL Server's console."""

from pathlib import Path

from roster_lint.checks.catalog import Check
from roster_lint.errors import UsageError
from roster_lint.files.shipped import shipped

DIALECT = "mssql"
"""The one dialect in which there are such queries: Campus runs on SQL Server."""


def query_folder() -> Path:
    """The folder that holds the queries, a file for each check."""
    return shipped("checks") / "dba"


def has_query(check: Check) -> bool:
    """Whether there is a query for a check."""
    return not check.is_own and _path(check.code).is_file()


def query_of(check: Check) -> str:
    """The query, with a comment that says what it leaves out.

    Raises:
        UsageError: there is none.
    """
    if not has_query(check):
        codes = ", ".join(sorted(path.stem for path in query_folder().glob("*.sql")))
        raise UsageError(
            f"There is no SQL Server query for {check.code}. There is one for {codes}."
        )
    return _path(check.code).read_text(encoding="utf-8")


def _path(code: str) -> Path:
    return query_folder() / f"{code}.sql"
