"""The command line: one file a command, each of which parses, calls the linter and renders."""


def main() -> None:
    """Runs the command line and ends the process with the command's exit code."""
    from roster_lint.cli.signals import stoppable
    from roster_lint.cli.streams import protect_streams

    protect_streams()
    with stoppable():
        from roster_lint.cli.app import app

        app(prog_name="roster-lint")
