"""Completion of a path under an input: the folders there, and the files that can be imported."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.content import Content
from textual_autocomplete import AutoComplete, DropdownItem

from tracker.display import display
from tracker.transfer.description import metadata_name
from tracker.transfer.everything import WRITERS

if TYPE_CHECKING:
    from textual.widgets import Input
    from textual_autocomplete import TargetState

MOST_OFFERED = 8
_ENDINGS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".jsonld", ".zip")


class PathCompletion(AutoComplete):
    """Offers what lies in the folder that is typed, folders first."""

    DEFAULT_CSS = """
    PathCompletion { max-height: 8; }
    """

    def __init__(self, target: Input) -> None:
        super().__init__(target, prevent_default_tab=False)
        self._names: list[str] = []

    def get_search_string(self, target_state: TargetState) -> str:
        """The last part of the path."""
        return os.path.basename(_typed(target_state))  # noqa: PTH119 -- any text may be typed

    def get_matches(
        self, target_state: TargetState, candidates: list[DropdownItem], search_string: str
    ) -> list[DropdownItem]:
        """The names that begin with what is typed of the last part; hidden ones only for who types their dot."""
        del candidates
        if not _typed(target_state):
            return []
        wanted = search_string.casefold()
        self._names = [name for name in _names_in(_typed(target_state)) if name.casefold().startswith(wanted)]
        self._names = [name for name in self._names if name != search_string and (wanted or not name.startswith("."))]
        return [DropdownItem(Content(display(name))) for name in self._names[:MOST_OFFERED]]

    def get_candidates(self, target_state: TargetState) -> list[DropdownItem]:
        """Matching looks into the folder itself."""
        del target_state
        return []

    def apply_completion(self, value: str, state: TargetState) -> None:
        """Put the name in place of what was typed of it."""
        name = next((name for name in self._names if display(name) == value), value)
        head, mark, _ = state.text.rpartition(os.sep)
        super().apply_completion(f"{head}{mark}{name}", state)

    def post_completion(self) -> None:
        """Go on with what lies in a folder; one that is an export is meant itself."""
        if not _is_looked_into(self.target.value):
            self.action_hide()

    def should_show_dropdown(self, search_string: str) -> bool:
        """Show what there is as soon as a folder is typed."""
        return bool(self.option_list.option_count) and (bool(search_string) or _is_looked_into(self.target.value))


def _is_looked_into(path: str) -> bool:
    """Whether a path ends with a folder that holds other things than an export."""
    folder = os.path.expanduser(path)  # noqa: PTH111
    marks = (os.path.join(folder, metadata_name(ending)) for ending in WRITERS)  # noqa: PTH118
    return path.endswith(os.sep) and not any(map(os.path.exists, marks))


def _typed(state: TargetState) -> str:
    return state.text[: state.cursor_position]


def _names_in(path: str) -> list[str]:
    """The folders, with a stroke at their end, and the files of the folder that a path is in; none if it is nowhere."""
    folder = os.path.dirname(os.path.expanduser(path)) or "."  # noqa: PTH111, PTH120
    try:
        with os.scandir(folder) as entries:
            found = [(not entry.is_dir(), entry.name) for entry in entries]
    except (OSError, ValueError):
        return []
    files = [name for is_file, name in found if is_file and name.casefold().endswith(_ENDINGS)]
    folders = [name + os.sep for is_file, name in found if not is_file]
    return [*sorted(folders, key=str.casefold), *sorted(files, key=str.casefold)]
