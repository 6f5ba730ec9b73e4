"""How far long work has come, shown on standard error to whoever watches it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Any

from tracker.cli.streams import is_watched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.store.past import Watch

AFTER_SECONDS = 1.0
"""What is done sooner needs no bar."""

_STRIDE = 50
"""How many steps pass between two looks at the bar."""


def watch_if_seen() -> Watch:
    """A bar on standard error for what takes its time, where somebody sees it."""
    from tracker.store.past import unwatched

    return watched if is_watched(sys.stderr) else unwatched


@contextmanager
def watched(each: Iterable[Any], what: str, total: int | None) -> Iterator[Iterable[Any]]:
    """Pass on what is given, and from the second second on show a bar, which goes when all is done.

    The bar starts by itself, so that it is there as well while the first of it is still waited for.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(what, total=total)
    starting = Timer(AFTER_SECONDS, progress.start)
    starting.daemon = True

    def counted() -> Iterator[Any]:
        for number, one in enumerate(each):
            if number % _STRIDE == 0:
                progress.update(task, completed=number)
            yield one

    starting.start()
    try:
        yield counted()
    finally:
        starting.cancel()
        starting.join()
        if progress.live.is_started:
            progress.stop()
