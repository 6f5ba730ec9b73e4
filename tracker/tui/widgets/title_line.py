"""The first line of the list: where one is, what waits, and what the number keys show."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content

from tracker.display import display
from tracker.store.views import KEYS
from tracker.tui.widgets.pressed_line import PressedLine, pressed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tracker.store.views import View


_KEY, _MORE = "bold $text-accent", " …"
_IN_FORCE = "bold underline"


class TitleLine(PressedLine):
    """Names the room, the review that waits, the saved views on their keys, and the database."""

    DEFAULT_CSS = """
    TitleLine { height: 1; background: $primary-background; color: $text; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._head: Content = Content.styled("Claims", "bold")
        self._names: dict[int, str] = {}
        self._in_force: set[int] = set()
        self._place: Content = Content("")

    def tell(self, waiting: int, views: Sequence[View], filter_text: str, place: str) -> None:
        """Show it all; the view whose filter is the present one is underlined."""
        parts: list[Content | tuple[str, str]] = [("Claims", "bold")]
        for key, room, more in (
            ("R", "review", f" {waiting}" * bool(waiting)),
            ("S", "sources", ""),
            ("P", "record", ""),
        ):
            visit = f"visit('{room}')"
            parts += [("  ", ""), pressed(key, visit, _KEY), pressed(f" {room}{more}", visit)]
        self._head = Content.assemble(*parts, " ")
        on_keys = dict(enumerate(views[:KEYS], start=1))
        self._names = {key: display(view.name) for key, view in on_keys.items()}
        self._in_force = {key for key, view in on_keys.items() if view.filter == filter_text.strip()}
        self._place = Content.styled(f"   {display(place)}", "$foreground-muted")
        self._fit()

    def on_resize(self) -> None:
        """Fit it to the new width."""
        self._fit()

    def _fit(self) -> None:
        """Name the view in force and as many others as there is room for; the database where all of them are named."""
        room, named = self.content_size.width - self._head.cell_length, set[int]()
        for key in sorted(self._names, key=lambda key: (key not in self._in_force, key)):
            if self._views({*named, key}).cell_length <= room:
                named.add(key)
            elif key not in self._in_force:
                break
        told = self._head + self._views(named)
        if len(named) == len(self._names):
            told += self._place
        elif max(self._names) not in named and told.cell_length + len(_MORE) <= self.content_size.width:
            told += Content.styled(_MORE, "$foreground-muted")
        self.update(told, layout=False)

    def _views(self, named: Collection[int]) -> Content:
        """The keys of all views, those that are ``named`` with their names."""
        parts: list[Content | tuple[str, str]] = []
        for stands_alone, in_a_row in groupby(self._names, lambda key: key in named or key in self._in_force):
            keys = list(in_a_row)
            parts += self._one_by_one(keys, named) if stands_alone else [(f" {_first_to_last(keys)}", _KEY)]
        return Content.assemble(*parts)

    def _one_by_one(self, keys: Sequence[int], named: Collection[int]) -> Iterator[Content | tuple[str, str]]:
        for key in keys:
            look = _IN_FORCE if key in self._in_force else ""
            show = f"view({key})"
            yield " ", ""
            yield pressed(str(key), show, _KEY if key in named else look)
            if key in named:
                yield pressed(" ", show)
                yield pressed(self._names[key], show, look)


def _first_to_last(keys: Sequence[int]) -> str:
    """Keys in a row: ``6`` or ``6–8``."""
    return f"{keys[0]}–{keys[-1]}" if len(keys) > 1 else str(keys[0])
