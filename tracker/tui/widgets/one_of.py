"""A choice of one among a few names, a few to a line, with a sentence about the one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import RadioSet, Static

from tracker.tui.widgets.toggles import Dot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class OneOf(Vertical):
    """Names with their sentences; the first one is chosen at the start."""

    DEFAULT_CSS = """
    OneOf {
        height: auto;
        margin: 0 0 1 0;
        RadioSet {
            layout: grid; grid-size: 4; grid-columns: auto; grid-rows: 1; grid-gutter: 0 1;
            border: none; padding: 0; width: 100%; background: transparent;
        }
        RadioSet:focus { border: none; background: $boost; }
        RadioSet > Dot { border: none; padding: 0; width: auto; }
        RadioSet > Dot.-selected > .toggle--label { background: transparent; color: $text-accent; }
        .sentence { height: auto; color: $foreground-muted; padding: 0 0 0 4; }
    }
    """

    @dataclass
    class Chosen(Message):
        """Another name was chosen."""

        one_of: OneOf
        name: str

    def __init__(self, sentences: Mapping[str, str], *, id: str) -> None:  # noqa: A002 -- as every widget has it
        super().__init__(id=id)
        self._sentences = dict(sentences)

    def compose(self) -> ComposeResult:
        """The names, and the sentence of the one that is chosen."""
        with RadioSet():
            for number, name in enumerate(self._sentences):
                yield Dot(Content.styled(name, "bold"), value=number == 0)
        yield Static(next(iter(self._sentences.values())), classes="sentence", markup=False)

    @property
    def chosen(self) -> str:
        """The name that is chosen."""
        return list(self._sentences)[max(0, self.query_one(RadioSet).pressed_index)]

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Tell of what was chosen, here and to the screen."""
        event.stop()
        self.query_one(".sentence", Static).update(self._sentences[self.chosen])
        self.post_message(self.Chosen(self, self.chosen))
