"""``python -m roster_lint`` is ``roster-lint``."""

from roster_lint.cli import main

main()
