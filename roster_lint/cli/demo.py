"""``roster-lint demo``: lints one of the sample districts that come with the package."""

from datetime import date
from typing import Annotated

import typer

from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_run_options

AS_OF = date(2026, 8, 10)
"""Both sample districts are two days before their first day of school."""

EPILOG = """\
\b
Examples:
  roster-lint demo
  roster-lint demo --vendor google-classroom --show all
  roster-lint demo --ready
"""


@with_run_options
def demo(
    ctx: typer.Context,
    options: RunOptions,
    ready: Annotated[
        bool, typer.Option("--ready", help="The healthy district instead of the broken one.")
    ] = False,
) -> None:
    """Lint a sample district: invented people, believable mistakes.

    It is judged as of 2026-08-10 unless --as-of says otherwise. Only flags and a file named by
    --config count here: neither roster-lint.toml nor ROSTER_LINT_ variables are read.
    """
    from roster_lint.cli.run import lint_and_report
    from roster_lint.files.shipped import shipped
    from roster_lint.settings.loader import load_settings

    name = "ready" if ready else "back-to-school"
    flags = {**options.flags, "source": str(shipped("fixtures") / name)}
    settings = load_settings(flags, options.config, ambient=False)
    own_accounts = bool(settings.vendor) and not settings.accounts
    if own_accounts:
        # Without a vendor no accounts are needed.
        exports = shipped("fixtures") / "accounts"
        files = tuple(exports / f"{name}-{kind}.csv" for kind in ("workspace", "entra"))
        settings = settings.model_copy(update={"accounts": files})
    if settings.as_of is None:
        settings = settings.model_copy(update={"as_of": AS_OF})
    invented = "people and accounts" if own_accounts else "people"
    sample = f"The sample district '{name}', as of {settings.as_of}. Its {invented} are invented."
    shown_as = f"sample district {name}"
    typed = options.flags
    lint_and_report(settings, options.config, typed=typed, sample=sample, shown_as=shown_as)
