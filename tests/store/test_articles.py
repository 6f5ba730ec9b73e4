"""Articles that are read: their claims, what was decided, and taking it back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import TODAY, a_claim, everything_kept
from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.claims.vocabulary import Kind, Outcome
from tracker.errors import EditConflict, InvalidInput
from tracker.store import articles, bulk, changes, passages, queries, sources
from tracker.store.archive import Archive
from tracker.store.articles import DecidedPassage, ReadText, Span
from tracker.store.undo import redo, undo

if TYPE_CHECKING:
    from tracker.claims.model import ClaimFields

FIELDS = SourceFields(
    title="The ferry waits",
    publisher="Calder Times",
    url="https://example.org/ferry",
    published_on=TODAY,
    language="en",
    type="article",
)
TEXT = "The ferry opens next week. It is the largest in Europe. Nobody was hurt."
OPENS, LARGEST, HURT = Span(0, 26), Span(27, 55), Span(56, 72)


def an_article(text: str = TEXT, fields: SourceFields = FIELDS) -> ReadText:
    return ReadText(text, hashlib.sha256(text.encode()).hexdigest(), "ferry.html", fields)


def claim_of(span: Span, fields: SourceFields = FIELDS, **told: object) -> ClaimFields:
    source = {f"source_{name}": getattr(fields, name) for name in SOURCE_FIELDS}
    return a_claim(TEXT[span.start : span.end], quote=TEXT[span.start : span.end], **source, **told)


def test_nothing_is_known_of_an_article_that_nothing_was_decided_about(archive: Archive) -> None:
    assert archive.run(articles.find_article, an_article().digest) is None
    assert archive.run(articles.read_articles) == ()


def test_a_claim_is_kept_with_its_article_in_one_step(archive: Archive) -> None:
    read = an_article()
    before = archive.run(everything_kept)
    assert archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))]) == [1]
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert kept.fields == FIELDS
    assert kept.passages == (DecidedPassage(OPENS, Outcome.KEPT, 1, "The ferry opens next week.", Kind.RELEASE),)
    assert archive.run(undo).startswith("add claim 1 “The ferry opens next week.”")
    assert archive.run(everything_kept) == before
    archive.run(redo)
    again = archive.run(articles.find_article, read.digest)
    assert again is not None
    assert (again.fields, again.passages) == (kept.fields, kept.passages)


def test_the_claims_of_an_article_share_its_source(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS)), (LARGEST, claim_of(LARGEST))])
    page = archive.run(sources.list_sources, "")
    assert [row.claim_count for row in page.rows] == [2]
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert kept.source_id == page.rows[0].source_id
    assert archive.run(undo) == "keep 2 claims from “The ferry waits”"


def test_a_source_without_an_address_is_shared_too_also_when_it_is_corrected(archive: Archive) -> None:
    bare = SourceFields(title="The ferry waits", type="article")
    read = an_article(fields=bare)
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS, bare))])
    source_id = archive.run(passages.keep_article, read)
    card = archive.run(sources.source_card, source_id, TODAY)
    dated = SourceFields(title="The ferry waits still", published_on=TODAY, type="article")
    assert archive.run(sources.edit_source, source_id, card.version, dated)
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert kept.fields == dated
    archive.run(passages.keep_claims, read, [(LARGEST, claim_of(LARGEST, kept.fields))])
    assert [row.claim_count for row in archive.run(sources.list_sources, "").rows] == [2]


def test_a_claim_that_cannot_be_kept_keeps_nothing_of_the_others(archive: Archive) -> None:
    before = archive.run(everything_kept)
    with pytest.raises(InvalidInput, match="no claim 99"):
        archive.run(
            passages.keep_claims, an_article(), [(OPENS, claim_of(OPENS)), (LARGEST, claim_of(LARGEST, revises=99))]
        )
    assert archive.run(everything_kept) == before


def test_a_passage_that_was_skipped_can_be_kept_later(archive: Archive) -> None:
    read = an_article()
    assert archive.run(passages.skip_passages, read, [OPENS, HURT]) == 2
    assert archive.run(passages.skip_passages, read, [HURT]) == 0
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))])
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert [(one.span, one.outcome) for one in kept.passages] == [(HURT, Outcome.SKIPPED), (OPENS, Outcome.KEPT)]
    archive.run(undo)
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert {one.outcome for one in kept.passages} == {Outcome.SKIPPED}


def test_skipping_what_was_skipped_is_no_step(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.skip_passages, read, [HURT])
    archive.run(passages.skip_passages, read, [HURT])
    assert archive.run(undo) == "skip 1 sentence of “The ferry waits”"
    assert archive.run(articles.find_article, read.digest) is None


def test_the_article_becomes_one_more_source_of_a_claim(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(source_title="Elsewhere", source_url="https://example.org/other"))
    read = an_article()
    archive.run(passages.cite_passage, read, OPENS, 1, ("The ferry opens next week.", "", " It is"))
    card = archive.run(queries.claim_card, 1, TODAY)
    assert [(cited.title, cited.quote) for cited in card.citations] == [
        ("Elsewhere", ""),
        ("The ferry waits", "The ferry opens next week."),
    ]
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert [(one.outcome, one.claim_id) for one in kept.passages] == [(Outcome.CITED, 1)]
    assert archive.run(undo).startswith("add “The ferry waits” to claim 1")


def test_a_form_opened_before_an_article_was_added_does_not_take_it_away_again(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    card = archive.run(queries.claim_card, 1, TODAY)
    archive.run(passages.cite_passage, an_article(), OPENS, 1, ("The ferry opens next week.", "", ""))
    with pytest.raises(EditConflict, match="Claim 1 was changed by somebody else"):
        archive.run(changes.edit_claim, 1, card.version, card.fields.model_copy(update={"notes": "Ada's"}))
    kept = archive.run(queries.claim_card, 1, TODAY).fields
    assert (kept.source_title, kept.quote, kept.notes) == ("The ferry waits", "The ferry opens next week.", "")


def test_no_source_is_added_to_what_is_in_the_trash(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(bulk.trash_claims, [1])
    with pytest.raises(InvalidInput, match="in the trash"):
        archive.run(passages.cite_passage, an_article(), OPENS, 1, ("a", "", ""))


def test_a_passage_tells_that_its_claim_is_in_the_trash(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))])
    archive.run(bulk.trash_claims, [1])
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert [one.is_trashed for one in kept.passages] == [True]


def test_quotations_from_an_address_are_those_of_claims_that_count(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS)), (LARGEST, claim_of(LARGEST))])
    archive.run(bulk.trash_claims, [2])
    newer = an_article(f"Corrected.\n{TEXT}")
    decisions = archive.run(articles.decisions_about, newer)
    assert [(mark.claim_id, mark.start, mark.is_certain) for mark in decisions.marks] == [(1, 11, True)]
    assert (decisions.kept, decisions.lost, decisions.claims) == (None, (), [])
    elsewhere = an_article("The ferry opens next week.", SourceFields(title="Another paper"))
    assert archive.run(articles.decisions_about, elsewhere).marks == ()


def test_a_quotation_that_has_changed_is_found_once_a_person_says_so(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))])
    newer = an_article(TEXT.replace("next week", "the next week"))
    decisions = archive.run(articles.decisions_about, newer)
    assert [(mark.claim_id, mark.is_certain) for mark in decisions.marks] == [(1, False)]
    archive.run(passages.confirm_passage, newer, Span(0, 31), 1)
    kept = archive.run(articles.find_article, newer.digest)
    assert kept is not None
    assert [(one.outcome, one.claim_id) for one in kept.passages] == [(Outcome.KEPT, 1)]
    assert [claim.claim_id for claim in archive.run(articles.decisions_about, newer).claims] == [1]
    assert len(archive.run(articles.read_articles)) == 2


def test_words_that_are_gone_are_said_to_be(archive: Archive) -> None:
    archive.run(passages.keep_claims, an_article(), [(OPENS, claim_of(OPENS)), (LARGEST, claim_of(LARGEST))])
    decisions = archive.run(articles.decisions_about, an_article("The ferry opens next week. That is all."))
    assert decisions.lost == (2,)


def test_the_text_stays_as_it_was_read(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.keep_article, read)
    (row,) = archive.run(articles.read_articles)
    assert row.opened_from == "ferry.html"
    assert archive.run(articles.article_text, row.article_id) == read
    with pytest.raises(InvalidInput, match="not kept any more"):
        archive.run(articles.article_text, 99)


def test_an_article_of_which_nothing_is_told_is_refused(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="a title or an address"):
        archive.run(passages.keep_article, an_article(fields=SourceFields()))


def test_an_article_that_others_go_on_with_survives_an_undo(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))])
    archive.user = "bo"
    archive.run(passages.keep_claims, read, [(LARGEST, claim_of(LARGEST))])
    archive.user = "ada"
    assert archive.run(undo).startswith("add claim 1")
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert [one.claim_id for one in kept.passages] == [2]


def test_words_that_somebody_else_has_kept_or_cited_are_not_kept_again_unknowingly(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))])
    archive.run(passages.cite_passage, read, LARGEST, 1, ("It is the largest in Europe.", "", ""))
    before = archive.run(everything_kept)
    for span, told in (
        (OPENS, "meanwhile, as claim 1"),
        (Span(4, 26), "as claim 1"),
        (LARGEST, "meanwhile, for claim 1"),
    ):
        with pytest.raises(EditConflict, match=told):
            archive.run(passages.keep_claims, read, [(HURT, claim_of(HURT)), (span, claim_of(OPENS))])
    assert archive.run(everything_kept) == before
    offered = [(span, claim_of(span)) for span in (OPENS, LARGEST, HURT)]
    assert archive.run(passages.keep_claims, read, offered, only_open=True) == [2]
    assert archive.run(passages.keep_claims, read, offered, only_open=True) == []
    assert archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))], {1}) == [3]


def test_words_whose_claim_is_in_the_trash_are_kept_again(archive: Archive) -> None:
    read = an_article()
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))])
    archive.run(bulk.trash_claims, [1])
    assert archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))]) == [2]


def test_a_claim_quotes_an_article_by_any_address_of_its_page(archive: Archive) -> None:
    shared = FIELDS._replace(url="http://www.example.org/ferry/?utm_source=mail")
    archive.run(changes.add_claim, claim_of(OPENS, shared))
    assert archive.run(articles.decisions_about, an_article()).quoting == {1}
    archive.run(passages.keep_claims, an_article(), [(LARGEST, claim_of(LARGEST))])
    assert [row.url for row in archive.run(sources.list_sources, "").rows] == [shared.url]


def test_an_article_and_its_source_come_back_where_a_step_needs_them_again(archive: Archive, place: str) -> None:
    read = an_article()
    archive.run(passages.keep_claims, read, [(OPENS, claim_of(OPENS))])
    with Archive.open(place, user="bo") as bo:
        bo.run(passages.skip_passages, read, [HURT])
        bo.run(undo)
        archive.run(undo)
        assert bo.run(articles.find_article, read.digest) is None
        bo.run(redo)
    kept = archive.run(articles.find_article, read.digest)
    assert kept is not None
    assert kept.fields == FIELDS
    assert [(one.span, one.outcome) for one in kept.passages] == [(HURT, Outcome.SKIPPED)]
