"""The entry of the command line."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType, TracebackType

DEBUG_VARIABLE = "TRACKER_DEBUG"


def main() -> None:
    """Run the program and leave with its exit code."""
    # What is imported stays: looking through it again and again would only delay the start, see store/collecting.py.
    gc.disable()
    if not os.environ.get(DEBUG_VARIABLE):
        sys.excepthook = tell_fault
        threading.excepthook = sys.unraisablehook = keep_aside
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a sign shows a question mark; the program goes on.
            stream.reconfigure(errors="replace")
    from tracker.cli.streams import is_watched, output_that_tells  # noqa: PLC0415 -- as what follows

    if isinstance(sys.stdout, io.TextIOWrapper) and not is_watched(sys.stdout):
        sys.stdout = output_that_tells(sys.stdout)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave_tidily)
    from tracker.cli.at_once import is_answered_at_once  # noqa: PLC0415 -- once nothing more delays it

    if not is_answered_at_once(sys.argv[1:]):
        from tracker.cli.group import tracker  # noqa: PLC0415 -- it takes long

        tracker(prog_name="tracker")


def leave_tidily(number: int, _frame: FrameType | None) -> None:
    """End as if the program were done, so that half-written files go; the exit code tells the signal."""
    raise SystemExit(128 + number)


def tell_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Name a fault of the program in one line, with the file that keeps where it was; Python then exits with 1.

    Neither the message nor the variables are told: they may hold a password or what nobody else should read.
    """
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("tracker: interrupted\n")
        return
    from tracker import faults  # noqa: PLC0415 -- most runs have none

    reason = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    log = faults.write_log(error)
    where = f"where, and nothing of yours, is kept in {log}" if log else f"set {DEBUG_VARIABLE}=1 to see where"
    told = f"{kind.__name__}{reason}{faults.place_of(trace)}"
    sys.stderr.write(f"tracker: a fault in the program ({told}); {where}\n")


def keep_aside(fault: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
    """Keep a fault beside the program's way, in a thread or while something is thrown away, and let it go on."""
    if fault.exc_value is not None and not _is_of_a_lost_terminal(fault):
        from tracker import faults  # noqa: PLC0415 -- most runs have none

        faults.write_log(fault.exc_value)


def _is_of_a_lost_terminal(fault: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> bool:
    """Whether Textual could not draw any more, as when a terminal is closed: the screens end by themselves then."""
    thread = getattr(fault, "thread", None)
    return isinstance(fault.exc_value, OSError) and thread is not None and thread.name == "textual-output"


if __name__ == "__main__":
    main()
