from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.samples import TODAY, a_claim, a_clock, chance, decided, due
from tests.store.test_history import Editor
from tracker.claims.vocabulary import Kind, Verdict
from tracker.errors import InvalidInput
from tracker.store import changes, pages, queries
from tracker.store.archive import Archive
from tracker.store.filters import parse_filter
from tracker.store.orders import ORDERS, USUAL, names_an_order, sort_of, with_sort
from tracker.store.records import claim_records, due_records, hand_out
from tracker.store.terms import Term, terms_of

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["said", "due", "review", "speaker", "subject", "source", "status", "kind", "added", "changed", "id"]


ELISE = {"speaker": "Élise", "subject": "œuvres", "source_publisher": "le Monde", "source_url": "https://a.example"}
ELENA = {"speaker": "elena", "subject": "Nuclear", "source_publisher": "Łódź Post", "source_url": "https://b.example"}
OMAR = {"speaker": "Omar", "subject": "Ölpreis", "source_title": "A talk", "source_url": "https://c.example"}
FIVE: list[dict[str, Any]] = [
    {"kind": Kind.RELEASE, **ELISE, **due("2025-09-01", "2025-09-30")},
    {"kind": Kind.DELAY, **ELENA, **due("2025-07-01", "2025-07-10")},
    {"kind": Kind.RELEASE, **OMAR, **due("2025-12-01", None), "review_on": date(2025, 8, 2)},
    {"kind": Kind.PROMISE, **ELENA, **due(None, "2025-09-30"), "review_on": date(2025, 7, 30)},
    {"kind": Kind.OTHER, "speaker": ""},
]


def _keep_five(archive: Archive) -> None:
    """Five claims, each first by something; the fifth lacks all that a claim can lack."""
    for told, days in zip(FIVE, (3, 1, 2, 2, 9), strict=True):
        archive.run(changes.add_claim, a_claim(said_on=TODAY - timedelta(days=days), **told))
    archive.run(changes.mark_claim, 3, decided(Verdict.TRUE, TODAY, evidence_url="https://d.example"))
    card = archive.run(queries.claim_card, 1, TODAY)
    archive.run(changes.edit_claim, 1, card.version, card.fields.model_copy(update={"notes": "looked at again"}))


@pytest.mark.parametrize(
    ("order", "listed"),
    [
        ("said", [2, 4, 3, 1, 5]),
        ("-said", [5, 1, 4, 3, 2]),
        ("due", [2, 4, 1, 3, 5]),
        ("-due", [3, 4, 1, 2, 5]),
        ("review", [4, 3, 2, 1, 5]),
        ("-review", [3, 4, 2, 1, 5]),
        ("speaker", [2, 4, 1, 3, 5]),
        ("-speaker", [3, 1, 2, 4, 5]),
        ("subject", [2, 4, 3, 1, 5]),
        ("-subject", [1, 3, 2, 4, 5]),
        ("source", [3, 1, 2, 4, 5]),
        ("-source", [2, 4, 1, 3, 5]),
        ("status", [2, 4, 1, 5, 3]),
        ("-status", [3, 5, 4, 1, 2]),
        ("kind", [2, 5, 4, 3, 1]),
        ("-kind", [3, 1, 4, 5, 2]),
        ("added", [5, 4, 3, 2, 1]),
        ("-added", [1, 2, 3, 4, 5]),
        ("changed", [1, 5, 4, 3, 2]),
        ("-changed", [2, 3, 4, 5, 1]),
        ("id", [1, 2, 3, 4, 5]),
        ("-id", [5, 4, 3, 2, 1]),
    ],
)
def test_claims_are_listed_in_the_order_that_is_named(archive: Archive, order: str, listed: list[int]) -> None:
    _keep_five(archive)
    assert archive.run(queries.claim_numbers, parse_filter(f"sort:{order}"), TODAY) == listed


@pytest.mark.parametrize("seed", [21, 22])
def test_a_claim_stands_where_the_list_has_it(archive: Archive, seed: int) -> None:
    editor = Editor(archive, seed)
    for _ in range(50):
        editor.act()
    some = chance(seed)
    for number in range(12):
        told = {"speaker": some.choice(["Éa", "ea", "Eb", "", "Zo"]), "subject": some.choice(["b", "Ä", ""])}
        told |= {"source_publisher": some.choice(["", "B", "á"]), "source_title": some.choice(["", "T"])}
        day = str(TODAY + timedelta(days=some.randrange(-40, 40)))
        window = due(some.choice([None, day]), some.choice([None, day]))
        archive.run(changes.add_claim, a_claim(f"Claim {number}", kind=some.choice(list(Kind)), **told, **window))
    everybody = archive.run(queries.claim_numbers, (), TODAY)
    for order in ORDERS:
        for chosen in ("", "status:open"):
            terms = parse_filter(f"{chosen} sort:{order}")
            listed = archive.run(queries.claim_numbers, terms, TODAY)
            places = [archive.run(pages.place_in_list, terms, TODAY, claim_id) for claim_id in listed]
            assert places == list(range(len(listed)))
            rows = [
                row
                for at in (0, 7)
                for row in archive.run(queries.list_claims, terms, TODAY, at, 7 + 93 * (at > 0)).rows
            ]
            assert [row.claim_id for row in rows] == listed
        all_listed = archive.run(queries.claim_numbers, parse_filter(f"sort:{order}"), TODAY)
        assert sorted(all_listed) == sorted(everybody)
        terms, left_out = parse_filter(f"status:open sort:{order}"), set(everybody) - set(listed)
        for claim_id in left_out:
            above = [other for other in all_listed[: all_listed.index(claim_id)] if other in listed]
            assert archive.run(pages.place_in_list, terms, TODAY, claim_id) == len(above)


def test_a_server_that_sorts_as_its_language_does_lists_names_as_every_other(postgresql: str, tmp_path: Path) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
        try:
            connection.execute(
                "CREATE DATABASE sorted_as_english TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
            )
        except psycopg.Error as refusal:
            pytest.skip(f"this server knows one way to sort: {refusal}")
    names = ["ab", "a b", "a-b", "Äb", "a_c", "É", "e", "z", "ω", "Ω b", "中", "_", "9", "10"]
    listed = []
    for place in (f"{postgresql}/sorted_as_english", str(tmp_path / "claims.tracker")):
        with Archive.open(place, user="ada", clock=a_clock()) as archive:
            for name in names:
                archive.run(changes.add_claim, a_claim(speaker=name, source_publisher=name, source_title=name))
            listed.append([archive.run(queries.claim_numbers, parse_filter(f"sort:{by}"), TODAY) for by in NAMES])
    assert listed[0] == listed[1]


def test_a_claim_that_is_gone_stands_on_top(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    for order in ORDERS:
        assert archive.run(pages.place_in_list, parse_filter(f"sort:{order}"), TODAY, 99) == 0


def test_reports_come_in_the_order_that_is_named_and_else_in_their_own(archive: Archive) -> None:
    _keep_five(archive)

    def numbers(text: str) -> list[list[int]]:
        day, terms = date(2025, 9, 1), parse_filter(text)
        reports = [archive.run(hand_out, rows, terms, day, list) for rows in (claim_records, due_records)]
        return [[row["claim_id"] for row in report] for report in reports]

    assert numbers("") == [[1, 2, 3, 4, 5], [2, 4, 1]]
    assert numbers("sort:-id") == [[5, 4, 3, 2, 1], [4, 2, 1]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sort:dew", "There is no order “dew”. Did you mean “due”? There are: said, due, review, speaker"),
        ("sort:x", "There is no order “x”. There are: said, due"),
        ("sort:-spaeker", "There is no order “-spaeker”. Did you mean “-speaker”?"),
        ("sort:zzz", "There is no order “zzz”. There are: said"),
        ("sort:--due", "There is no order “--due”."),
        ("sort:", "The filter “sort:” needs a value"),
        ("-sort:due", "An order is turned round behind the colon: write “sort:-due”."),
        ("-sort:x", "An order is turned round behind the colon: write “sort:-due”."),
        ("sort:due kind:delay sort:id", "A list has one order: take all but one “sort:” away."),
    ],
)
def test_what_is_no_order_is_refused(text: str, told: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_filter(text)
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "order", "changed"),
    [
        ("", "due", "sort:due"),
        ("status:open", "due", "status:open sort:due"),
        ("status:open sort:due kind:delay", "-due", "status:open kind:delay sort:-due"),
        ("status:open sort:due", "said", "status:open"),
        ("sort:due", "said", ""),
        ("sort:due", "-said", "sort:-said"),
        ("-sort:due SORT:id sort:", "Speaker", "sort:speaker"),
        ('"an open quote', "due", 'sort:due "an open quote'),
        ('kind:delay sort:id "an open ', "due", 'sort:due kind:delay "an open '),
        ('source:="0001 "x"', "due", 'sort:due source:="0001 " x "'),
        ('"sort:due" ', "id", '"sort:due" sort:id'),
        ('"a"sort:due"b"', "said", '"a" "b"'),
    ],
)
def test_an_order_is_put_into_a_filter(text: str, order: str, changed: str) -> None:
    assert with_sort(text, order) == changed


def test_what_is_no_order_is_put_into_no_filter() -> None:
    with pytest.raises(InvalidInput, match="There is no order “dew”"):
        with_sort("", "dew")


@given(st.text(alphabet=st.sampled_from('sort:due -"<> \nax'), max_size=30) | st.text(), st.sampled_from(list(ORDERS)))
def test_any_text_gets_an_order_and_keeps_its_other_terms(text: str, order: str) -> None:
    def others(written: str) -> list[Term]:
        return [t._replace(at=0, value_at=0, end=0) for t in terms_of(written) if t.field != "sort"]

    changed = with_sort(text, order)
    assert others(changed) == others(text)
    assert sort_of(terms_of(changed)) == order
    assert names_an_order(terms_of(changed)) is (order != USUAL)
    assert with_sort(with_sort(changed, "id"), order) == changed


def test_every_order_is_there_in_both_directions_with_its_words() -> None:
    assert list(ORDERS) == [code for name in NAMES for code in (name, f"-{name}")]
    assert ORDERS["due"] == "due, earliest first"
    assert ORDERS["-due"] == "due, latest first"
    assert len(set(ORDERS.values())) == len(ORDERS)
    assert sort_of(()) == USUAL == "said"
