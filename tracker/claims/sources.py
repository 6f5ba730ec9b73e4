"""What is told of a source: its fields, how they are read from typed texts, and how it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.claims.drafts import Problem, Refused, read_draft
from tracker.claims.wording import day_in_short

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class SourceFields(NamedTuple):
    """An article, post, filing or talk; what is not known of it is empty."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    archive_url: str = ""
    published_on: date | None = None
    language: str = ""
    type: str = ""

    @property
    def name(self) -> str:
        """What it goes by: its title, or else whatever is told of it."""
        return self.title or self.publisher or self.url or self.author or "a source without a name"

    def citation(self) -> str:
        """``Author, “Title”, Publisher, 11 Jul 2025, https://…, archived at https://…``, without what is empty."""
        told = (
            self.author,
            f"“{self.title}”" if self.title else "",
            self.publisher,
            day_in_short(self.published_on) if self.published_on else "",
            self.url,
            f"archived at {self.archive_url}" if self.archive_url else "",
        )
        return ", ".join(part for part in told if part)


SOURCE_FIELDS = SourceFields._fields
"""The fields of a source, in the order in which they are told."""

SOURCE_TEXTS = tuple(name for name in SOURCE_FIELDS if name != "published_on")
"""Those of them that are texts, empty where nothing is known."""

QUOTE_FIELDS = ("quote", "quote_prefix", "quote_suffix", "via")
"""What is told of a claim's words in a source: the quotation, what stands around it, and who passed it on."""


def read_source_fields(texts: Mapping[str, str], today: date, kept: SourceFields | None = None) -> SourceFields:
    """Read what was typed about a source, under the same checks as in a claim; an absent field is empty.

    ``kept`` is what it started from: a language that came in by a file and stays as it was is no problem. Raises
    Refused with every problem at once.
    """
    if not any(texts.get(name, "").strip() for name in ("title", "publisher", "author", "url")):
        raise Refused([Problem("title", "Name the source: its title or its address.")])
    draft = {_PREFIX + name: texts.get(name, "") for name in SOURCE_FIELDS}
    try:
        texts_of_a_claim = draft | {"statement": "A claim of this source", "said_on": today.isoformat()}
        read = read_draft(texts_of_a_claim, today, kept={"source_language": kept.language if kept else ""})
    except Refused as refused:
        problems = [problem._replace(field=problem.field.removeprefix(_PREFIX)) for problem in refused.problems]
        raise Refused(problems) from None
    return SourceFields(**{name: getattr(read, _PREFIX + name) for name in SOURCE_FIELDS})


def texts_for_its_claims(told: SourceFields, today: date) -> dict[str, str]:
    """What each claim of a source says of it, as the texts of a claim's draft: the source, its day and its language.

    A claim of a source whose day is not known was said today.
    """
    texts = {_PREFIX + name: text for name, text in draft_of_source(told).items()}
    return texts | {"said_on": (told.published_on or today).isoformat(), "language": told.language}


_PREFIX = "source_"


def draft_of_source(told: SourceFields) -> dict[str, str]:
    """The texts that ``read_source_fields`` reads back to the same fields."""
    return {name: "" if (value := getattr(told, name)) is None else str(value) for name in SOURCE_FIELDS}
