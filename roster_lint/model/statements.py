"""All statements of the model in the order in which a run makes them, for those who read SQL."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from roster_lint.engine.sql_file import sql_files
from roster_lint.model.addresses import address_model
from roster_lint.model.build import campus_model
from roster_lint.model.names import names_sql
from roster_lint.model.payload_tables import Statement, payload_statements, statements_of
from roster_lint.model.populations import population_sql
from roster_lint.vocabulary import Family, OneRoster


@cache
def model_statements(family: Family, oneroster: OneRoster) -> tuple[Statement, ...]:
    """What makes every table and view of the model; each stands behind all that it reads.

    Args:
        family: whose tables the source has.
        oneroster: the version that is predicted, or that a bundle is of.
    """
    return tuple(_statements(family, oneroster))


def _statements(family: Family, oneroster: OneRoster) -> Iterator[Statement]:
    addresses = [sql for _path, sql in address_model(family)]
    if family == "campus":
        yield from statements_of(*(file.sql for file in campus_model()), *addresses)
        yield from payload_statements(family, oneroster)
        yield from statements_of(names_sql(family))
        yield from statements_of(
            *(sql for _path, sql in sql_files(Path(__file__).parent / "outcome"))
        )
    else:
        yield from payload_statements(family, oneroster)
        yield from statements_of(names_sql(family), *population_sql(), *addresses)
