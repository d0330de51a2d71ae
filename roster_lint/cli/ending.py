"""The end of the process."""

import atexit
import os
import sys
import threading


def end_at_once(code: object) -> None:
    """Ends the process with an exit code, and leaves taking its memory apart to the system.

    Python would look through all that was imported and read for garbage, which takes a fifteenth of
    a short run. What is due at the end of a process is done first, such as removing folders. It
    returns where Python's own way is needed: for what is no number, or while threads are at work.

    Args:
        code: as ``SystemExit`` has it.
    """
    working = (one for one in threading.enumerate() if not one.daemon)
    if any(one is not threading.main_thread() for one in working):
        return
    number = 0 if code is None else code
    if not isinstance(number, int):
        return
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(number & 0xFF)
