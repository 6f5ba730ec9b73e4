"""A choice of one among a few names, a few to a line, with a sentence about the one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import RadioButton, RadioSet, Static

from tracker.tui.widgets.toggles import Dot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class Names(RadioSet):
    """The names alone, in lines of as many as the styles say: to go to one is to choose it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", "next", id="name.next", show=False, tooltip="Choose the next name"),
        Binding("left", "step(-1)", "previous", id="name.previous", show=False, tooltip="Choose the name before"),
        Binding("down", "change_line(1)", "below", id="name.below", show=False, tooltip="Choose the name below"),
        Binding("up", "change_line(-1)", "above", id="name.above", show=False, tooltip="Choose the name above"),
        Binding("enter", "app.focus_next", "go on", id="name.go_on", show=False, tooltip="Go to the next field"),
    ]

    def action_step(self, by: int) -> None:
        """Choose the next name or the one before, at the end the first again."""
        self.choose((self.pressed_index + by) % len(self.children))

    def action_change_line(self, by: int) -> None:
        """Choose the name below or above; where there is none, go on to the next field or back, as fields do."""
        place = self.pressed_index + by * (self.styles.grid_size_columns or 1)
        if 0 <= place < len(self.children):
            self.choose(place)
        elif by > 0:
            self.app.action_focus_next()
        else:
            self.app.action_focus_previous()

    def choose(self, place: int) -> None:
        """Choose at once: a key that is pressed before the button's message arrives counts from here already."""
        button = self.query(RadioButton)[place]
        with self.prevent(RadioButton.Changed):
            if self._pressed_button is not None:
                self._pressed_button.value = False
            button.value = True
        self._pressed_button = button
        self.post_message(self.Changed(self, button))


class OneOf(Vertical):
    """Names with their sentences; at the start the first one is chosen, unless another is named."""

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

    def __init__(
        self,
        sentences: Mapping[str, str],
        *,
        id: str,  # noqa: A002 -- as every widget has it
        chosen: str = "",
    ) -> None:
        super().__init__(id=id)
        self._sentences = dict(sentences)
        self._chosen_first = chosen if chosen in sentences else next(iter(sentences))

    def compose(self) -> ComposeResult:
        """The names, and the sentence of the one that is chosen."""
        with Names():
            for name in self._sentences:
                yield Dot(Content.styled(name, "bold"), value=name == self._chosen_first)
        yield Static(self._sentences[self._chosen_first], classes="sentence", markup=False)

    @property
    def chosen(self) -> str:
        """The name that is chosen; the one chosen at the start while the names are not there yet."""
        found = [names.pressed_index for names in self.query(Names) if names.pressed_index >= 0]
        return list(self._sentences)[found[0]] if found else self._chosen_first

    def choose(self, name: str) -> None:
        """Choose a name."""
        self.query_one(Names).choose(list(self._sentences).index(name))

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Tell of what was chosen, here and to the screen."""
        event.stop()
        self.query_one(".sentence", Static).update(self._sentences[self.chosen])
        self.post_message(self.Chosen(self, self.chosen))
