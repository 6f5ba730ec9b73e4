"""A program in a terminal of its own, whose keys are pressed and whose answers are timed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
QUIET = 0.4
"""Seconds without a word after which a program is taken to be done."""
PATIENCE = 60
DOWN, PAGE_DOWN, ESCAPE = "\x1b[B", "\x1b[6~", "\x1b"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_FOR_OTHERS = ("NO_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")
"""What would make a program another than its users have: one that keeps no bytecode reads all its sources each time."""


class Terminal:
    """A program in a terminal of 120 columns and 40 lines; it works in ``home`` and keeps its choices there.

    It is one for Python, unless ``program`` is another.
    """

    def __init__(self, *arguments: str, home: str, program: str = sys.executable) -> None:
        self._end, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = {name: value for name, value in os.environ.items() if name not in _FOR_OTHERS}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        environment |= {"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}
        self.started = time.perf_counter()
        self.program = subprocess.Popen(
            (program, *arguments),
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=environment,
            cwd=home,
            start_new_session=True,
        )
        os.close(inside)
        self._last = self._seen = b""

    def press(self, key: str, shows: str = "") -> float:
        """Press a key and wait for the first thing written, or for a text; how many seconds that took."""
        while select.select([self._end], [], [], 0)[0]:
            self._read()
        started, self._seen = time.perf_counter(), b""
        os.write(self._end, key.encode())
        return self.wait_for(shows) - started

    def wait_for(self, text: str) -> float:
        """Read until a text has been written since the last key, anything for an empty one; the moment it came."""
        until, came = time.perf_counter() + PATIENCE, time.perf_counter()
        while not self._seen or text.encode() not in self._seen:
            if not select.select([self._end], [], [], max(0.0, until - came))[0]:
                raise TimeoutError(f"{text or 'anything'!r} was never written: {self._seen[-500:]!r}")
            came = time.perf_counter()
            self._read()
        return came

    def last_answer(self, key: str, rest: float, field: str = "") -> float:
        """Press a key and wait until nothing is written for so many seconds; how many the last of it took to come.

        What shows the text of the ``field`` alone, once something was written, is its cursor that blinks: no answer.
        """
        started = came = time.perf_counter()
        os.write(self._end, key.encode())
        has_answered = False
        while select.select([self._end], [], [], max(0.0, came + rest - time.perf_counter()))[0]:
            self._read()
            shown = _ESCAPES.sub("", self._last.decode(errors="replace")).strip()
            if not has_answered or shown not in field:
                has_answered, came = True, time.perf_counter()
        return came - started

    def settle(self, rest: float = 0.0) -> None:
        """Read for so many seconds, then until nothing more is written."""
        rested, until = time.perf_counter() + rest, time.perf_counter() + PATIENCE
        while (now := time.perf_counter()) < until:
            if select.select([self._end], [], [], max(QUIET, rested - now))[0]:
                self._read()
            elif time.perf_counter() >= rested:
                return

    def do(self, keys: Sequence[str]) -> None:
        """Press keys, each once the one before is dealt with."""
        for key in keys:
            os.write(self._end, key.encode())
            self.settle()

    def type(self, text: str) -> None:
        """Type a text, without waiting for anything."""
        os.write(self._end, text.encode())

    @property
    def memory(self) -> float:
        """How much memory the program has now, in MiB."""
        return self._told("VmRSS")

    @property
    def most_memory(self) -> float:
        """The most memory that the program has had so far, in MiB."""
        return self._told("VmHWM")

    def _told(self, what: str) -> float:
        lines = Path(f"/proc/{self.program.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024

    def _read(self) -> None:
        try:
            self._last = os.read(self._end, 1 << 20)
            self._seen += self._last
        except OSError as error:
            raise RuntimeError(f"the program ended: {self._last[-2000:]!r}") from error

    def __enter__(self) -> Self:
        self.press("")
        self.settle()
        self.settle()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End the program at once."""
        self.program.kill()
        self.program.wait()
        os.close(self._end)
