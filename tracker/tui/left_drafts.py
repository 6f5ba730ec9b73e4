"""What was typed into forms and not saved yet, kept in a file: closing the window, or worse, loses a second at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.tui.private_file import read_private_file, write_privately

if TYPE_CHECKING:
    from pathlib import Path

Texts = dict[str, str]
"""What is typed, by field."""


class LeftDrafts:
    """Drafts by the form that they belong to. Without a file they last as long as the program runs."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._drafts = _read(file) if file else {}

    def of(self, form: str) -> Texts:
        """What was left in a form; empty when nothing was."""
        return self._drafts.get(form, {})

    def keep(self, form: str, typed: Texts) -> None:
        """Keep what is typed into a form; nothing typed forgets it. Raises TrackerError once when it cannot be kept."""
        if typed:
            self._drafts[form] = typed
        elif self._drafts.pop(form, None) is None:
            return
        self._write()

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


def _read(file: Path) -> dict[str, Texts]:
    """The drafts of last time; none when there is no such file, or when it was damaged."""
    try:
        told = read_private_file(file)
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {str(form): {str(k): str(v) for k, v in texts.items()} for form, texts in told.items() if texts}
