"""Compares what should be served from Campus data with what is served, and says why they differ.

``reconcile`` reads both sides and returns what it has found; ``formats`` writes it.
"""

from roster_lint.reconcile.options import Options
from roster_lint.reconcile.reconciling import reconcile
from roster_lint.reconcile.result import Reconciliation

__all__ = ["Options", "Reconciliation", "reconcile"]
