"""Forms whose texts can be put aside for others and brought back, as when one claim comes in between another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from tracker.display import display
from tracker.errors import TrackerError
from tracker.tui.screens.form import Answer, Form
from tracker.tui.widgets.field_row import FieldRow

if TYPE_CHECKING:
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts


CLEAR = Binding(
    "ctrl+n",
    "clear",
    "start afresh",
    id="form.clear",
    tooltip="Put what is typed aside, and bring back what was put aside before",
)
"""Listed by each such form among its own keys, where it belongs in their order."""


class AsideForm(Form[Answer]):
    """A form that keeps what is ``put_aside`` beside its draft, until it is wanted back.

    Its ``#title`` is the heading, which begins with ``headed``, else with the form's name.
    """

    def __init__(self, desk: Desk, name: str, started_from: Texts, headed: str = "") -> None:
        super().__init__(desk, name, started_from)
        self._headed = headed or name
        self.put_aside: Texts = desk.drafts.of(self._name_aside)

    def heading_at_first(self) -> Content:
        """The title, and what became of what was typed before, when the form opens."""
        return self._heading(is_back=self.came_back)

    def on_mount(self) -> None:
        """Show of what came back what it begins with. Textual calls those of its kinds too."""
        if self.came_back:
            self.query(FieldRow).first().go_to_beginning()

    def show_texts(self, texts: Texts) -> None:
        """Show these texts instead of what is typed, and go to the first field."""
        raise NotImplementedError

    def action_clear(self) -> None:
        """Put what is typed aside, and go back to what was put aside before, else to what the form started from."""
        typed = self.typed
        try:
            self.desk.drafts.swap(self.form_name, typed, self._name_aside)
        except TrackerError as refusal:
            self.notify(display(str(refusal)), severity="error", markup=False)
        # Another window may have put something else aside since this form was opened.
        brought_back, self.put_aside = self.desk.drafts.of(self.form_name), typed
        self.show_texts(self.started_from | brought_back)
        self.query(FieldRow).first().go_to_beginning()
        self.query_one("#title", Static).update(self._heading(is_back=bool(brought_back)))
        self.leave_draft()

    def _heading(self, *, is_back: bool) -> Content:
        note = _note(is_back=is_back, is_put_aside=bool(self.put_aside))
        style = "bold $text-warning" if is_back else "$foreground-muted"
        return Content.assemble((self._headed, "bold"), (f"   {note}" if note else "", style))

    @property
    def _name_aside(self) -> str:
        return f"{self.form_name}, put aside"


def _note(*, is_back: bool, is_put_aside: bool) -> str:
    if is_back:
        return f"what you had typed is back: ctrl+n {'swaps it for the rest' if is_put_aside else 'puts it aside'}"
    return "what you had typed is put aside: ctrl+n brings it back" if is_put_aside else ""
