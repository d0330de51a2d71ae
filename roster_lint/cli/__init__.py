"""The command line: one file a command, each of which parses, calls the linter and renders."""

_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main() -> None:
    """Runs the command line and ends the process with the command's exit code."""
    import gc
    import sys

    from roster_lint.cli.signals import stoppable
    from roster_lint.cli.streams import protect_streams

    # What is imported and parsed stays: to look for garbage in it again and again takes a twentieth
    # of a short run.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    protect_streams()
    with stoppable():
        from roster_lint.cli.app import app, leave_out_others

        leave_out_others(sys.argv[1:])
        app(prog_name="roster-lint")
