"""Forms whose texts can be put aside for others and brought back, as when one claim comes in between another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.tui.screens.form import Answer, Form

if TYPE_CHECKING:
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts


class AsideForm(Form[Answer]):
    """A form that keeps ``put_aside`` beside its draft, and makes it the draft once what came in between is saved."""

    def __init__(self, desk: Desk, name: str, started_from: Texts) -> None:
        super().__init__(desk, name, started_from)
        self.put_aside: Texts = desk.drafts.of(self._name_aside)

    def swap_aside(self) -> Texts:
        """Put what is typed aside; what was put aside before, if anything."""
        brought_back, self.put_aside = self.put_aside, self.typed
        return brought_back

    def leave_draft(self) -> bool:
        """Keep what is put aside as well; whether anything is typed besides."""
        self.keep_draft(self._name_aside, self.put_aside)
        return super().leave_draft()

    def mark_saved(self) -> None:
        """Forget what is written, and go on with what is put aside when the form is opened again."""
        super().mark_saved()
        if self.put_aside:
            # First under the one name, then from under the other: it is never under none.
            self.keep_draft(self.form_name, self.put_aside)
        self.keep_draft(self._name_aside, {})

    @property
    def _name_aside(self) -> str:
        return f"{self.form_name}, put aside"
