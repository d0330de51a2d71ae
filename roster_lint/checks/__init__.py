"""Checks: the catalog, how one runs, and the findings that come of it."""
