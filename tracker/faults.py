"""What is kept of a fault of the program: where it happened, and nothing of what the user has.

Messages, variables and statements may hold a password or what nobody else should read. So the log names kinds of
errors, files of the program, lines and functions, and can be sent to anybody.
"""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.places import faults_folder, make_private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_KEPT = 20
_MOST_ERRORS = 20
_PACKAGES = ("claim-tracker", "textual", "sqlalchemy", "sqlmodel", "click")


def write_log(error: BaseException) -> Path | None:
    """Keep where a fault happened in a file that its user alone can read; None when it cannot be written."""
    now = datetime.now(UTC)
    file = faults_folder() / f"{now:%Y%m%dT%H%M%S}.{now.microsecond:06d}Z-{os.getpid()}.log"
    try:
        make_private_folder(file.parent)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as log:
            log.writelines(f"{line}\n" for line in _lines(error, now))
        for old in sorted(file.parent.glob("*.log"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return file


def place_of(trace: TracebackType | None) -> str:
    """Where in the program a fault happened: file and line of its innermost step."""
    place = ""
    while trace is not None:
        place = f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _lines(error: BaseException, now: datetime) -> Iterator[str]:
    yield f"{now:%Y-%m-%d %H:%M:%S} UTC, Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting and len(seen) < _MOST_ERRORS:
        one = waiting.pop(0)
        if one is None or one in seen:
            continue
        yield f"{'' if not seen else 'from '}{type(one).__module__}.{type(one).__qualname__}"
        seen.append(one)
        trace = one.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            yield f"    {_short(code.co_filename)}:{trace.tb_lineno} in {code.co_name}"
            trace = trace.tb_next
        waiting += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]


def _short(file: str) -> str:
    """A file's name from the folder of packages on, so that it tells nothing of the user's folders."""
    for folder in sorted(filter(None, sys.path), key=len, reverse=True):
        if file.startswith(folder + os.sep):
            return file[len(folder) + 1 :]
    return Path(file).name


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 -- each start would wait for it

    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
