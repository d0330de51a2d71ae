"""What becomes of a report: one room a format, each taking a Report and a place to write to."""
