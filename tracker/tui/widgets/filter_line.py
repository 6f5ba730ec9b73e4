"""The line in which claims are filtered, with how many there are and what is wrong with the filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tracker.display import display
from tracker.errors import InvalidInput
from tracker.store.filters import parse_filter

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.store.rows import Page
    from tracker.store.terms import Term


class FilterLine(Vertical):
    """Holds the filter as it is typed. While it cannot be read, the reason stands below it."""

    DEFAULT_CSS = """
    FilterLine {
        height: auto;
        #filter-line { height: 1; padding: 0 1; background: $boost; }
        #slash { width: 2; color: $foreground-muted; }
        #filter { width: 1fr; border: none; height: 1; padding: 0; background: transparent; }
        #picked { width: auto; color: $text-accent; text-style: bold; padding: 0 0 0 1; }
        #count { width: auto; color: $foreground-muted; padding: 0 0 0 1; }
        #filter-problem { height: auto; padding: 0 3; color: $text-error; display: none; }
    }
    """

    @dataclass
    class Changed(Message):
        """Another filter was typed, and it can be read."""

    @dataclass
    class Done(Message):
        """Typing is over: on to the claims found."""

    def compose(self) -> ComposeResult:
        """A slash, the filter, the count; the problem below."""
        with Horizontal(id="filter-line"):
            yield Static("/", id="slash", markup=False)
            yield Input(id="filter", placeholder="all claims; try  status:open  due:<2026", compact=True)
            yield Static(id="picked", markup=False)
            yield Static(id="count", markup=False)
        yield Static(id="filter-problem", markup=False)

    @property
    def text(self) -> str:
        """The filter as it is typed."""
        return self.query_one(Input).value

    @text.setter
    def text(self, text: str) -> None:
        self.query_one(Input).value = text

    @property
    def is_being_typed(self) -> bool:
        """Whether the keys go here."""
        return self.query_one(Input).has_focus

    def terms(self) -> tuple[Term, ...] | None:
        """The filter's terms, or None while it cannot be read."""
        problem = self.query_one("#filter-problem", Static)
        problem.display = False
        try:
            return parse_filter(self.text)
        except InvalidInput as refusal:
            problem.update(display(str(refusal)))
            problem.display = True
            return None

    def show_count(self, page: Page) -> None:
        """Say how many claims there are, and how many of them are overdue."""
        shown = f"{page.total:,} claim{'s' * (page.total != 1)}"
        self.query_one("#count", Static).update(f"{shown} · {page.overdue} overdue" if page.overdue else shown)

    def show_picked(self, count: int) -> None:
        """Say how many claims are picked."""
        self.query_one("#picked", Static).update(f"■ {count:,} picked" if count else "")

    def take_keys(self) -> None:
        """Start typing a filter."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of each filter that can be read; the list stays as it is while one is half typed."""
        event.stop()
        if self.terms() is not None:
            self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Typing is over."""
        event.stop()
        self.post_message(self.Done())
