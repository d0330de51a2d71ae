"""What becomes of a report: one module a format, each taking a Report and a place to write to."""
