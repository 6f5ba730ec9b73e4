from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests.store.samples import TODAY, a_claim, chance, decided, due, everything_kept
from tests.store.test_history import Editor
from tracker.claims.drafts import Refused
from tracker.claims.model import Citation
from tracker.claims.vocabulary import Kind, Role, Verdict
from tracker.dates.conventions import Conventions
from tracker.errors import EditConflict, InvalidInput
from tracker.store import changes, deciding, journal, names, queries, undo
from tracker.store.claim_rows import claim_row
from tracker.store.filters import parse_filter

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.claims.model import ClaimFields
    from tracker.store.archive import Archive

FULL = a_claim(
    "The open model ships next week",
    language="fr",
    due_text="la semaine prochaine",
    due_grain="week",
    due_rule="week",
    due_edtf="2025-07-14/2025-07-20",
    criteria="It can be downloaded by anybody",
    review_on=date(2025, 7, 21),
    notes="First\n\tsecond",
    subject="Open model",
    quote="« la semaine prochaine »\n[sic]",
    quote_prefix="dit-il, ",
    quote_suffix=", puis se tait",
    via="L'Agence",
    source_title="Un modèle ouvert",
    source_publisher="Le Journal",
    source_author="A. B.",
    source_url="https://example.org/a?b=%20c",
    source_archive_url="https://archive.example.org/a",
    source_published_on=date(2025, 7, 10),
    source_language="fr",
    source_type="article",
    tags=("[red]", "ai"),
    **due("2025-07-14", "2025-07-20"),
)


def _kept(archive: Archive, claim_id: int) -> ClaimFields:
    return archive.run(queries.claim_card, claim_id, TODAY).fields


def test_a_claim_comes_back_as_it_was_written_down(archive: Archive) -> None:
    assert archive.run(changes.add_claim, FULL) == 1
    assert _kept(archive, 1) == FULL


def test_a_claim_with_links_comes_back_with_them(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    linked = a_claim("Linked", revises=1, depends_on=1)
    assert _kept(archive, archive.run(changes.add_claim, linked)) == linked


@pytest.mark.parametrize(
    "told",
    [
        {"source_title": ""},
        {"source_title": "Another title", "source_author": ""},
        {"source_url": ""},
        {"source_url": "https://example.org/other"},
        {"source_published_on": None},
        {"quote": "", "quote_prefix": "", "quote_suffix": "", "via": ""},
        {"tags": ()},
        {"tags": ("ai", "new")},
        {"speaker": "", "subject": ""},
        {"speaker": "Somebody new"},
        {"due_start": None, "due_end": None, "due_text": "", "due_edtf": "", "review_on": TODAY},
        {"kind": Kind.DELAY, "language": "en"},
        {"said_on": TODAY - timedelta(days=3)},
        {"notes": "", "criteria": "", "review_on": None},
    ],
    ids=",".join,
)
def test_what_is_edited_is_what_is_kept(archive: Archive, told: dict[str, Any]) -> None:
    archive.run(changes.add_claim, FULL)
    edited = FULL.model_copy(update=told)
    archive.run(changes.edit_claim, 1, 1, edited)
    assert _kept(archive, 1) == edited
    assert archive.run(queries.claim_card, 1, TODAY).version == 2


def test_clearing_every_word_about_the_source_leaves_none(archive: Archive) -> None:
    archive.run(changes.add_claim, FULL)
    cleared = {name: "" for name in FULL.model_fields_set if name.startswith("source_")} | {"source_published_on": None}
    edited = FULL.model_copy(update=cleared)
    archive.run(changes.edit_claim, 1, 1, edited)
    assert _kept(archive, 1) == edited


def test_correcting_a_source_does_not_touch_what_others_cite(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One", source_title="A title", source_publisher="A paper"))
    archive.run(changes.add_claim, a_claim("Two", source_title="A title", source_publisher="A paper"))
    archive.run(changes.edit_claim, 1, 1, a_claim("One", source_title="B title", source_publisher="A paper"))
    assert (_kept(archive, 1).source_title, _kept(archive, 2).source_title) == ("B title", "A title")


def test_a_source_is_kept_once_for_all_who_cite_its_address(archive: Archive) -> None:
    for number in range(3):
        told = {"source_url": "https://example.org/a", "source_title": "A title" if number else ""}
        archive.run(changes.add_claim, a_claim(f"Claim {number}", **told))
    assert len(archive.run(everything_kept)["source"]) == 1
    assert _kept(archive, 1).source_title == "A title"


ARTICLE = {
    "source_url": "https://example.org/a",
    "source_title": "A title",
    "source_author": "A. B.",
    "source_publisher": "",
}


@pytest.fixture
def shared(archive: Archive) -> Archive:
    """Two claims that cite one article."""
    for statement in ("One", "Two"):
        archive.run(changes.add_claim, a_claim(statement, **ARTICLE))
    return archive


def test_a_new_claim_fills_in_what_is_missing_of_a_source_and_rewrites_nothing(shared: Archive) -> None:
    other = {"source_title": "Another title", "source_author": "", "source_publisher": "A paper"}
    shared.run(changes.add_claim, a_claim("Three", **ARTICLE | other))
    assert len(shared.run(everything_kept)["source"]) == 1
    kept = _kept(shared, 1)
    assert (kept.source_title, kept.source_author, kept.source_publisher) == ("A title", "A. B.", "A paper")


def test_a_form_opened_before_its_source_was_filled_in_is_refused(shared: Archive) -> None:
    before = shared.run(queries.claim_card, 1, TODAY)
    shared.run(changes.add_claim, a_claim("Three", **ARTICLE | {"source_publisher": "A paper"}))
    with pytest.raises(EditConflict, match="Claim 1 was changed by somebody else"):
        shared.run(changes.edit_claim, 1, before.version, before.fields)
    assert _kept(shared, 1).source_publisher == "A paper"


def test_evidence_and_further_sources_rewrite_nothing(shared: Archive) -> None:
    evidence = decided(Verdict.TRUE, TODAY, evidence_url=ARTICLE["source_url"], evidence_title="Seen there")
    shared.run(changes.mark_claim, 2, evidence)
    shared.run(changes.add_source, 2, {"url": ARTICLE["source_url"], "title": "Seen again"}, Role.REFUTES)
    assert _kept(shared, 1).source_title == "A title"


@pytest.mark.parametrize("told", [{"source_title": "Another title"}, {"source_author": ""}], ids=",".join)
def test_an_edit_that_contradicts_a_shared_source_gives_the_claim_one_of_its_own(
    shared: Archive, told: dict[str, str]
) -> None:
    before = _kept(shared, 1)
    edited = a_claim("Two", **ARTICLE | told)
    shared.run(changes.edit_claim, 2, 1, edited)
    assert (_kept(shared, 1), _kept(shared, 2)) == (before, edited)
    again = edited.model_copy(update={"source_title": "A third title"})
    shared.run(changes.edit_claim, 2, 2, again)
    assert (_kept(shared, 1), _kept(shared, 2)) == (before, again)
    assert len(shared.run(everything_kept)["source"]) == 2


def test_an_edit_fills_in_what_is_missing_of_a_shared_source(shared: Archive) -> None:
    shared.run(changes.edit_claim, 2, 1, a_claim("Two", **ARTICLE | {"source_publisher": "A paper"}))
    assert [_kept(shared, number).source_publisher for number in (1, 2)] == ["A paper", "A paper"]
    assert len(shared.run(everything_kept)["source"]) == 1


def test_a_new_deadline_is_not_hidden_by_the_old_review_date(archive: Archive) -> None:
    put_off = a_claim(review_on=date(2025, 12, 1))
    archive.run(changes.add_claim, put_off)
    dated = put_off.model_copy(update=due("2025-07-14", "2025-07-20"))
    archive.run(changes.edit_claim, 1, 1, dated)
    assert _kept(archive, 1).review_on is None
    assert archive.run(queries.review_queue, date(2025, 7, 14)) == [1]


def test_a_review_date_that_is_edited_with_the_deadline_stands(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(review_on=date(2025, 12, 1)))
    archive.run(changes.edit_claim, 1, 1, a_claim(review_on=TODAY, **due("2025-07-14", "2025-07-20")))
    assert _kept(archive, 1).review_on == TODAY
    archive.run(changes.edit_claim, 1, 2, a_claim(review_on=TODAY, notes="seen", **due("2025-07-14", "2025-07-20")))
    assert _kept(archive, 1).review_on == TODAY


def test_a_review_date_that_is_given_with_the_first_deadline_stands_though_it_is_the_one_that_is_kept(
    archive: Archive,
) -> None:
    archive.run(changes.add_claim, a_claim(review_on=date(2025, 12, 1)))
    dated = a_claim(review_on=date(2025, 12, 1), **due("2025-07-14", "2025-07-20"))
    archive.run(changes.edit_claim, 1, 1, dated, gives_review_day=True)
    assert _kept(archive, 1).review_on == date(2025, 12, 1)


@pytest.mark.parametrize("days", [("2025-08-14", "2025-08-20"), ("2026-01-01", None), (None, None)])
def test_a_review_date_that_was_chosen_beside_days_stands_where_they_move(
    archive: Archive, days: tuple[str | None, str | None]
) -> None:
    archive.run(changes.add_claim, a_claim(review_on=date(2025, 12, 1), **due("2025-07-14", "2025-07-20")))
    archive.run(changes.edit_claim, 1, 1, a_claim(review_on=date(2025, 12, 1), **due(*days)))
    assert _kept(archive, 1).review_on == date(2025, 12, 1)


def test_a_review_date_that_has_come_goes_with_the_days_that_it_stood_beside(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(review_on=TODAY, **due("2025-07-14", "2025-07-20")))
    archive.run(changes.edit_claim, 1, 1, a_claim(review_on=TODAY, **due("2026-07-14", "2026-07-20")))
    assert _kept(archive, 1).review_on is None


@pytest.mark.parametrize("review_on", [None, TODAY])
def test_what_loses_its_deadline_comes_back_as_a_new_claim_does(archive: Archive, review_on: date | None) -> None:
    archive.run(changes.add_claim, a_claim(review_on=review_on, **due("2025-07-14", "2025-07-20")))
    archive.run(changes.edit_claim, 1, 1, a_claim(review_on=review_on))
    assert _kept(archive, 1).review_on == TODAY + timedelta(days=30)


def test_what_loses_its_deadline_comes_back_after_as_many_days_as_are_chosen(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(**due("2025-07-14", "2025-07-20")))
    archive.run(changes.edit_claim, 1, 1, a_claim(), Conventions(review_days=200))
    assert _kept(archive, 1).review_on == TODAY + timedelta(days=200)


@pytest.mark.parametrize("name", ["sam altman", "SAM  ALTMAN", "Ｓａｍ Altman"])
def test_a_person_is_found_however_the_name_is_written(archive: Archive, name: str) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(changes.add_claim, a_claim("Another", speaker=name))
    assert [row["name"] for row in archive.run(everything_kept)["speaker"]] == ["Sam Altman"]


def test_an_edit_corrects_how_a_name_is_spelled_for_every_claim(archive: Archive) -> None:
    wrong = {"speaker": "sam altman", "subject": "openai", "tags": ("Ai",)}
    right = {"speaker": "Sam Altman", "subject": "OpenAI", "tags": ("AI",)}
    for statement in ("One", "Two"):
        archive.run(changes.add_claim, a_claim(statement, **wrong))
    archive.run(changes.edit_claim, 1, 1, a_claim("One", **right))
    kept = _kept(archive, 2)
    assert (kept.speaker, kept.subject, kept.tags) == ("Sam Altman", "OpenAI", ("AI",))
    assert archive.run(queries.claim_card, 1, TODAY).version == 2
    archive.run(undo.undo)
    assert _kept(archive, 2).speaker == "sam altman"


def test_a_claim_by_another_name_of_the_speaker_respells_nothing(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(journal.change(names.add_alias), "Sam Altman", "Sama")
    archive.run(changes.edit_claim, 1, 1, a_claim(speaker="sama"))
    assert _kept(archive, 1).speaker == "Sam Altman"


def test_tags_that_differ_in_case_are_one(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(tags=("Rumour", "rumour", "RUMOUR")))
    assert len(_kept(archive, 1).tags) == 1


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ({"revises": 3}, "There is no claim 3"),
        ({"depends_on": 3}, "There is no claim 3"),
        ({"revises": 10**17}, f"There is no claim {10**17}"),
        ({"revises": 0}, "There is no claim 0"),
        ({"revises": 2}, "cannot lead back to itself"),
        ({"depends_on": 1}, "cannot lead back to itself"),
        ({"revises": 1}, "cannot lead back to itself"),
    ],
)
def test_a_claim_cannot_point_to_nothing_nor_to_itself(archive: Archive, link: dict[str, Any], told: str) -> None:
    archive.run(changes.add_claim, a_claim("One"))
    archive.run(changes.add_claim, a_claim("Two", revises=1))
    before = archive.run(everything_kept)
    with pytest.raises(InvalidInput, match=told):
        archive.run(changes.edit_claim, 1, 1, a_claim("One", **link))
    assert archive.run(everything_kept) == before


def test_every_number_that_leads_nowhere_is_refused_by_its_field(archive: Archive) -> None:
    with pytest.raises(Refused) as refused:
        archive.run(changes.add_claim, a_claim(revises=8, depends_on=9))
    assert [problem.field for problem in refused.value.problems] == ["revises", "depends_on"]


def test_what_revises_a_claim_cannot_have_been_said_before_it(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One"))
    with pytest.raises(InvalidInput, match="before claim 1 of 2025-07-11, and cannot revise it"):
        archive.run(changes.add_claim, a_claim("Two", revises=1, said_on=date(2025, 7, 10)))
    archive.run(changes.add_claim, a_claim("Two", revises=1))
    with pytest.raises(InvalidInput, match="Claim 2 revises this one"):
        archive.run(changes.edit_claim, 1, 1, a_claim("One", said_on=date(2025, 7, 12)))


@pytest.mark.parametrize("claim_id", [0, -1, 77, 2**31, 2**63, -(2**31) - 1, -(10**18)])
def test_a_claim_that_is_not_there_is_told_by_its_number(archive: Archive, claim_id: int) -> None:
    told = f"There is no claim {claim_id}:"
    with pytest.raises(InvalidInput, match=told):
        archive.run(changes.edit_claim, claim_id, 1, a_claim())
    with pytest.raises(InvalidInput, match=told):
        archive.run(changes.mark_claim, claim_id, decided(Verdict.FALSE))
    with pytest.raises(InvalidInput, match=told):
        archive.run(changes.add_source, claim_id, {"title": "A"})
    with pytest.raises(InvalidInput, match=told):
        archive.run(queries.claim_card, claim_id, TODAY)
    with pytest.raises(InvalidInput, match=told):
        archive.run(queries.thread_with_dependents, claim_id)


def test_a_decision_is_kept_with_who_made_it_and_its_evidence(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(quote="next week"))
    evidence = {"evidence_url": "https://example.org/e", "evidence_title": "Out", "evidence_quote": "Out today"}
    archive.run(changes.mark_claim, 1, decided(Verdict.LATE, TODAY, reason="seen", **evidence))
    card = archive.run(queries.claim_card, 1, TODAY)
    (told,) = card.verdicts
    assert (told.verdict, told.occurred_on, told.decided_by, told.reason) == (Verdict.LATE, TODAY, "ada", "seen")
    assert [(cited.role, cited.title, cited.quote) for cited in card.citations] == [
        (Role.STATES, "", "next week"),
        (Role.SUPPORTS, "Out", "Out today"),
    ]


def test_evidence_against_a_claim_refutes_it(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(changes.mark_claim, 1, decided(Verdict.FALSE, evidence_quote="It never came"))
    assert [cited.role for cited in archive.run(queries.claim_card, 1, TODAY).citations] == [Role.REFUTES]


def test_the_newest_decision_counts_and_none_is_lost(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(**due("2025-07-01", "2025-07-10")))
    for verdict in (Verdict.TRUE, Verdict.VOID, None):
        archive.run(changes.mark_claim, 1, decided(verdict, TODAY if verdict is Verdict.TRUE else None))
    card = archive.run(queries.claim_card, 1, TODAY)
    assert [told.verdict for told in card.verdicts] == [None, Verdict.VOID, Verdict.TRUE]
    assert card.status == "overdue"


def test_a_decision_that_was_not_seen_is_not_overruled(archive: Archive) -> None:
    for statement in ("One", "Two"):
        archive.run(changes.add_claim, a_claim(statement))
    archive.run(changes.mark_claim, 1, decided(Verdict.FALSE), seen={1: None})
    before = archive.run(everything_kept)
    with pytest.raises(EditConflict, match="Claim 1 was decided by somebody else"):
        archive.run(changes.mark_claim, 1, decided(Verdict.VOID), seen={1: None})
    both = {2: decided(Verdict.VOID), 1: decided(Verdict.VOID)}
    with pytest.raises(EditConflict):
        archive.run(changes.settle_claims, both, seen={1: None, 2: None})
    assert archive.run(everything_kept) == before
    newest = archive.run(queries.claim_card, 1, TODAY).verdicts[0].verdict_id
    archive.run(changes.settle_claims, both, seen={1: newest, 2: None})
    assert archive.run(queries.claim_card, 1, TODAY).status is Verdict.VOID


def test_a_decision_that_was_opened_again_meanwhile_is_told_as_well(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(changes.mark_claim, 1, decided(Verdict.FALSE))
    seen = archive.run(queries.claim_card, 1, TODAY).verdicts[0].verdict_id
    archive.run(changes.mark_claim, 1, decided(None))
    with pytest.raises(EditConflict):
        archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY), seen={1: seen})


def test_nothing_comes_true_before_it_was_said(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    with pytest.raises(InvalidInput, match="it cannot have come true on 2025-07-10"):
        archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, date(2025, 7, 10)))


def test_settling_stops_whole_when_one_claim_cannot_be_decided(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    before = archive.run(everything_kept)
    with pytest.raises(InvalidInput, match="There is no claim 2"):
        archive.run(changes.settle_claims, {1: decided(Verdict.FALSE), 2: decided(Verdict.FALSE)})
    assert archive.run(everything_kept) == before


@pytest.mark.parametrize(
    ("told", "problem"),
    [({"url": "javascript:alert(1)"}, "is not a web address"), ({"quote": "a\x1bb"}, "control character")],
)
def test_a_source_that_cannot_be_kept_is_refused(archive: Archive, told: dict[str, str], problem: str) -> None:
    archive.run(changes.add_claim, a_claim())
    before = archive.run(everything_kept)
    with pytest.raises(InvalidInput, match=problem):
        archive.run(changes.add_source, 1, told)
    assert archive.run(everything_kept) == before


@pytest.mark.parametrize("told", [{"url": "https://example.org/a"}, {"quote": "next week"}, {"title": "A", "via": "B"}])
def test_the_same_source_is_attached_once_in_each_role(archive: Archive, told: dict[str, str]) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(changes.add_source, 1, told, Role.SUPPORTS)
    before = archive.run(everything_kept)
    with pytest.raises(InvalidInput, match="is attached to claim 1 already, as one that supports it: nothing was writ"):
        archive.run(changes.add_source, 1, told, Role.SUPPORTS)
    assert archive.run(everything_kept) == before
    archive.run(changes.add_source, 1, told, Role.REFUTES)
    archive.run(changes.add_source, 1, told | {"quote": "other words"}, Role.SUPPORTS)
    assert len(archive.run(queries.claim_card, 1, TODAY).citations) == 3


def test_a_source_is_taken_off_and_brought_back(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(source_title="The first", quote="at first"))
    archive.run(changes.add_source, 1, {"title": "The second", "quote": "at last"})
    archive.run(changes.add_source, 1, {"title": "The first", "quote": "never"}, Role.REFUTES)
    before, card = archive.run(everything_kept), archive.run(queries.claim_card, 1, TODAY)
    archive.run(changes.remove_source, 1, card.citations[0].citation_id)
    left = archive.run(queries.claim_card, 1, TODAY)
    assert [(one.role, one.title, one.quote) for one in left.citations] == [
        (Role.STATES, "The second", "at last"),
        (Role.REFUTES, "The first", "never"),
    ]
    assert (left.fields.source_title, left.fields.quote) == ("The second", "at last")
    assert left.version > card.version
    assert archive.run(queries.list_claims, parse_filter("first"), TODAY).total == 1
    assert archive.run(queries.list_claims, parse_filter('"at first"'), TODAY).total == 0
    archive.run(undo.undo)
    assert archive.run(everything_kept) == before


def test_of_a_source_that_is_emptied_by_an_edit_nothing_stays(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(source_title="The first", quote="at first"))
    archive.run(changes.add_source, 1, {"title": "The second", "quote": "at last"})
    before, card = archive.run(everything_kept), archive.run(queries.claim_card, 1, TODAY)
    assert archive.run(changes.edit_claim, 1, card.version, a_claim())
    left = archive.run(queries.claim_card, 1, TODAY)
    assert [(one.title, one.quote) for one in left.citations] == [("The second", "at last")]
    assert left.fields.source_title == "The second"
    assert left.version > card.version
    archive.run(undo.undo)
    assert archive.run(everything_kept) == before


def test_a_source_that_is_off_already_is_not_taken_off_again(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(source_title="The first"))
    archive.run(changes.add_claim, a_claim("Another", source_title="The first"))
    first, other = (archive.run(queries.claim_card, claim_id, TODAY).citations[0].citation_id for claim_id in (1, 2))
    archive.run(changes.remove_source, 1, first)
    before = archive.run(everything_kept)
    for citation_id in (first, other):
        with pytest.raises(EditConflict, match="Somebody else took this source off claim 1 meanwhile"):
            archive.run(changes.remove_source, 1, citation_id)
    assert archive.run(everything_kept) == before


def test_a_source_on_which_a_verdict_rests_stays(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(source_title="The first"))
    archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY, evidence_url="https://example.org/e"))
    before = archive.run(everything_kept)
    said, evidence = archive.run(queries.claim_card, 1, TODAY).citations
    with pytest.raises(InvalidInput, match="A verdict on claim 1 rests on this source"):
        archive.run(changes.remove_source, 1, evidence.citation_id)
    assert archive.run(everything_kept) == before
    archive.run(changes.remove_source, 1, said.citation_id)


def test_a_source_on_which_a_verdict_rests_is_emptied_by_an_edit_and_stays(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(source_title="The first", quote="at first"))
    archive.run(_decide_by_own_source, 1)
    (said,) = archive.run(everything_kept)["citation"]
    version = archive.run(queries.claim_card, 1, TODAY).version
    assert archive.run(changes.edit_claim, 1, version, a_claim())
    kept = archive.run(everything_kept)
    assert [row["evidence_id"] for row in kept["verdict"]] == [said["id"]]
    assert kept["citation"] == [said | {"source_id": None, "quote": ""}]


@journal.change
def _decide_by_own_source(session: Session, claim_id: int) -> None:
    """A verdict that rests on the very source that states the claim, as a file brings it."""
    rows, (said,) = [claim_row(session, claim_id)], session.execute(select(Citation)).scalars().all()
    deciding.decide(session, rows, decided(Verdict.TRUE, TODAY), cited={claim_id: said.key})
    journal.name_step(session, "decide")


def test_what_is_told_of_a_known_source_and_not_taken_is_remarked(archive: Archive) -> None:
    known = {"url": "https://example.org/a", "title": "A title", "publisher": "A paper"}
    archive.run(changes.add_claim, a_claim(**{f"source_{name}": text for name, text in known.items()}))
    archive.run(changes.add_claim, a_claim("Another"))
    archive.run(changes.add_source, 2, known | {"author": "Ada", "quote": "a"})
    assert archive.take_remarks() == []
    archive.run(changes.add_source, 2, known | {"title": "Other", "publisher": "B", "quote": "b"})
    stays = "Ada, “A title”, A paper, https://example.org/a"
    told = f"Another title and publisher is known of this source, which stays as it is: {stays}."
    assert archive.take_remarks() == [told]
    archive.run(changes.add_claim, a_claim("A third", source_url=known["url"], source_title="Other"))
    assert archive.take_remarks() == [told.replace(" and publisher", "")]
    archive.run(changes.add_claim, a_claim("A fourth", source_url=known["url"]))
    assert archive.take_remarks() == []


def test_a_further_source_is_kept_whole(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(source_title="The first"))
    told = {"title": "A title", "publisher": "A paper", "author": "A. B.", "url": "https://example.org/a"}
    told |= {"published_on": "2025-07-10", "quote": "next week", "via": "C. D."}
    archive.run(changes.add_source, 1, told)
    _, kept = archive.run(queries.claim_card, 1, TODAY).citations
    assert (kept.role, kept.published_on) == (Role.STATES, date(2025, 7, 10))
    assert {name: getattr(kept, name) for name in told if name != "published_on"} == {
        name: text for name, text in told.items() if name != "published_on"
    }


def test_half_a_character_is_refused_even_past_the_forms(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    before = archive.run(everything_kept)
    with pytest.raises(InvalidInput, match="half a character"):
        archive.run(changes.mark_claim, 1, decided(Verdict.FALSE, reason="a\ud800b"))
    assert archive.run(everything_kept) == before


def test_edits_by_chance_are_always_kept_whole(archive: Archive) -> None:
    editor = Editor(archive, 21)
    some = chance(21)
    for _ in range(25):
        editor.act()
        claim_id = some.randrange(1, editor.claims + 1)
        card = archive.run(queries.claim_card, claim_id, TODAY)
        wanted = card.fields.model_copy(update={"notes": str(some.random()), "tags": ("a", str(some.random()))})
        archive.run(changes.edit_claim, claim_id, card.version, wanted)
        kept = _kept(archive, claim_id)
        assert kept.model_copy(update={"tags": ()}) == wanted.model_copy(update={"tags": ()})
        assert set(kept.tags) == set(wanted.tags)
        with pytest.raises(EditConflict):
            archive.run(changes.edit_claim, claim_id, card.version, wanted)


def test_opening_a_claim_that_is_open_writes_nothing_not_even_its_evidence(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("It ships"))
    assert not archive.run(changes.mark_claim, 1, decided(None, evidence_url="https://example.org/e"))
    assert archive.run(undo.undo).startswith("add claim 1")
