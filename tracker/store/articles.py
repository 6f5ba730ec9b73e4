"""Articles that are read: what was decided about their passages, and the claims that come out of them.

Opening an article writes nothing. The first thing that is decided keeps it, under its text's digest, so that the same
text opened again shows what was decided; an article's source is that of its claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.claims.model import Article, Citation, Passage, Source
from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.claims.vocabulary import Outcome, Role
from tracker.display import shorten
from tracker.errors import InvalidInput
from tracker.store.changes import add_claim
from tracker.store.claim_rows import live_row, title_of
from tracker.store.filters import is_outside_trash
from tracker.store.journal import change, has_recorded, name_step
from tracker.store.names import source_like
from tracker.store.tables import article, citation, claim, passage, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from tracker.claims.model import ClaimFields
    from tracker.claims.vocabulary import Kind

_TITLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class ReadText:
    """An article as it was opened; ``digest`` is the SHA-256 of its text, ``fields`` what is told of it."""

    text: str
    digest: str
    opened_from: str
    fields: SourceFields


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some words of an article: ``text[start:end]``, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DecidedPassage:
    """What was decided about some words; ``claim_id`` is the claim that they were kept as or added to.

    ``statement`` and ``kind`` are that claim's; empty and None where nothing was kept.
    """

    span: Span
    outcome: Outcome
    claim_id: int | None = None
    statement: str = ""
    kind: Kind | None = None
    is_trashed: bool = False


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article that something was decided about, with its source as it stands now."""

    article_id: int
    source_id: int
    source_version: int
    fields: SourceFields
    passages: tuple[DecidedPassage, ...]


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """A claim with the words that it quotes from a source, and what stood before and behind them."""

    claim_id: int
    statement: str
    quote: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as a line of a list: its source, and how many of its passages were kept, cited or skipped."""

    article_id: int
    source_id: int
    title: str
    publisher: str
    opened_from: str
    decided_count: int


def find_article(session: Session, digest: str) -> KeptArticle | None:
    """The article with this text, or None when nothing of it was decided yet."""
    row = _known(session, digest)
    return _kept(session, row) if row else None


def read_articles(session: Session, limit: int = 100) -> tuple[ArticleRow, ...]:
    """The articles that something was decided about, those read last first."""
    decided = select(func.count()).where(passage.article_id == article.id).scalar_subquery()
    columns = (article.id, article.source_id, source.title, source.publisher, article.opened_from, decided)
    joined = select(*columns).join_from(article.id.table, source.id.table, article.source_id == source.id)
    return tuple(ArticleRow(*row) for row in session.execute(joined.order_by(article.id.desc()).limit(limit)))


def article_text(session: Session, article_id: int) -> ReadText:
    """An article as it was opened. Raises InvalidInput when it is kept no more."""
    row = session.get(Article, article_id)
    if row is None:
        raise InvalidInput("This article is not kept any more: open it again from its file or address.")
    return ReadText(row.text, row.digest, row.opened_from, _kept(session, row).fields)


def quoted_from(session: Session, url: str) -> tuple[QuotedClaim, ...]:
    """The claims, outside the trash, that quote from the sources at an address."""
    if not url:
        return ()
    columns = (claim.id, claim.statement, citation.quote, citation.quote_prefix, citation.quote_suffix)
    found = (
        select(*columns)
        .join_from(citation.id.table, source.id.table, citation.source_id == source.id)
        .join(claim.id.table, claim.id == citation.claim_id)
        .where(source.url == url, citation.quote != "", citation.role == Role.STATES, is_outside_trash())
        .order_by(citation.id)
    )
    return tuple(QuotedClaim(*row) for row in session.execute(found))


@change
def keep_claims(session: Session, read: ReadText, offered: Sequence[tuple[Span, ClaimFields]]) -> list[int]:
    """Keep claims that an article makes, each with the passage that makes it, in one step; their numbers.

    Raises InvalidInput for a claim that cannot be kept; nothing is kept then.
    """
    row = _article_row(session, read)
    numbers = []
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
def cite_passage(session: Session, read: ReadText, span: Span, claim_id: int, around: tuple[str, str, str]) -> None:
    """Add the article to a claim as one more source; ``around`` is the quotation, what is before and what behind it.

    Raises InvalidInput for a claim that there is not or that is in the trash.
    """
    claim_row = live_row(session, claim_id)
    row = _article_row(session, read)
    quote, prefix, suffix = around
    session.add(
        Citation(
            claim_id=claim_id,
            source_id=row.source_id,
            role=Role.STATES,
            quote=quote,
            quote_prefix=prefix,
            quote_suffix=suffix,
        )
    )
    _decide(session, row, span, Outcome.CITED, claim_id)
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


def _kept(session: Session, row: Article) -> KeptArticle:
    origin = _source_of(session, row)
    found = (
        select(
            passage.starts_at,
            passage.ends_at,
            passage.outcome,
            passage.claim_id,
            func.coalesce(claim.statement, ""),
            claim.kind,
            claim.trashed_at.is_not(None),
        )
        .join_from(passage.id.table, claim.id.table, passage.claim_id == claim.id, isouter=True)
        .where(passage.article_id == row.key)
        .order_by(passage.id)
    )
    return KeptArticle(
        article_id=row.key,
        source_id=row.source_id,
        source_version=origin.version,
        fields=SourceFields(**{name: getattr(origin, name) for name in SOURCE_FIELDS}),
        passages=tuple(
            DecidedPassage(Span(start, end), outcome, claim_id, statement, kind, bool(gone))
            for start, end, outcome, claim_id, statement, kind, gone in session.execute(found)
        ),
    )


def _known(session: Session, digest: str) -> Article | None:
    found: Article | None = session.execute(select(Article).where(article.digest == digest)).scalar()
    return found


def _source_of(session: Session, row: Article) -> Source:
    return session.get_one(Source, row.source_id)


def _article_row(session: Session, read: ReadText) -> Article:
    """The article's row, kept now if it was not before."""
    known = _known(session, read.digest)
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
    return f"“{shorten(read.fields.name, _TITLE_LENGTH)}”"
