"""The ways to write down a check, or a list of checks: one file each."""
