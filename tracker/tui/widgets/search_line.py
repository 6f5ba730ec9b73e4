"""A line for plain words to look for, with how much was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tracker.tui.widgets.long_line import LongLine

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SearchLine(Horizontal):
    """Holds the words as they are typed."""

    DEFAULT_CSS = """
    SearchLine {
        height: 1;
        padding: 0 1;
        background: $boost;
        #slash { width: 2; color: $foreground-muted; }
        #search { width: 1fr; border: none; height: 1; padding: 0; background: transparent; }
        #count { width: auto; color: $foreground-muted; padding: 0 0 0 1; }
    }
    """

    @dataclass
    class Changed(Message):
        """Other words were typed."""

    @dataclass
    class Done(Message):
        """Typing is over: on to what was found."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint

    def compose(self) -> ComposeResult:
        """A slash, the words, the count."""
        yield Static("/", id="slash", markup=False)
        yield LongLine(id="search", placeholder=self._hint)
        yield Static(id="count", markup=False)

    @property
    def text(self) -> str:
        """The words as they are typed."""
        return self.query_one(Input).value

    @text.setter
    def text(self, text: str) -> None:
        self.query_one(Input).value = text

    @property
    def is_being_typed(self) -> bool:
        """Whether the keys go here, from when that is asked for."""
        return self.screen.focused is self.query_one(Input)

    def show_count(self, count: str) -> None:
        """Say how much was found."""
        self.query_one("#count", Static).update(count)

    def take_keys(self) -> None:
        """Start typing, at once: put off, it would come before or after what else moves the focus."""
        self.screen.set_focus(self.query_one(Input))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed so far."""
        event.stop()
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Typing is over."""
        event.stop()
        self.post_message(self.Done())
