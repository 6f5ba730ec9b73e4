"""What is written about the passages of an article.

Opening an article writes nothing. The first thing that is decided keeps it, under its text's digest, so that the same
text opened again shows what was decided; an article's source is that of its claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.articles.offers import is_one_passage
from tracker.claims.model import Article, Citation, Passage, Source
from tracker.claims.sources import SOURCE_FIELDS
from tracker.claims.vocabulary import Outcome, Role
from tracker.display import recognisable
from tracker.errors import EditConflict, InvalidInput
from tracker.store.articles import article_row, find_article
from tracker.store.changes import add_claim, check_is_new_source
from tracker.store.claim_rows import live_row, title_of
from tracker.store.journal import change, has_recorded, name_step
from tracker.store.names import source_like
from tracker.store.tables import passage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlmodel import Session

    from tracker.claims.model import ClaimFields
    from tracker.store.articles import DecidedPassage, ReadText, Span


@change
def keep_claims(
    session: Session,
    read: ReadText,
    offered: Sequence[tuple[Span, ClaimFields]],
    known: Collection[int] = (),
    *,
    only_open: bool = False,
) -> list[int]:
    """Keep claims that an article makes, each with the passage that makes it, in one step; their numbers.

    ``known`` are the claims of the article that its reader has seen. Words that somebody else kept meanwhile raise
    EditConflict, or are passed over where ``only_open`` is wanted. Raises InvalidInput for a claim that cannot be kept;
    nothing is kept then.
    """
    taken = _taken(session, read, known)
    if only_open:
        offered = [one for one in offered if _kept_already(one[0], taken) is None]
    for span, _ in offered:
        _check_open(span, taken)
    if not offered:
        return []
    row, numbers = _article_row(session, read), []
    for span, fields in offered:
        claim_id = add_claim(session, fields)
        _decide(session, row, span, Outcome.KEPT, claim_id)
        numbers.append(claim_id)
    if len(numbers) > 1:
        name_step(session, f"keep {len(numbers)} claims from {_named(read)}")
    return numbers


@change
def skip_passages(session: Session, read: ReadText, spans: Sequence[Span]) -> int:
    """Note that these words make no claim to keep; how many were not skipped before."""
    row = _article_row(session, read)
    count = sum(_decide(session, row, span, Outcome.SKIPPED, None) for span in spans)
    if has_recorded(session):
        name_step(session, f"skip {count} sentence{'s' * (count != 1)} of {_named(read)}")
    return count


@change
def cite_passage(  # noqa: PLR0913, PLR0917 -- what becomes of which words, and what their reader knows
    session: Session,
    read: ReadText,
    span: Span,
    claim_id: int,
    around: tuple[str, str, str],
    known: Collection[int] = (),
) -> None:
    """Add the article to a claim as one more source; ``around`` is the quotation, what is before and what behind it.

    ``known`` are the claims of the article that its reader has seen. Raises EditConflict for words that somebody else
    kept meanwhile, InvalidInput for a claim that there is not, that is in the trash, or that has these words already.
    """
    claim_row = live_row(session, claim_id)
    _check_open(span, _taken(session, read, {*known, claim_id}))
    row = _article_row(session, read)
    attached = Citation(claim_id=claim_id, source_id=row.source_id, role=Role.STATES)
    attached.quote, attached.quote_prefix, attached.quote_suffix = around
    check_is_new_source(session, attached)
    session.add(attached)
    _decide(session, row, span, Outcome.CITED, claim_id)
    # Touched, so that a form opened before, or a file written before, does not take the new source away again.
    claim_row.updated_at = None
    name_step(session, f"add {_named(read)} to claim {claim_id} {title_of(claim_row)}")


@change
def confirm_passage(session: Session, read: ReadText, span: Span, claim_id: int) -> None:
    """Note that these words are what a claim quotes, though the article has changed since."""
    claim_row = live_row(session, claim_id)
    _decide(session, _article_row(session, read), span, Outcome.KEPT, claim_id)
    name_step(session, f"find claim {claim_id} {title_of(claim_row)} again in {_named(read)}")


@change
def keep_article(session: Session, read: ReadText) -> int:
    """Keep an article before anything is decided about it; the number of its source, by which it is corrected."""
    row = _article_row(session, read)
    if has_recorded(session):
        name_step(session, f"keep the article {_named(read)}")
    return row.source_id


def _article_row(session: Session, read: ReadText) -> Article:
    """The article's row, kept now if it was not before."""
    known = article_row(session, read.digest)
    if known is not None:
        return known
    wanted = Source(**{name: getattr(read.fields, name) for name in SOURCE_FIELDS})
    origin = source_like(session, wanted)
    if origin is None:
        raise InvalidInput("Nothing is told of this article: give it a title or an address first.")
    session.flush()
    row = Article(digest=read.digest, text=read.text, opened_from=read.opened_from, source_id=origin.key)
    session.add(row)
    session.flush()
    return row


def _taken(session: Session, read: ReadText, known: Collection[int]) -> list[DecidedPassage]:
    """What is kept of an article for claims that its reader has not seen, outside the trash."""
    kept = find_article(session, read.digest)
    passages = kept.passages if kept else ()
    return [one for one in passages if one.claim_id is not None and one.claim_id not in known and not one.is_trashed]


def _kept_already(span: Span, taken: Iterable[DecidedPassage]) -> DecidedPassage | None:
    words = (span.start, span.end)
    return next((one for one in taken if is_one_passage(words, (one.span.start, one.span.end))), None)


def _check_open(span: Span, taken: Iterable[DecidedPassage]) -> None:
    """Raise EditConflict for words that somebody else kept."""
    if kept := _kept_already(span, taken):
        manner = "as" if kept.outcome is Outcome.KEPT else "for"
        which = f"claim {kept.claim_id} {recognisable(kept.statement)}"
        raise EditConflict(f"Somebody else kept these words meanwhile, {manner} {which}: yours was not kept.")


def _decide(session: Session, row: Article, span: Span, outcome: Outcome, claim_id: int | None) -> bool:
    """Note what becomes of some words, in place of what was decided about the same before; whether that is new."""
    same = (passage.article_id == row.key, passage.starts_at == span.start, passage.ends_at == span.end)
    before = list(session.execute(select(Passage).where(*same)).scalars())
    if outcome is Outcome.SKIPPED and before:
        return False
    for old in before:
        if old.outcome is Outcome.SKIPPED:
            session.delete(old)
    session.add(Passage(article_id=row.key, starts_at=span.start, ends_at=span.end, outcome=outcome, claim_id=claim_id))
    session.flush()
    return True


def _named(read: ReadText) -> str:
    return recognisable(read.fields.name)
