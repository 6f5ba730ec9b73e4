"""The program in a pseudo-terminal: what only a terminal shows."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sqlite3
import stat
import subprocess
import sys
import termios
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from tracker.places import drafts_file

from .hostile import HOSTILE, acting_in, keep_hostile
from .samples import NEXT_WEEK, keep

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 90
FOR_OTHERS = ("NO_COLOR", "COLUMNS", "LINES")
"""What the terminal of whoever runs the tests tells programs: not this one's size, nor its colours."""
ROOT = Path(__file__).parents[2]


class Terminal:
    """A program in a terminal; ``seen`` is all that it wrote. Settings and choices are in ``home``, if there is one."""

    def __init__(
        self,
        *arguments: str,
        program: tuple[str, ...] = ("-m", "tracker"),
        size: tuple[int, int] = (80, 24),
        home: Path | None = None,
        **environment: str,
    ) -> None:
        self._end, inside = pty.openpty()
        os.set_blocking(self._end, False)
        subprocess.run(["stty", "rows", str(size[1]), "cols", str(size[0])], stdin=inside, check=True)
        self._before = termios.tcgetattr(inside)
        own = str(home or "/nonexistent")
        environment = {
            **{name: value for name, value in os.environ.items() if name not in FOR_OTHERS},
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT),
            "XDG_STATE_HOME": own,
            "XDG_CONFIG_HOME": own,
            **environment,
        }
        command = [sys.executable, *program, *arguments]
        self.program = subprocess.Popen(
            command, stdin=inside, stdout=inside, stderr=inside, env=environment, start_new_session=True
        )
        os.close(inside)
        self.seen = b""

    def press(self, keys: str) -> None:
        """Send keys as a terminal does."""
        os.write(self._end, keys.encode())

    def wait_for(self, text: str, *, times: int = 1) -> None:
        """Read until a text has been written so many times."""
        self.wait_until(lambda: self.plain.count(text) >= times)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Read until something is so."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, f"it never came:\n{self.plain[-3000:]}"
            assert self._read(), f"the program ended before:\n{self.plain[-3000:]}"

    def wait_for_the_end(self) -> int:
        """Read until the program ends; its exit code."""
        until = time.monotonic() + PATIENCE
        while self.program.poll() is None:
            assert time.monotonic() < until
            self._read()
        self._read()
        return int(self.program.returncode)

    def vanish(self) -> None:
        """Be gone without a signal, as for a program that was not started in it."""
        os.close(self._end)
        self._end = -1

    @property
    def is_as_before(self) -> bool:
        """Whether the terminal echoes, waits for lines and shows what it showed before the program started."""
        left = self.seen.rfind(b"\x1b[?1049l")
        return left > self.seen.rfind(b"\x1b[?1049h") and termios.tcgetattr(self._end)[:4] == self._before[:4]

    @property
    def plain(self) -> str:
        """What was written, without the sequences that move and colour."""
        text = self.seen.decode("utf-8", "replace")
        return re.sub(r"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]", "", text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        if self._end >= 0:
            self.vanish()

    def _read(self) -> bool:
        """Read what there is; False once the other end is closed."""
        ready, _, _ = select.select([self._end], [], [], 0.2)
        if not ready:
            return self.program.poll() is None
        try:
            chunk = os.read(self._end, 65_536)
        except OSError:
            return False
        self.seen += chunk
        return bool(chunk)


def test_the_program_starts_shows_claims_and_ends_with_0(place: Path) -> None:
    keep(place, NEXT_WEEK)
    with Terminal("--db", str(place)) as terminal:
        terminal.wait_for("The open model")
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0
    assert b"\x1b[?1049l" in terminal.seen, "the screen of before is given back"


def test_the_demo_opens_the_examples_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with Terminal("demo") as terminal:
        terminal.wait_for("claims")
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database_is_refused_with_code_4(tmp_path: Path) -> None:
    place = tmp_path / "notes.txt"
    place.write_text("dear diary", encoding="utf-8")
    with Terminal("--db", str(place)) as terminal:
        assert terminal.wait_for_the_end() == 4
    assert "is not a claim database" in " ".join(terminal.plain.split())
    assert "Traceback" not in terminal.plain


OURS = re.compile(r"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]|\x1b\]2;tracker\x1b\\|\x1b\]22;[a-z]+\x07|[\r\n]")
"""What the program itself tells the terminal: where to write, how it looks, its name, and the mouse's pointer."""


def test_nothing_hostile_reaches_the_terminal_raw(place: Path) -> None:
    acting = {name: text for name, text in HOSTILE.items() if acting_in(text)}
    keep_hostile(place, "\n".join(acting.values()))
    with Terminal("--db", str(place), size=(80, 500)) as terminal:
        terminal.wait_for("1 claim")
        terminal.press("\r")
        terminal.wait_for("history (UTC)")
        terminal.press("e")
        terminal.wait_for("Quotation")
        terminal.press("\x11")
        assert terminal.wait_for_the_end() == 0
    written = terminal.seen.decode("utf-8")
    assert not acting_in(OURS.sub("", written))
    assert not [name for name, text in acting.items() if text in written]


def test_an_interrupt_does_not_leave_the_terminal_in_disorder(place: Path) -> None:
    keep(place, NEXT_WEEK)
    with Terminal("--db", str(place)) as terminal:
        terminal.wait_for("The open model")
        terminal.press("\x03")
        terminal.program.send_signal(signal.SIGWINCH)
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0


def _broken(folder: Path, *lines: str) -> Path:
    """The program with something in it that fails."""
    broken = folder / "broken.py"
    start = ["from tracker.__main__ import main", "main()"]
    broken.write_text("\n".join(["import sys", *lines, *start, ""]), encoding="utf-8")
    return broken


FAILING_CARD = (
    "from tracker.store import queries",
    "def claim_card(session, claim_id, today):",
    "    password = 'sentinel'",
    "    raise RuntimeError(password) from ValueError(password)",
    "queries.claim_card = claim_card",
)


SLOW_LIST = (
    "import time",
    "from tracker.store import queries",
    "ask = queries.first_claims",
    "def first_claims(*question):",
    "    time.sleep(0.5)",
    "    return ask(*question)",
    "queries.first_claims = first_claims",
)


def test_the_list_is_drawn_as_a_whole_however_long_it_takes_to_be_read(place: Path, tmp_path: Path) -> None:
    keep(place, NEXT_WEEK)
    with Terminal("--db", str(place), program=(str(_broken(tmp_path, *SLOW_LIST)),), home=tmp_path) as terminal:
        terminal.wait_for("? help")
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0


def test_a_fault_of_the_program_is_told_in_one_line_without_variables(place: Path, tmp_path: Path) -> None:
    keep(place, NEXT_WEEK)
    with Terminal("--db", str(place), program=(str(_broken(tmp_path, *FAILING_CARD)),), home=tmp_path) as terminal:
        assert terminal.wait_for_the_end() == 1
        assert terminal.is_as_before
    assert "a fault in the program (RuntimeError in broken.py, line 5); where, and nothing of yours" in terminal.plain
    assert "sentinel" not in terminal.plain
    assert "Traceback" not in terminal.plain
    (log,) = (tmp_path / "claim-tracker" / "faults").iterdir()
    assert log.name in terminal.plain.replace("\r\n", "")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    told = log.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in told
    assert "from builtins.ValueError" in told
    assert "broken.py:5 in claim_card" in told
    assert "sentinel" not in told
    assert str(tmp_path) not in told


FAILING_KEY = (
    "from tracker.tui.screens.claim_form import ClaimForm",
    "def fail(*_):",
    "    raise RuntimeError('sentinel')",
    "ClaimForm.action_save = fail",
)


def test_what_is_typed_survives_a_fault(place: Path, tmp_path: Path) -> None:
    keep(place, NEXT_WEEK)
    with Terminal("--db", str(place), program=(str(_broken(tmp_path, *FAILING_KEY)),), home=tmp_path) as terminal:
        terminal.wait_for("The open model")
        terminal.press("a")
        terminal.wait_for("Add a claim")
        terminal.press("Half a thought")
        terminal.wait_for("thought")
        terminal.press("\x13")
        assert terminal.wait_for_the_end() == 1
        assert terminal.is_as_before
    assert "Half a thought" in drafts_file(str(place)).read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_gives_the_terminal_back_and_keeps_what_was_typed_last(place: Path, ending: signal.Signals) -> None:
    keep(place, NEXT_WEEK)
    with Terminal("--db", str(place)) as terminal:
        terminal.wait_for("The open model")
        terminal.press("a")
        terminal.wait_for("Add a claim")
        terminal.press("Half a thought")
        terminal.wait_for("thought")
        terminal.program.send_signal(ending)
        assert terminal.wait_for_the_end() == 128 + ending
        assert terminal.is_as_before
    assert "Half a thought" in drafts_file(str(place)).read_text(encoding="utf-8")


@pytest.mark.parametrize("says_so", [True, False])
def test_a_terminal_that_vanishes_ends_the_program_and_keeps_what_was_typed_last(
    place: Path, tmp_path: Path, *, says_so: bool
) -> None:
    keep(place, NEXT_WEEK)
    with Terminal("--db", str(place), home=tmp_path) as terminal:
        terminal.wait_for("The open model")
        terminal.press("a")
        terminal.wait_for("Add a claim")
        terminal.press("Half a thought")
        terminal.wait_for("thought")
        terminal.vanish()
        if says_so:
            terminal.program.send_signal(signal.SIGHUP)
        assert terminal.program.wait(PATIENCE) == 128 + signal.SIGHUP
    assert "Half a thought" in drafts_file(str(place)).read_text(encoding="utf-8")
    assert not list(tmp_path.rglob("faults/*")), "that is no fault of the program"


def test_a_terminal_that_vanishes_while_a_claim_is_saved_ends_the_program_once_it_is(
    place: Path, tmp_path: Path
) -> None:
    keep(place, NEXT_WEEK)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        with Terminal("--db", str(place), home=tmp_path) as terminal:
            terminal.wait_for("The open model")
            terminal.press("a")
            terminal.wait_for("Add a claim")
            terminal.press("A thought")
            terminal.wait_for("thought")
            other.execute("BEGIN IMMEDIATE")
            terminal.press("\x13")
            terminal.press("x")
            terminal.wait_for("still being saved")
            terminal.vanish()
            for number in (signal.SIGHUP, signal.SIGCONT):
                terminal.program.send_signal(number)
            other.execute("ROLLBACK")
            assert terminal.program.wait(PATIENCE) == 128 + signal.SIGHUP
        assert other.execute("SELECT count(*) FROM claim").fetchone() == (2,)
    assert not list(tmp_path.rglob("faults/*"))


def test_half_typed_text_survives_a_kill(place: Path) -> None:
    keep(place, NEXT_WEEK)
    drafts = drafts_file(str(place))
    with Terminal("--db", str(place)) as terminal:
        terminal.wait_for("The open model")
        terminal.press("a")
        terminal.wait_for("Add a claim")
        terminal.press("Half a thought")
        terminal.wait_until(lambda: drafts.exists() and "Half a thought" in drafts.read_text(encoding="utf-8"))
        terminal.program.kill()
        terminal.wait_for_the_end()
    with Terminal("--db", str(place)) as terminal:
        terminal.wait_for("The open model")
        terminal.press("a")
        terminal.wait_for("Half a thought")


COLOUR = re.compile(rb"\x1b\[(?:[0-9]+[;:])*(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:[;:][0-9]+)*m")


@pytest.mark.parametrize(
    ("theme", "key", "shown"),
    [("textual-dark", "m", "partly true"), ("textual-light", "a", "Published on"), ("ansi-dark", "x", "for Excel")],
)
def test_without_colour_no_colour_is_written_and_the_cursor_can_be_seen(
    place: Path, tmp_path: Path, theme: str, key: str, shown: str
) -> None:
    keep(place, NEXT_WEEK)
    (tmp_path / "claim-tracker").mkdir()
    (tmp_path / "claim-tracker" / "settings.toml").write_text(f'[screens]\ntheme = "{theme}"\n', encoding="utf-8")
    with Terminal("--db", str(place), home=tmp_path, NO_COLOR="1") as terminal:
        terminal.wait_for("The open model")
        terminal.press(key)
        terminal.wait_for(shown)
        terminal.press("\x11")
        assert terminal.wait_for_the_end() == 0
    assert not COLOUR.search(terminal.seen)
    assert re.search("\x1b\\[(1;)?7m▸".encode(), terminal.seen), "the line under the cursor is reversed"


def test_with_colour_colour_is_written(place: Path) -> None:
    keep(place, NEXT_WEEK)
    with Terminal("--db", str(place)) as terminal:
        terminal.wait_for("The open model")
        terminal.press("q")
        terminal.wait_for_the_end()
    assert COLOUR.search(terminal.seen)
    assert b"\x1b]2;tracker\x1b\\" in terminal.seen, "the terminal bears the program's name"
    assert terminal.seen.rindex(b"\x1b[23;2t") > terminal.seen.index(b"\x1b[22;2t"), "and gets its own back"


def test_a_theme_that_nobody_has_is_refused_with_those_there_are(place: Path, tmp_path: Path) -> None:
    keep(place, NEXT_WEEK)
    (tmp_path / "claim-tracker").mkdir()
    (tmp_path / "claim-tracker" / "settings.toml").write_text('[screens]\ntheme = "nrd"\n', encoding="utf-8")
    with Terminal("--db", str(place), home=tmp_path) as terminal:
        assert terminal.wait_for_the_end() == 3
    told = " ".join(terminal.plain.split())
    assert "“screens.theme” cannot be “nrd”: it is one of" in told
    assert "nord" in told


def test_a_theme_that_is_chosen_outlives_the_program(place: Path, tmp_path: Path) -> None:
    keep(place, NEXT_WEEK)
    kept = tmp_path / "claim-tracker" / "choices.json"
    with Terminal("--db", str(place), home=tmp_path) as terminal:
        terminal.wait_for("The open model")
        terminal.press("\x10")
        terminal.wait_for("Search for")
        terminal.press("Theme\r")
        terminal.wait_for("nord")
        terminal.press("nord\r")
        terminal.wait_until(kept.exists)
        terminal.press("q")
        terminal.wait_for_the_end()
    assert '"theme": "nord"' in kept.read_text(encoding="utf-8")
