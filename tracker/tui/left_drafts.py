"""What was typed into forms and not saved yet, kept in a file: closing the window, or worse, loses a second at most."""

from __future__ import annotations

from contextlib import nullcontext
from threading import Lock
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.tui.private_file import read_private_file, write_privately
from tracker.turns import turn_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

Texts = dict[str, str]
"""What is typed, by field."""


class LeftDrafts:
    """Drafts by the form that they belong to. Without a file they last as long as the program runs.

    Other windows of the program keep theirs in the same file, so it is read anew each time. Threads take turns, and
    so do windows. ``discarded`` is what was thrown away last of each form, which no file keeps.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._drafts: dict[str, Texts] = {}
        self.discarded: dict[str, Texts] = {}
        self._turn = Lock()

    def of(self, form: str) -> Texts:
        """What was left in a form; empty when nothing was."""
        with self._turn:
            self._look()
            return self._drafts.get(form, {})

    def keep(self, form: str, typed: Texts, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Keep what is typed into a form; nothing typed forgets it. Raises TrackerError once when it cannot be kept.

        ``is_wanted`` is asked when it is the caller's turn, and nothing is done if it says no.
        """
        with self._turn:
            if not is_wanted():
                return
            with self._window_s_turn():
                self._look()
                if self._put(form, typed):
                    self._write()

    def swap(self, form: str, typed: Texts, aside: str) -> None:
        """Keep what is typed into a form under the name ``aside``, and what was there under the form's, in one go.

        Raises TrackerError as ``keep`` does.
        """
        with self._turn, self._window_s_turn():
            self._look()
            was_aside = self._drafts.get(aside, {})
            is_changed = [self._put(aside, typed), self._put(form, was_aside)]
            if any(is_changed):
                self._write()

    def _window_s_turn(self) -> AbstractContextManager[object]:
        return turn_in(self._file.parent) if self._file else nullcontext()

    def _put(self, form: str, typed: Texts) -> bool:
        """Take texts for a form's; whether there is anything to be written."""
        if typed:
            self._drafts[form] = typed
            return True
        return self._drafts.pop(form, None) is not None

    def _look(self) -> None:
        """Take what the file holds now; what was there before counts where it cannot be understood."""
        found = _read(self._file) if self._file else None
        if found is not None:
            self._drafts = found

    def _write(self) -> None:
        """Write the file anew beside the old one, readable by its owner alone, then put it in its place.

        Raises TrackerError once when that cannot be; from then on drafts last as long as the program runs.
        """
        if self._file is None:
            return
        try:
            if not self._drafts:
                self._file.unlink(missing_ok=True)
                return
            write_privately(self._file, self._drafts)
        except OSError as error:
            where, self._file = self._file, None
            raise TrackerError(
                f"What is typed cannot be kept in {where}: {error.strerror}. Save before you leave."
            ) from error


def _read(file: Path) -> dict[str, Texts] | None:
    """The drafts in a file; empty when there is none, None when it cannot be understood."""
    try:
        told = read_private_file(file)
    except (OSError, ValueError):
        return None
    if told is None:
        return {}
    if not isinstance(told, dict):
        return None
    drafts = {form: texts for form, texts in told.items() if isinstance(texts, dict) and texts}
    return {form: {name: str(text) for name, text in texts.items()} for form, texts in drafts.items()}
