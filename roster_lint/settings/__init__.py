"""All settings of a run: roster-lint.toml, then environment variables, then flags."""
