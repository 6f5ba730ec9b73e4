from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import TODAY, a_claim, everything_kept, first_broken_batch
from tracker.claims.sources import SourceFields
from tracker.claims.vocabulary import Kind, Role, Schedule
from tracker.errors import EditConflict, InvalidInput
from tracker.store import bulk, changes, queries, sources, undo
from tracker.store.archive import Archive
from tracker.store.claims_at_once import NewClaim, add_claims
from tracker.store.filters import parse_filter
from tracker.store.journal import change
from tracker.store.sources import CitingClaim, SourcePage, SourceRow

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.claims.model import ClaimFields


def cited(statement: str, number: int, published_on: date | None = None, **told: str) -> ClaimFields:
    """A claim with the source of that number."""
    source = {"source_title": f"Article {number}", "source_url": f"https://example.org/{number}"}
    return a_claim(statement, source_published_on=published_on, **(source | told))


def numbers(archive: Archive, text: str = "", offset: int = 0, limit: int = 100) -> list[int]:
    page = archive.run(sources.list_sources, text, offset, limit)
    return [row.source_id for row in page.rows]


def edited(archive: Archive, source_id: int, **told: Any) -> bool:
    """Correct some fields of a source."""
    card = archive.run(sources.source_card, source_id, TODAY)
    return archive.run(sources.edit_source, source_id, card.version, card.fields._replace(**told))


def test_an_empty_archive_lists_none(archive: Archive) -> None:
    assert archive.run(sources.list_sources, "") == SourcePage((), 0, 0)


def test_a_line_tells_what_it_shows(archive: Archive) -> None:
    told = {"source_publisher": "A paper", "source_author": "Ada", "source_archive_url": "https://archive.example/1"}
    archive.run(changes.add_claim, cited("First", 1, date(2025, 7, 1), **told))
    archive.run(changes.add_claim, cited("Second", 1, quote="next week"))
    archive.run(changes.add_source, 2, {"url": "https://example.org/1", "quote": "again"}, Role.SUPPORTS)
    (row,) = archive.run(sources.list_sources, "").rows
    assert row == SourceRow(
        source_id=1,
        title="Article 1",
        publisher="A paper",
        author="Ada",
        url="https://example.org/1",
        archive_url="https://archive.example/1",
        published_on=date(2025, 7, 1),
        claim_count=2,
    )


def test_sources_are_listed_published_last_first_page_by_page(archive: Archive) -> None:
    published = [date(2025, 1, 1), None, date(2025, 3, 1), date(2025, 3, 1), None]
    for number, day in enumerate(published, start=1):
        archive.run(changes.add_claim, cited(f"Claim {number}", number, day))
    expected = [4, 3, 1, 5, 2]
    assert numbers(archive) == expected
    assert numbers(archive, limit=2) + numbers(archive, offset=2, limit=2) + numbers(archive, offset=4) == expected
    assert [archive.run(sources.place_of_source, "", number) for number in expected] == [0, 1, 2, 3, 4]
    assert archive.run(sources.place_of_source, "article 5", 2) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [2, 1]),
        ("élysée", [2]),
        ("ÉLYSÉE", [2]),
        ("writer", [1]),
        ("example.org/2", [2]),
        ("article writer", [1]),
        ("article nobody", []),
        ("100%", []),
        ("_rticle", []),
    ],
)
def test_every_word_must_occur_somewhere_in_a_source(archive: Archive, text: str, found: list[int]) -> None:
    archive.run(changes.add_claim, cited("First", 1, date(2025, 1, 1), source_author="Ada Writer"))
    archive.run(changes.add_claim, cited("Second", 2, date(2025, 2, 1), source_publisher="Palais de l'Élysée"))
    assert numbers(archive, text) == found
    assert archive.run(sources.list_sources, text).total == len(found)


def test_a_card_lists_the_claims_said_last_first(archive: Archive) -> None:
    archive.run(changes.add_claim, cited("First", 1))
    archive.run(changes.add_claim, cited("Second", 1, speaker=""))
    archive.run(changes.add_claim, cited("Elsewhere", 2))
    card = archive.run(sources.source_card, 1, TODAY)
    assert card.claim_count == 2
    assert card.claims == (
        CitingClaim(2, "Second", Kind.RELEASE, Schedule.NO_DATE, ""),
        CitingClaim(1, "First", Kind.RELEASE, Schedule.NO_DATE, "Sam Altman"),
    )
    assert card.fields == SourceFields(title="Article 1", url="https://example.org/1")


def test_a_card_lists_no_more_than_the_first(archive: Archive) -> None:
    for number in range(sources.FIRST_CLAIMS + 2):
        archive.run(changes.add_claim, cited(f"Claim {number}", 1))
    card = archive.run(sources.source_card, 1, TODAY)
    assert (len(card.claims), card.claim_count) == (sources.FIRST_CLAIMS, sources.FIRST_CLAIMS + 2)


def test_what_is_in_the_trash_is_neither_listed_nor_counted(archive: Archive) -> None:
    archive.run(changes.add_claim, cited("Kept", 1))
    archive.run(changes.add_claim, cited("Thrown away", 1))
    archive.run(bulk.trash_claims, [2])
    (row,) = archive.run(sources.list_sources, "").rows
    card = archive.run(sources.source_card, 1, TODAY)
    assert row.claim_count == card.claim_count == 1
    assert [one.statement for one in card.claims] == ["Kept"]


@pytest.mark.parametrize("number", [0, 7, -1, 2**31, 10**30, -(10**30)])
def test_a_source_that_is_not_there_is_told(archive: Archive, number: int) -> None:
    with pytest.raises(InvalidInput, match=f"There is no source {number}"):
        archive.run(sources.source_card, number, TODAY)
    with pytest.raises(InvalidInput, match="There is no source"):
        archive.run(sources.edit_source, number, 1, SourceFields(title="x"))


@pytest.mark.parametrize(
    "told",
    [
        {"source_url": "https://example.org/a?b=c:d"},
        {"source_url": "", "source_title": 'He said "soon", then -kind:delay'},
        {"source_url": "", "source_title": "Élysée: le communiqué"},
        {"source_url": "", "source_title": "", "source_publisher": "A paper"},
        {"source_url": "https://example.org/"},
        {"source_url": "", "source_title": "Article"},
        {"source_url": "", "source_title": "", "source_publisher": "Reuters"},
        {"source_url": f"https://example.org/{'a' * 1_980}"},
        {"source_url": "", "source_title": "", "source_author": "Ada Writer"},
        {"source_url": "", "source_title": "Article 2", "source_publisher": "Reuters"},
    ],
)
def test_the_filter_of_a_source_finds_its_claims(archive: Archive, told: dict[str, Any]) -> None:
    archive.run(changes.add_claim, cited("Another", 2, source_publisher="Reuters TV"))
    archive.run(changes.add_claim, cited("Mine", 1, **told))
    found = archive.run(sources.source_card, 2, TODAY).filter
    page = archive.run(queries.list_claims, parse_filter(found), TODAY)
    assert [row.statement for row in page.rows] == ["Mine"]


def test_the_filter_of_a_source_without_a_name_finds_its_claims(archive: Archive) -> None:
    for number in (1, 2):
        archive.run(changes.add_claim, a_claim(f"Claim {number}", source_published_on=date(2025, 7, number)))
    found = archive.run(sources.source_card, 2, TODAY).filter
    page = archive.run(queries.list_claims, parse_filter(found), TODAY)
    assert [row.statement for row in page.rows] == ["Claim 2"]


def test_a_source_is_corrected_for_all_claims_that_cite_it(archive: Archive) -> None:
    archive.run(changes.add_claim, cited("First", 1))
    archive.run(changes.add_claim, cited("Second", 1))
    before = archive.run(everything_kept)
    assert edited(archive, 1, publisher="TechCrunch", published_on=date(2025, 7, 11))
    for number in (1, 2):
        fields = archive.run(queries.claim_card, number, TODAY).fields
        assert (fields.source_publisher, fields.source_published_on) == ("TechCrunch", date(2025, 7, 11))
    after = archive.run(everything_kept)

    assert archive.run(undo.undo) == "edit source 1 “Article 1”"
    assert archive.run(everything_kept) == before
    archive.run(undo.redo)
    assert archive.run(everything_kept) == after
    assert archive.run(first_broken_batch) is None


def test_a_correction_is_undone_whatever_became_of_the_claims_since(place: str) -> None:
    with Archive.open(place, user="ada") as ada, Archive.open(place, user="bo") as bo:
        ada.run(changes.add_claim, cited("First", 1))
        ada.run(changes.add_claim, cited("Second", 1))
        edited(ada, 1, publisher="TechCrunch")
        card = bo.run(queries.claim_card, 1, TODAY)
        bo.run(changes.edit_claim, 1, card.version, card.fields.model_copy(update={"notes": "Bo's"}))
        bo.run(bulk.trash_claims, [2])

        assert ada.run(undo.undo) == "edit source 1 “Article 1”"
        fields = ada.run(queries.claim_card, 1, TODAY).fields
        assert (fields.source_publisher, fields.notes) == ("", "Bo's")
        ada.run(undo.redo)
        assert ada.run(queries.claim_card, 2, TODAY).fields.source_publisher == "TechCrunch"
        assert ada.run(queries.claim_card, 2, TODAY).is_trashed


def test_a_correction_is_not_undone_once_somebody_corrected_it_again(place: str) -> None:
    with Archive.open(place, user="ada") as ada, Archive.open(place, user="bo") as bo:
        ada.run(changes.add_claim, cited("First", 1))
        edited(ada, 1, publisher="TechCrunch")
        edited(bo, 1, publisher="Bo's")
        with pytest.raises(EditConflict, match=r"^The source “.*” was changed since then by bo "):
            ada.run(undo.undo)
        assert ada.run(sources.source_card, 1, TODAY).fields.publisher == "Bo's"


def test_a_correction_is_in_the_history_of_the_claims(archive: Archive) -> None:
    archive.run(changes.add_claim, cited("First", 1))
    edited(archive, 1, title="Mended")
    history = archive.run(queries.claim_card, 1, TODAY).history
    assert [step.step for step in history] == ["edit source 1 “Mended”", "add claim 1 “First”"]


def test_what_changes_nothing_is_no_step(archive: Archive) -> None:
    archive.run(changes.add_claim, cited("First", 1))
    assert not edited(archive, 1)
    assert archive.run(sources.source_card, 1, TODAY).version == 1
    assert archive.run(undo.undo) == "add claim 1 “First”"


def test_a_form_opened_before_somebody_elses_correction_is_refused(place: str) -> None:
    with Archive.open(place, user="ada") as ada, Archive.open(place, user="bo") as bo:
        ada.run(changes.add_claim, cited("First", 1))
        claim_version = ada.run(queries.claim_card, 1, TODAY).version
        edited(bo, 1, publisher="Bo's")
        with pytest.raises(EditConflict, match="Source 1 was changed by somebody else"):
            ada.run(sources.edit_source, 1, 1, SourceFields(title="Ada's"))
        with pytest.raises(EditConflict, match="Claim 1 was changed by somebody else"):
            ada.run(changes.edit_claim, 1, claim_version, cited("First, stale", 1))
        assert ada.run(sources.source_card, 1, TODAY).fields.publisher == "Bo's"


SPELLED = (
    "https://e.example/a?utm_source=x",
    "https://e.example/a?utm_source=y&id=",
    "https://e.example/a",
    "https://e.example/a#top",
    "https://e.example/a/",
    "http://www.e.example/a/?fbclid=1",
)
OTHERS = ("https://e.example/a/b", "https://e.example/ab", "https://e.example/a?id=2", "https://e.example", "")


@pytest.mark.parametrize("first", SPELLED[::2])
def test_addresses_of_one_page_are_of_the_source_that_was_kept_first(archive: Archive, first: str) -> None:
    archive.run(changes.add_claim, cited("First", 1, source_url=first))
    for number, url in enumerate(one for one in SPELLED if "id=" not in one):
        archive.run(changes.add_claim, cited(f"Claim {number}", 1, source_url=url))
    (row,) = archive.run(sources.list_sources, "").rows
    assert row.url == first
    assert archive.take_remarks() == []


def test_addresses_of_other_pages_are_of_other_sources(archive: Archive) -> None:
    for number, url in enumerate(("https://e.example/a", *OTHERS)):
        archive.run(changes.add_claim, cited(f"Claim {number}", number, source_url=url))
    assert len(numbers(archive)) == len(OTHERS) + 1


@pytest.mark.parametrize("more", [0, 30], ids=["one by one", "all at once"])
def test_many_claims_at_once_share_the_sources_of_their_pages(archive: Archive, more: int) -> None:
    archive.run(changes.add_claim, cited("Kept", 1, source_url=SPELLED[0]))
    urls = [*SPELLED[2:], *OTHERS, *(f"https://e.example/{number}#x" for number in range(more))]
    claims = [cited(f"Claim {n}", n if url in OTHERS else 1, source_url=url) for n, url in enumerate(urls)]
    archive.run(keep_at_once, claims)
    rows = archive.run(sources.list_sources, "").rows
    counted = {row.url: row.claim_count for row in rows}
    assert counted == {SPELLED[0]: len(SPELLED) - 1} | dict.fromkeys((one for one in urls if one not in SPELLED), 1)


@change
def keep_at_once(session: Session, claims: list[ClaimFields]) -> None:
    add_claims(session, [NewClaim(fields) for fields in claims])


def test_the_very_same_address_is_known_before_another_one_of_its_page(place: str) -> None:
    with Archive.open(place, user="ada") as archive:
        archive.run(changes.add_claim, cited("First", 1, source_url=SPELLED[0]))
        archive.run(changes.add_claim, cited("Second", 2))
        edited(archive, 2, url=SPELLED[2])
        assert archive.take_remarks() == [
            "Source 1 has another address of the same page: both stay, each with its claims."
        ]
        archive.run(changes.add_claim, cited("Third", 2, source_url=SPELLED[2]))
        archive.run(keep_at_once, [cited("Fourth", 2, source_url=SPELLED[2])])
        archive.run(changes.add_claim, cited("Fifth", 1, source_url=SPELLED[3]))
        counted = {row.source_id: row.claim_count for row in archive.run(sources.list_sources, "").rows}
        assert counted == {1: 2, 2: 3}


def test_an_edit_to_another_spelling_corrects_a_source_of_its_own_only(archive: Archive) -> None:
    archive.run(changes.add_claim, cited("First", 1, source_url=SPELLED[0]))
    archive.run(changes.edit_claim, 1, 1, cited("First", 1, source_url=SPELLED[2]))
    assert [row.url for row in archive.run(sources.list_sources, "").rows] == [SPELLED[2]]
    assert archive.take_remarks() == []

    archive.run(changes.add_claim, cited("Second", 1, source_url=SPELLED[3]))
    archive.run(changes.edit_claim, 2, 1, cited("Second", 1, source_url=SPELLED[4]))
    assert [row.url for row in archive.run(sources.list_sources, "").rows] == [SPELLED[2]]
    told = "The source at this address is known under another spelling, which stays: https://e.example/a."
    assert archive.take_remarks() == [told]


def test_a_claim_that_is_edited_takes_the_source_of_the_page_that_it_names(archive: Archive) -> None:
    archive.run(changes.add_claim, cited("First", 1, source_url=SPELLED[0]))
    archive.run(changes.add_claim, cited("Second", 2))
    archive.run(changes.edit_claim, 2, 1, cited("Second", 1, source_url=SPELLED[4]))
    assert archive.run(queries.claim_card, 2, TODAY).fields.source_url == SPELLED[0]


def test_an_address_that_another_source_has_is_remarked(archive: Archive) -> None:
    archive.run(changes.add_claim, cited("First", 1))
    archive.run(changes.add_claim, cited("Second", 2))
    assert edited(archive, 2, title="Another title")
    assert archive.take_remarks() == []
    assert edited(archive, 2, url="https://example.org/1")
    told = "Source 1 has the same address: what cites that from now on cites the one kept first."
    assert archive.take_remarks() == [told]
