"""A field in which what is known completes what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.name_input import NameCompletion

if TYPE_CHECKING:
    from collections.abc import Sequence


class CompletedRow(FieldRow):
    """Completes from when one first goes to it: most claims need few such fields. ``separator`` is between several."""

    def __init__(  # noqa: PLR0913 -- what a row has, and from what it completes
        self, name: str, title: str, *, text: str = "", hint: str = "", separator: str = "", known: Sequence[str] = ()
    ) -> None:
        super().__init__(name, title, text=text, hint=hint)
        self._separator, self._known = separator, known
        self._completion: NameCompletion | None = None

    def complete_from(self, known: Sequence[str]) -> None:
        """Offer these from now on, most used first."""
        self._known = known
        if self._completion:
            self._completion.offer(known)

    def on_descendant_focus(self) -> None:
        """Have the completion below the field. Textual calls ``FieldRow``'s too."""
        if self._completion is None and isinstance(self.editor, Input):
            self._completion = NameCompletion(self.editor, self.name or "", separator=self._separator, covers=self)
            self._completion.offer(self._known)
            self.screen.mount(self._completion)
