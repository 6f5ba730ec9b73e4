"""The two lines above an article: what it is and where one is in it, and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tracker.articles.loading.decoding import web_name
from tracker.articles.loading.telling_languages import language_in_english
from tracker.articles.suggest import is_searched
from tracker.claims.wording import day_in_short
from tracker.display import display
from tracker.tui.widgets.drawn_cells import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.articles.reading import Reading
    from tracker.claims.sources import SourceFields

_LONGEST_TITLE = 60


def place_in_article(reading: Reading, fields: SourceFields) -> Content:
    """``Read  7 of 12, 4 to decide, 5 folded   Title``."""
    walked = reading.walked()
    count, left, folded = len(walked), len(reading.open_places()), reading.folded_count
    if reading.place in walked:
        place = f"{walked.index(reading.place) + 1} of {count}"
    else:
        place = f"a sentence besides the {count}" if count else _why_none(fields.language)
    told = [place]
    told += [f"{left} to decide" if left else "all decided"] if count else []
    told += [f"{folded} folded"] if folded else []
    return Content.assemble(
        ("Read", "bold"),
        f"  {', '.join(told)}   ",
        (cut(display(fields.name), _LONGEST_TITLE), "$foreground-muted"),
    )


def about_article(fields: SourceFields, encoding: str, lost: Sequence[int]) -> Content:
    """Publisher, author, day, language and encoding; what is missing and what is found no more stands out."""
    known = [fields.publisher, fields.author, day_in_short(fields.published_on) if fields.published_on else ""]
    known += [fields.language, web_name(encoding)]
    parts: list[str | tuple[str, str]] = [(display(" · ".join(part for part in known if part)), "$foreground-muted")]
    if not (fields.published_on and fields.language):
        parts.append((f"  {_missing(fields)}", "$text-warning"))
    if lost:
        claims = ", ".join(f"#{number}" for number in lost[:5]) + (" …" if len(lost) > 5 else "")  # noqa: PLR2004
        parts.append((f"  not found any more: the words of {claims}", "$text-warning"))
    return Content.assemble(*parts)


def _why_none(language: str) -> str:
    if not language or is_searched(language):
        return "nothing looks like a claim"
    return f"{display(language_in_english(language))} is not searched: l goes through the sentences"


def _missing(fields: SourceFields) -> str:
    if fields.language:
        return "its day is not known, so deadlines count from today: D tells it"
    if fields.published_on:
        return "its language is not known, so nothing is suggested: D tells it"
    return "neither its day nor its language is known: D tells them"
