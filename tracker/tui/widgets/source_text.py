"""Everything about one source as a text: its fields, and the first of the claims that cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tracker.claims.wording import day_in_short, status_in_words
from tracker.display import display
from tracker.tui.palette import status_style
from tracker.tui.widgets.claim_card import titled
from tracker.tui.widgets.drawn_cells import cut, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.store.sources import CitingClaim, SourceCard

_STATUS, _SPEAKER = 20, 20
_LEAST_STATEMENT = 30
_MUTED = "$foreground-muted"


def source_content(card: SourceCard, width: int) -> Content:
    """The source, then its claims, each on a line of ``width`` columns."""
    told = card.fields
    day = day_in_short(told.published_on) if told.published_on else ""
    about = " · ".join(display(part) for part in (told.publisher, told.author, day, told.type, told.language) if part)
    lines = [Content.assemble((display(told.name), "bold"), (f"  source {card.source_id}", _MUTED))]
    lines += [Content(about)] if about else []
    lines += [
        titled(name, display(text)) for name, text in (("address", told.url), ("archived", told.archive_url)) if text
    ]
    wanted = {"publisher": told.publisher, "day": day, "address": told.url, "archived copy": told.archive_url}
    if missing := ", ".join(name for name, text in wanted.items() if not text):
        lines.append(Content.styled(f"not noted: {missing}; e adds what is known", _MUTED))
    return Content("\n").join([*lines, *_claims(card, width)])


def _claims(card: SourceCard, width: int) -> Iterator[Content]:
    count = card.claim_count
    if not count:
        yield Content.styled("No claim cites it.", _MUTED)
        return
    what = f"{count:,} claims cite it" if count > 1 else "1 claim cites it"
    yield Content.assemble((what, "bold"), ("   enter lists them" if count > 1 else "   enter shows it", _MUTED))
    for cited in card.claims:
        yield _line(cited, width)
    if count > len(card.claims):
        yield Content.styled(f"  and {count - len(card.claims):,} more", _MUTED)


def _line(cited: CitingClaim, width: int) -> Content:
    """Status, speaker and statement; without room for all three the speaker gives way."""
    speaker = _SPEAKER if width - _STATUS - _SPEAKER >= _LEAST_STATEMENT else 0
    said_by = cut(display(cited.speaker) or "nobody named", _SPEAKER - 1)
    statement = cut(display(cited.statement), max(_LEAST_STATEMENT, width - _STATUS - speaker))
    return Content.assemble(
        (f"{status_in_words(cited.status, cited.kind):<{_STATUS}}", status_style(cited.status)),
        (filled(said_by, speaker), _MUTED),
        statement,
    )
