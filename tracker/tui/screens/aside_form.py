"""Forms whose texts can be put aside for others and brought back, as when one claim comes in between another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.tui.screens.form import Answer, Form

if TYPE_CHECKING:
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts


class AsideForm(Form[Answer]):
    """A form that keeps ``put_aside`` beside its draft, and begins with it where there is no draft."""

    def __init__(self, desk: Desk, name: str, started_from: Texts) -> None:
        super().__init__(desk, name, started_from)
        self.put_aside: Texts = desk.drafts.of(self._name_aside)
        if not self.came_back:
            self._kept, self.put_aside = self.put_aside, {}

    def swap_aside(self) -> Texts:
        """Put what is typed aside; what was put aside before, if anything."""
        brought_back, self.put_aside = self.put_aside, self.typed
        return brought_back

    def leave_draft(self) -> bool:
        """Keep what is put aside as well."""
        self.keep_draft(self._name_aside, self.put_aside)
        return super().leave_draft() or bool(self.put_aside)

    def mark_saved(self) -> None:
        """Forget what is written, not what is still put aside."""
        self.keep_draft(self._name_aside, self.put_aside)
        super().mark_saved()

    @property
    def _name_aside(self) -> str:
        return f"{self.form_name}, put aside"
