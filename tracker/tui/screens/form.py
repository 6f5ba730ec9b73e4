"""What forms have in common: what is typed is kept until it is saved, whatever becomes of the program."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import SuspendNotSupported

from tracker.display import display
from tracker.errors import InvalidInput
from tracker.tui.desk import newest
from tracker.tui.outside_editor import edit_outside, editor_command
from tracker.tui.screens.room import Room

if TYPE_CHECKING:
    from tracker.claims.drafts import Refused
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts
    from tracker.tui.widgets.field_row import FieldRow

Answer = TypeVar("Answer")

KEEP_EVERY_SECONDS = 1

_BEFORE = "before "
"""Begins the names under which a draft of an edit holds what the fields were when it was begun."""


class Form(Room[Answer]):
    """A form that is known by a name, under which its draft is kept.

    ``is_edit`` says that it changes what others may change too. Its draft then holds what the fields were when it was
    begun (``begun_with``, empty where it does not tell), and so what others have changed before it is taken up again.
    """

    TOGETHER: ClassVar[frozenset[str]] = frozenset()
    """Fields of which none changes alone, as a deadline's words and how they are read."""

    def __init__(self, desk: Desk, name: str, started_from: Texts, *, is_edit: bool = False) -> None:
        super().__init__(desk)
        self.form_name = name
        self.started_from = started_from
        self._is_edit = is_edit
        self._kept: Texts = desk.drafts.of(name)
        self._written = self._kept
        self.begun_with: Texts = {}
        self.take_up(self._kept)
        self._is_saved = False

    @property
    def texts(self) -> Texts:
        """What is typed, by field."""
        raise NotImplementedError

    @property
    def came_back(self) -> bool:
        """Whether something was left in this form before."""
        return bool(self._kept)

    @property
    def texts_at_first(self) -> Texts:
        """What the form starts from, with what was left in it."""
        return self.started_from | _typed_in(self._kept)

    @property
    def typed(self) -> Texts:
        """What differs from what the form started from."""
        texts = self.texts
        changed = self._with_those_beside({name for name in texts if texts[name] != self.started_from.get(name, "")})
        return {name: texts.get(name, "") for name in (*texts, *self.TOGETHER) if name in changed}

    @property
    def draft(self) -> Texts:
        """What is to be kept of what is typed; empty when nothing is."""
        typed = self.typed
        return typed | {_BEFORE + name: text for name, text in self.begun_with.items()} if typed else {}

    def take_up(self, draft: Texts) -> Texts:
        """Go on with a draft, or with none; what was typed in it, by field."""
        typed = _typed_in(draft)
        if self._is_edit:
            begun_with = {name.removeprefix(_BEFORE): text for name, text in draft.items() if name not in typed}
            self.begun_with = begun_with if typed else self.started_from
        return typed

    @property
    def changed_before(self) -> set[str]:
        """The fields that others changed after this edit was begun, and before the form was opened.

        Of a draft that does not tell what it was begun with, all of them: nobody knows.
        """
        if not self._is_edit:
            return set()
        changed = {name for name, text in self.started_from.items() if self.begun_with.get(name) != text}
        return self._with_those_beside(changed)

    def _with_those_beside(self, changed: set[str]) -> set[str]:
        return changed if changed.isdisjoint(self.TOGETHER) else changed | self.TOGETHER

    def keep_while_typing(self) -> None:
        """From now on keep the draft every second in which it changed. Called once the fields are there."""
        self.set_interval(KEEP_EVERY_SECONDS, self._keep_typed)

    def mark_saved(self) -> None:
        """What is typed is written where it belongs, or wanted no more: forget the draft."""
        self._is_saved = True
        has_draft = bool(self._kept or self._written)
        self._kept = self._written = {}
        if has_draft:
            self.keep_draft(self.form_name, {})

    def tell_to_mend(self, refused: Refused) -> None:
        """Say how many fields are at fault; each says why by itself."""
        self.drop_warnings()
        count = len(refused.problems)
        self.notify(f"{count} field{'s' * (count > 1)} to mend.", severity="warning", markup=False)

    def write_outside(self, row: FieldRow) -> None:
        """Hand a long text to the user's editor, and take it back when that has ended. Raises InvalidInput."""
        command = editor_command(os.environ)
        self.leave_draft()
        try:
            with self.app.suspend():
                outcome = edit_outside(row.text, command, row.name or "text")
        except SuspendNotSupported:
            raise InvalidInput("This terminal cannot be lent to an editor.") from None
        if outcome.trouble:
            self.notify(display(outcome.trouble), severity="error", markup=False, timeout=8)
        elif outcome.text == row.text:
            self.notify("Nothing was changed in the editor.", markup=False)
        else:
            row.text = outcome.text

    def leave_draft(self) -> bool:
        """Keep what is typed now; whether there is anything."""
        if self._is_saved:
            return False
        draft = self._kept = self.draft
        # What stands here untouched is not written again: another window may have left something else meanwhile.
        if draft != self._written:
            self._written = draft
            self.keep_draft(self.form_name, draft)
        return bool(draft)

    @newest
    async def _keep_typed(self) -> None:
        draft = self.draft
        if draft != self._kept and not self._is_saved:
            self._kept = draft
            # When it is this draft's turn, another may have been kept, or the form saved.
            await self.desk.work_out(self.desk.drafts.keep, self.form_name, draft, lambda: self._kept is draft)
            self._written = draft


def _typed_in(draft: Texts) -> Texts:
    return {name: text for name, text in draft.items() if not name.startswith(_BEFORE)}
