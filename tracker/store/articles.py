"""Articles that are read: what is kept of them, what was decided about their passages, and what claims quote them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.articles.reading import KeptClaim, Mark, marks_of_quotations
from tracker.claims.model import Article, Source
from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.claims.vocabulary import Outcome, Role
from tracker.display import shorten
from tracker.errors import InvalidInput
from tracker.store.addressed import sources_at
from tracker.store.filters import is_outside_trash
from tracker.store.tables import article, citation, claim, passage, source

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.articles.load import LoadedArticle
    from tracker.claims.vocabulary import Kind

_FIRST_WORDS = 80


@dataclass(frozen=True, slots=True)
class ReadText:
    """An article as it was opened; ``digest`` is the SHA-256 of its text, ``fields`` what is told of it.

    ``encoding`` is Python's name for what it was written in; empty for what was pasted, and for a kept text.
    """

    text: str
    digest: str
    opened_from: str
    fields: SourceFields
    encoding: str = ""


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
    fields: SourceFields
    passages: tuple[DecidedPassage, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided about a text: ``kept`` is the article if anything was, ``marks`` where its words stand.

    ``lost`` are the claims that quote an older text at the same address, in words that are found no more.
    """

    kept: KeptArticle | None
    marks: tuple[Mark, ...]
    lost: tuple[int, ...]

    @property
    def quoting(self) -> frozenset[int]:
        """The claims that have words of it, also words that are found no more."""
        return frozenset(self.lost) | {mark.claim_id for mark in self.marks if mark.claim_id is not None}

    @property
    def claims(self) -> list[KeptClaim]:
        """The claims that were kept from the article."""
        return [
            KeptClaim(one.claim_id, one.span.start, one.statement, one.kind)
            for one in (self.kept.passages if self.kept else ())
            if one.claim_id is not None and one.kind is not None and one.outcome is Outcome.KEPT and not one.is_trashed
        ]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article that is kept, and the file or address that it was opened from."""

    article_id: int
    opened_from: str


def text_as_read(loaded: LoadedArticle) -> ReadText:
    """An article that was just loaded, as one that is read; without a title it goes by its first words."""
    title = loaded.title or shorten(" ".join(loaded.text[:_FIRST_WORDS].split()), _FIRST_WORDS)
    fields = SourceFields(
        title=title,
        publisher=loaded.publisher,
        author=loaded.author,
        url=loaded.url,
        published_on=loaded.published_on,
        language=loaded.language,
        type="article",
    )
    return ReadText(loaded.text, loaded.digest, loaded.opened_from, fields, loaded.encoding)


def find_article(session: Session, digest: str) -> KeptArticle | None:
    """The article with this text, or None when nothing of it was decided yet."""
    row = article_row(session, digest)
    return _kept(session, row) if row else None


def read_articles(session: Session, limit: int = 100) -> tuple[ArticleRow, ...]:
    """The articles that something was decided about, those read last first."""
    found = session.execute(select(article.id, article.opened_from).order_by(article.id.desc()).limit(limit))
    return tuple(ArticleRow(*row) for row in found)


def article_of_source(session: Session, source_id: int) -> ReadText | None:
    """The article that a source is, as it was opened last; None for a source that was never read here."""
    found = select(article.id).where(article.source_id == source_id).order_by(article.id.desc()).limit(1)
    article_id = session.execute(found).scalar()
    return None if article_id is None else article_text(session, article_id)


def article_text(session: Session, article_id: int) -> ReadText:
    """An article as it was opened. Raises InvalidInput when it is kept no more."""
    row = session.get(Article, article_id)
    if row is None:
        raise InvalidInput("This article is not kept any more: open it again from its file or address.")
    return ReadText(row.text, row.digest, row.opened_from, _kept(session, row).fields)


def decisions_about(session: Session, read: ReadText) -> Decisions:
    """What was decided about an article, and where claims quote it that were kept from it before it changed."""
    kept = find_article(session, read.digest)
    passages = kept.passages if kept else ()
    decided = [Mark(one.span.start, one.span.end, one.outcome, one.claim_id) for one in passages]
    known = {one.claim_id for one in passages}
    quotations = _quotations_from(session, (kept.fields if kept else read.fields).url)
    found, lost = marks_of_quotations(read.text, [one for one in quotations if one[0] not in known])
    return Decisions(kept, (*found, *decided), tuple(lost))


def article_row(session: Session, digest: str) -> Article | None:
    """The row of the article with this text, if it is kept."""
    found: Article | None = session.execute(select(Article).where(article.digest == digest)).scalar()
    return found


def _quotations_from(session: Session, url: str) -> list[tuple[int, str, str, str]]:
    """The claims outside the trash that quote from the sources at an address, with words, prefix and suffix."""
    numbers = sources_at(session, url)
    if not numbers:
        return []
    found = (
        select(claim.id, citation.quote, citation.quote_prefix, citation.quote_suffix)
        .join_from(citation.id.table, source.id.table, citation.source_id == source.id)
        .join(claim.id.table, claim.id == citation.claim_id)
        .where(source.id.in_(numbers), citation.quote != "", citation.role == Role.STATES, is_outside_trash())
        .order_by(citation.id)
    )
    return [(number, quote, prefix, suffix) for number, quote, prefix, suffix in session.execute(found)]


def _kept(session: Session, row: Article) -> KeptArticle:
    origin = session.get_one(Source, row.source_id)
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
        fields=SourceFields(**{name: getattr(origin, name) for name in SOURCE_FIELDS}),
        passages=tuple(
            DecidedPassage(Span(start, end), outcome, claim_id, statement, kind, bool(gone))
            for start, end, outcome, claim_id, statement, kind, gone in session.execute(found)
        ),
    )
