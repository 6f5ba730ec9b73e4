"""Forms whose texts can be put aside or thrown away, and brought back, as when one claim comes in between another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from tracker.display import display
from tracker.errors import TrackerError
from tracker.tui.screens.form import Answer, Form
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.one_of import OneOf

if TYPE_CHECKING:
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts


ASIDE_KEY, DISCARD_KEY = "ctrl+n", "f8"

ASIDE_KEYS = (
    Binding(
        ASIDE_KEY, "put_aside", "put aside", id="form.clear",
        tooltip="Put what is typed aside; again: bring it back",
    ),
    Binding(
        ASIDE_KEY, "swap_aside", "swap", id="form.clear",
        tooltip="Swap what is typed for what was put aside",
    ),
    Binding(
        ASIDE_KEY, "bring_back", "bring back", id="form.clear",
        tooltip="Bring back what was put aside",
    ),
    Binding(
        DISCARD_KEY, "discard", "discard", id="form.discard",
        tooltip="Throw away what is typed; again: bring it back",
    ),
    Binding(
        DISCARD_KEY, "undo_discard", "undo discard", id="form.discard",
        tooltip="Bring back what was thrown away last",
    ),
)  # fmt: skip
"""Listed by each such form among its own keys, where they belong in their order. What each key does depends on what
there is to be put aside, brought back or thrown away."""


class AsideForm(Form[Answer]):
    """A form that keeps what is ``put_aside`` beside its draft, until it is wanted back.

    What is discarded is kept by the desk alone, until the program ends, or until something else is discarded or saved
    in this form.

    Its ``#title`` is the heading, which begins with ``headed``, else with the form's name.
    """

    def __init__(self, desk: Desk, name: str, started_from: Texts, headed: str = "", *, is_edit: bool = False) -> None:
        super().__init__(desk, name, started_from, is_edit=is_edit)
        self._headed = headed or name
        self.put_aside: Texts = desk.drafts.of(self._name_aside)
        self._is_back, self._has_discarded = self.came_back, False
        self._was_typed = self.came_back

    def heading(self) -> Content:
        """The title, and what became of what was typed before."""
        note = self._note()
        style = "bold $text-warning" if self._is_back else "$foreground-muted"
        return Content.assemble((self._headed, "bold"), (f"   {note}" if note else "", style))

    def on_mount(self) -> None:
        """Show what came back from its beginning, told by no notice any more. Textual calls those of its kinds too."""
        if self.came_back:
            self.app.clear_notifications()
            self.query(FieldRow).first().go_to_beginning()

    def show_texts(self, texts: Texts) -> None:
        """Show these texts instead of what is typed, and go to the first field."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key means what can be done with what is typed, put aside and discarded."""
        can_be_done = {
            "put_aside": lambda: bool(self.typed) and not self.put_aside,
            "swap_aside": lambda: bool(self.typed and self.put_aside),
            "bring_back": lambda: bool(self.put_aside) and not self.typed,
            "discard": lambda: bool(self.typed),
            "undo_discard": lambda: self._discarded != {} and not self.typed,
        }.get(action)
        return super().check_action(action, parameters) if can_be_done is None else can_be_done()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OneOf.Chosen)
    def tell_what_keys_do(self) -> None:
        """Say what the keys do from now on, once something is typed or nothing any more."""
        is_typed = bool(self.typed)
        if is_typed != self._was_typed:
            self._was_typed = is_typed
            self._tell()

    def mark_saved(self) -> None:
        """Forget also what was discarded before: it would come back into a form that was used for another since."""
        super().mark_saved()
        self._discarded = {}

    def action_put_aside(self) -> None:
        """Put what is typed aside, and go back to what was put aside before, else to what the form started from."""
        draft = self.draft
        try:
            self.desk.drafts.swap(self.form_name, draft, self._name_aside)
        except TrackerError as refusal:
            # It holds for what is shown next as well.
            self.app.notify(display(str(refusal)), severity="error", markup=False)
        # Another window may have put something else aside since this form was opened.
        brought_back, self.put_aside = self.desk.drafts.of(self.form_name), draft
        self._show(brought_back)

    # One deed under three names: what it does to what is typed is told by the name that fits.
    action_swap_aside = action_bring_back = action_put_aside

    def action_discard(self) -> None:
        """Go back to what the form started from, and remember what was typed until something else is discarded."""
        self._discarded = self.draft
        self._show({}, has_discarded=True)

    def action_undo_discard(self) -> None:
        """Bring back what was discarded last."""
        brought_back, self._discarded = self._discarded, {}
        self._show(brought_back)

    def _show(self, draft: Texts, *, has_discarded: bool = False) -> None:
        """Go on with this draft, or from what the form started from."""
        self.drop_warnings()
        texts = self.take_up(draft)
        self._is_back, self._has_discarded = bool(texts), has_discarded
        self.show_texts(self.started_from | texts)
        self.query(FieldRow).first().go_to_beginning()
        self._was_typed = self.leave_draft()
        self._tell()

    def _tell(self) -> None:
        self._is_back = self._is_back and bool(self.typed)
        self._has_discarded = self._has_discarded and not self.typed
        self.query_one("#title", Static).update(self.heading())
        self.refresh_bindings()

    def _note(self) -> str:
        aside = bool(self.put_aside)
        if self._is_back:
            does = "swaps the two" if aside else "puts it aside"
            return f"what you had typed is back: {ASIDE_KEY} {does}, {DISCARD_KEY} discards it"
        if self._has_discarded:
            return f"discarded: {DISCARD_KEY} brings it back{f', {ASIDE_KEY} what is put aside' if aside else ''}"
        if aside:
            does = "swaps the two" if self.typed else "brings it back"
            return f"what you had typed is put aside: {ASIDE_KEY} {does}"
        return ""

    @property
    def _discarded(self) -> Texts:
        return self.desk.drafts.discarded.get(self.form_name, {})

    @_discarded.setter
    def _discarded(self, texts: Texts) -> None:
        self.desk.drafts.discarded[self.form_name] = texts

    @property
    def _name_aside(self) -> str:
        return f"{self.form_name}, put aside"
