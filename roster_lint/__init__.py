"""roster-lint."""
