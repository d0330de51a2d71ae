"""Many districts in one run: each is linted by itself, on this machine or on a Dask cluster.

``lint_district`` is for anyone who has a scheduler already, such as Spark or Airflow.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roster_lint.fleet.alone import lint_district

__all__ = ["lint_district"]


def __getattr__(name: str) -> object:
    """Imports what it takes only when it is wanted: a worker must start at once."""
    if name == "lint_district":
        from roster_lint.fleet.alone import lint_district

        return lint_district
    raise AttributeError(f"module 'roster_lint.fleet' has no attribute '{name}'")
