"""The line in which claims are filtered, with how many there are and what is wrong with the filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from tracker.display import display
from tracker.store.filters import parse_filter
from tracker.store.terms import FilterProblem, terms_of
from tracker.store.wanted import as_typed
from tracker.tui.widgets.drawn_cells import cut
from tracker.tui.widgets.filter_choices import FilterChoices
from tracker.tui.widgets.filter_input import FilterInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.app import ComposeResult

    from tracker.store.rows import Page
    from tracker.store.terms import Term


class FilterLine(Vertical):
    """Holds the filter as it is typed. While it cannot be read, the word at fault is underlined, the reason below.

    ``in_force`` is what is typed, and ``terms`` are its; while there is a ``problem`` with that, the last filter that
    had none, without a word that only began the field at fault. It ``is_told`` unless it became another when typing was
    over and ``Changed`` is still on its way. It asks for the names that complete it by ``Begun``; they are handed to
    its ``line``.
    """

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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", id="filter.close", show=False, tooltip="Write on without a choice"),
    ]

    @dataclass
    class Begun(Message):
        """The keys come here: names that complete what is typed are wanted."""

    @dataclass
    class Changed(Message):
        """Another filter was typed, and it can be read; ``is_done``: nothing more of it is to come."""

        is_done: bool = False

    @dataclass
    class Done(Message):
        """Typing is over: on to the claims found."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.terms: tuple[Term, ...] = ()
        self.in_force = ""
        self.problem: FilterProblem | None = None
        self.is_told = True
        self.choices = FilterChoices()
        self.line = FilterInput(self.choices, today, placeholder="all claims; try  status:open  due:<2026")

    def compose(self) -> ComposeResult:
        """A slash, the filter, the count; the problem below, then the choices."""
        with Horizontal(id="filter-line"):
            yield Static("/", id="slash", markup=False)
            yield self.line
            yield Static(id="picked", markup=False)
            yield Static(id="count", markup=False)
        yield Static(id="filter-problem", markup=False)
        yield self.choices

    @property
    def text(self) -> str:
        """The filter as it is typed."""
        return self.line.value

    @text.setter
    def text(self, text: str) -> None:
        self.line.value = text
        self._read(is_done=True)

    @property
    def is_being_typed(self) -> bool:
        """Whether the keys go here, from when that is asked for."""
        return self.screen.focused is self.line

    def _read(self, *, is_done: bool) -> None:
        """Put what is typed in force, or say what is wrong with it."""
        try:
            terms = parse_filter(self.text)
            self.terms, self.in_force, self.problem = terms if is_done else as_typed(terms), self.text.strip(), None
        except FilterProblem as problem:
            self.problem = problem
            if _only_began_a_field(self.in_force, self.text):
                self.in_force = self.text[: terms_of(self.text)[-1].at].strip()
                self.terms = parse_filter(self.in_force)
        self._tell()

    def _tell(self) -> None:
        """Say what is wrong and where, or that nothing is; nothing of a word that is still being typed."""
        problem = self.problem
        if problem and self.line.is_half_typed(problem):
            problem = None
        told = self.query_one("#filter-problem", Static)
        told.display = problem is not None
        if problem:
            meanwhile = f"Listed is still “{cut(self.in_force, 40)}”." if self.in_force else "Listed are all claims."
            told.update(display(f"{problem} {meanwhile}"))
        self.line.point_at(problem)

    def show_count(self, page: Page) -> None:
        """Say how many claims there are, and how many of them are overdue, once they are counted."""
        told = f"{page.total:,}{'+' * (not page.is_counted)} claim{'s' * (page.total != 1)}"
        if page.overdue and page.is_counted:
            told += f" · {page.overdue:,} overdue"
        count = self.query_one("#count", Static)
        if self.is_being_typed:
            # It keeps the room that it has, lest the whole screen be laid out anew at each key.
            told = told.rjust(count.size.width)
        if count.content != told:
            count.update(told, layout=len(told) != count.size.width)

    def show_picked(self, count: int) -> None:
        """Say how many claims are picked."""
        self.query_one("#picked", Static).update(f"■ {count:,} picked" if count else "")

    def take_keys(self) -> None:
        """Start typing a filter, at once: put off, it would come before or after what else moves the focus."""
        self.screen.set_focus(self.line)

    def on_descendant_focus(self) -> None:
        """Show what can be written."""
        self.post_message(self.Begun())
        self.line.show_choices()

    def on_descendant_blur(self) -> None:
        """The choices are for the typing alone."""
        self.action_close()
        self._end_typing()

    def on_input_changed(self, event: FilterInput.Changed) -> None:
        """Tell of each filter that can be read; the list stays as it is while one is half typed."""
        event.stop()
        self.line.show_choices()
        listed = self.in_force
        self._read(is_done=not self.is_being_typed)
        if self.problem is None or self.in_force != listed:
            self.post_message(self.Changed())

    def on_input_submitted(self, event: FilterInput.Submitted) -> None:
        """Typing is over, unless it cannot be read."""
        event.stop()
        self.action_close()
        self._end_typing()
        if self.problem is None:
            self.post_message(self.Done())

    def _end_typing(self) -> None:
        """What was typed is whole now, also where a letter or figure alone ends it."""
        typed = self.terms
        self._read(is_done=True)
        if self.terms != typed:
            self.is_told = False
            self.post_message(self.Changed(is_done=True))

    def on_option_list_option_selected(self, selected: FilterChoices.OptionSelected) -> None:
        """Write the choice that was clicked on."""
        selected.stop()
        self.line.write(self.choices.completion.choices[selected.option_index])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The first esc closes the choices; without any it is for the screen."""
        return self.choices.display if action == "close" else super().check_action(action, parameters)

    def action_close(self) -> None:
        """Show no choices until something else is typed."""
        self.choices.display = False
        self._tell()


def _only_began_a_field(listed: str, text: str) -> bool:
    """Whether the last word of a filter began the field that is at fault now.

    Nobody asked for the word “status” who was about to type “status:open”.
    """
    at_fault, words = terms_of(text)[-1], listed.split()
    if not at_fault.field or not words or words[:-1] != text[: at_fault.at].split():
        return False
    return at_fault.field.startswith(words[-1].removeprefix("-").casefold())
