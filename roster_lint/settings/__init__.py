"""All that a run can be told: roster-lint.toml, then environment variables, then flags."""
