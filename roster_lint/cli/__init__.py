"""The command line: one file a command, each of which parses, calls the linter and renders."""

_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main() -> None:
    """Runs the command line and ends the process with the command's exit code."""
    import gc
    import sys

    from roster_lint.cli.ending import end_at_once
    from roster_lint.cli.signals import stoppable, stopped_with
    from roster_lint.cli.streams import protect_streams

    # What is imported and parsed stays: to look for garbage in it again and again takes a twentieth
    # of a short run.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    protect_streams()
    with stoppable():
        from roster_lint.cli.app import app, leave_out_others

        leave_out_others(sys.argv[1:])
        try:
            app(prog_name="roster-lint")
        except SystemExit as ended:
            stopped = stopped_with()
            end_at_once(ended.code if stopped is None else stopped)
            raise
