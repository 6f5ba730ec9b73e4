"""A field in which what is known completes what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.name_input import NameCompletion

if TYPE_CHECKING:
    from collections.abc import Sequence


class CompletedRow(FieldRow):
    """Completes from when one first goes to it: most claims need few such fields. ``separator`` is between several.

    Where ``takes_others`` is false, the only one that begins with what is typed is written when the field is left.
    """

    def __init__(  # noqa: PLR0913 -- what a row has, and from what it completes
        self,
        name: str,
        title: str,
        *,
        text: str = "",
        hint: str = "",
        separator: str = "",
        known: Sequence[str] = (),
        takes_others: bool = True,
    ) -> None:
        super().__init__(name, title, text=text, hint=hint)
        self._separator, self._known, self._takes_others = separator, known, takes_others
        self._completion: NameCompletion | None = None

    def complete_from(self, known: Sequence[str]) -> None:
        """Offer these from now on, most used first."""
        self._known = known
        if self._completion:
            self._completion.offer(known)

    async def take_offered(self) -> bool:
        """Put the name that is marked among those offered below in place of what is typed; whether any is."""
        return self._completion is not None and self._completion.take_marked()

    def on_descendant_focus(self) -> None:
        """Have the completion below the field. Textual calls ``FieldRow``'s too."""
        if self._completion is None and isinstance(self.editor, Input):
            self._completion = NameCompletion(self.editor, self.name or "", separator=self._separator, covers=self)
            self._completion.offer(self._known)
            self.screen.mount(self._completion)

    def on_descendant_blur(self) -> None:
        """Write out what can only mean one."""
        typed = self.text.strip().casefold()
        meant = [one for one in self._known if one.startswith(typed)] if typed and not self._takes_others else []
        if len(meant) == 1:
            self.text = meant[0]
