"""roster-lint finds out, before a OneRoster sync, what will be missing, wrong or deleted.

The public API is ``lint`` and ``diff``, their ``Settings``, and what they return: the ``Report`` of
``Finding``, and the ``Difference``.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roster_lint.checks.finding import Finding
    from roster_lint.differences.comparing import diff
    from roster_lint.differences.difference import Difference
    from roster_lint.linter import lint
    from roster_lint.report.report import Report
    from roster_lint.settings.settings import Settings

__version__ = "0.1.0"
__all__ = ["Difference", "Finding", "Report", "Settings", "__version__", "diff", "lint"]


def __getattr__(name: str) -> object:
    """Imports the engine only when it is wanted: ``--help`` must answer at once."""
    if name == "lint":
        from roster_lint.linter import lint

        return lint
    if name == "diff":
        from roster_lint.differences.comparing import diff

        return diff
    if name == "Difference":
        from roster_lint.differences.difference import Difference

        return Difference
    if name == "Settings":
        from roster_lint.settings.settings import Settings

        return Settings
    if name in ("Finding", "Report"):
        from roster_lint.report import report

        return getattr(report, name)
    raise AttributeError(f"module 'roster_lint' has no attribute '{name}'")
