"""What was changed of an article's passages and is not kept as claims yet, as one flat draft that can be put aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class LeftChanges:
    """Changed fields of passages, by where their words start, and the subject chosen for all claims of the article."""

    passages: Mapping[str, Mapping[str, str]]
    subject: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """All of it by name: ``120.kind`` for a field of the passage at 120, ``subject`` for that of all."""
        changed = {f"{place}.{field}": text for place, texts in self.passages.items() for field, text in texts.items()}
        return changed | ({_SUBJECT: self.subject} if self.subject else {})


def left_changes(texts: Mapping[str, str]) -> LeftChanges:
    """What ``LeftChanges.texts`` gave, in its parts again."""
    passages: dict[str, dict[str, str]] = {}
    for name, text in texts.items():
        place, is_of_passage, field = name.partition(".")
        if is_of_passage:
            passages.setdefault(place, {})[field] = text
    return LeftChanges(passages, texts.get(_SUBJECT, ""))
