"""How the user likes the screens: chosen there, kept in a file from one start to the next, for every database alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.errors import TrackerError
from tracker.settings import COLUMNS, USUAL_COLUMNS, ScreenSettings
from tracker.tui.private_file import read_private_file, write_privately
from tracker.turns import turn_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class KeptChoices:
    """What the settings name counts at the start; else what was chosen last; else what comes with the program.

    ``theme`` is a theme's name, empty for the usual one. ``columns`` are codes of columns in their order, with
    ``claim`` always among them. Without a file choices last as long as the program runs.
    """

    def __init__(self, file: Path | None = None, settings: ScreenSettings | None = None) -> None:
        self._file = file
        settings = settings or ScreenSettings()
        kept = _read(file) or {}
        self.theme = settings.theme or _theme_in(kept)
        self.columns = with_claim(settings.columns or _columns_in(kept) or USUAL_COLUMNS)

    def keep_theme(self, name: str) -> None:
        """Start with this theme from now on. Raises TrackerError once when it cannot be kept."""
        self.theme = name
        self._keep("theme", name)

    def keep_columns(self, columns: Iterable[str]) -> None:
        """Show these columns from now on. Raises TrackerError once when they cannot be kept."""
        self.columns = with_claim(columns)
        self._keep("columns", self.columns)

    def _keep(self, name: str, value: object) -> None:
        """Change one choice in the file and leave the others as they are there.

        A file that cannot be understood is put aside, never overwritten.
        """
        if self._file is None:
            return
        try:
            with turn_in(self._file.parent):
                kept = _read(self._file)
                if kept is None:
                    self._file.replace(self._file.with_suffix(".damaged"))
                write_privately(self._file, {**(kept or {}), name: value})
        except OSError as error:
            where, self._file = self._file, None
            raise TrackerError(
                f"What you choose cannot be kept in {where}: {error.strerror}. It holds until you leave."
            ) from error


def with_claim(columns: Iterable[str]) -> tuple[str, ...]:
    """The known ones of some columns, each once; the claim comes last where it is not named."""
    known = dict.fromkeys(column for column in columns if column in COLUMNS)
    return tuple(known if "claim" in known else [*known, "claim"])


def _read(file: Path | None) -> dict[str, Any] | None:
    """What the file holds; empty when there is none, None when it cannot be understood."""
    if file is None:
        return {}
    try:
        told = read_private_file(file)
    except (OSError, ValueError):
        return None
    return {} if told is None else told if isinstance(told, dict) else None


def _theme_in(kept: dict[str, Any]) -> str:
    theme = kept.get("theme")
    return theme if isinstance(theme, str) else ""


def _columns_in(kept: dict[str, Any]) -> tuple[str, ...]:
    columns = kept.get("columns")
    return tuple(column for column in columns if column in COLUMNS) if isinstance(columns, list) else ()
