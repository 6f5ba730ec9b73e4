"""The saved views: the present filter gets a name and a number key, and views of one's own are forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tracker.display import display
from tracker.errors import InvalidInput
from tracker.store.views import KEYS, View, all_views, remove_view, save_view
from tracker.tui.desk import job
from tracker.tui.dialogue import Dialogue
from tracker.tui.widgets.drawn_cells import cut, filled
from tracker.tui.widgets.field_row import FieldRow

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.tui.desk import Desk

_LONGEST = 46


class ViewsScreen(Dialogue[str | None]):
    """Answers with the filter of the view that is to be shown, None when it is left or a view was saved."""

    DEFAULT_CSS = """
    ViewsScreen {
        align: center middle;
        #views { width: 74; max-width: 96%; height: auto; max-height: 94%; border: round $accent; padding: 0 1;
            background: $surface; }
        OptionList { height: auto; max-height: 12; border: none; padding: 0; margin: 1 0 0 0; background: $surface; }
        #heading { min-height: 1; }
        #hint { color: $foreground-muted; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="form.save", priority=True, tooltip="Keep the view under the name typed"),
        Binding("escape", "leave", "leave", id="views.leave", tooltip="Back without a change"),
        Binding("delete,D", "forget", "forget", id="views.forget", tooltip="Forget the view under the cursor"),
    ]

    def __init__(self, desk: Desk, filter_text: str) -> None:
        super().__init__()
        self.desk, self._filter_text = desk, filter_text
        self._views: tuple[View, ...] = ()

    def compose(self) -> ComposeResult:
        """A name for the present filter, then the views that there are."""
        with Vertical(id="views"):
            yield Static(id="heading", markup=False)
            yield FieldRow("name", "Name", hint="a saved view of that name is replaced")
            yield OptionList(markup=False)
            yield Static(
                "enter saves the name; in the list enter shows a view and D forgets a saved one; esc leaves",
                id="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Start with the name."""
        self.query_one(FieldRow).editor.focus()
        self.show_views()

    @job
    async def show_views(self) -> None:
        """Read the views, and tell whether one more would have a number key."""
        self._views = await self.desk.ask(all_views)
        shown = display(self._filter_text.strip()) or "every claim"
        where = " on a number key" if len(self._views) < KEYS else " in this list; no number key is left"
        self.query_one("#heading", Static).update(Content.assemble("Keep ", (shown, "bold"), where))
        lines = self.query_one(OptionList)
        lines.set_options(Option(_line(number, view)) for number, view in enumerate(self._views, start=1))

    @job
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save it, or say why not."""
        row = self.query_one(FieldRow)
        try:
            number = await self.desk.ask(save_view, event.value, self._filter_text)
        except InvalidInput as refusal:
            row.echo(display(str(refusal)))
            return
        where = f"is view {number}." if number <= KEYS else "is kept without a number key: V shows it."
        self.notify(f"“{display(event.value.strip())}” {where} u takes it back.", markup=False)
        self.dismiss(None)

    async def action_save(self) -> None:
        """Save the view under the name, as enter does there."""
        await self.query_one(Input).action_submit()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Show the view."""
        self.dismiss(self._views[selected.option_index].filter)

    @job
    async def action_forget(self) -> None:
        """Forget the view under the cursor."""
        lines = self.query_one(OptionList)
        if not lines.has_focus or lines.highlighted is None:
            return
        name = self._views[lines.highlighted].name
        if not self._views[lines.highlighted].is_own:
            self.notify(f"“{display(name)}” comes with the program and stays.", severity="warning", markup=False)
            return
        await self.desk.ask(remove_view, name)
        self.notify(f"The view “{display(name)}” is forgotten. u brings it back.", markup=False)
        self.show_views()

    def action_leave(self) -> None:
        """Back without a change."""
        self.dismiss(None)


def _line(number: int, view: View) -> Content:
    key = str(number) if number <= KEYS else " "
    filter_text = cut(display(view.filter) or "every claim", _LONGEST)
    return Content.assemble(
        (f"{key} ", "bold $text-accent"), filled(display(view.name), 20) + " ", (filter_text, "$foreground-muted")
    )
