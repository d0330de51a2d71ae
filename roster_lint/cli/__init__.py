"""The command line: one file a command, each of which parses, calls the linter and renders."""


def main() -> None:
    """Runs the command line and ends the process with the command's exit code.

    A signal to terminate ends it as Ctrl-C does, since what was unpacked must not be left behind.
    """
    import signal

    from roster_lint.cli.app import app

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app(prog_name="roster-lint")
