from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.matching import Likeness, NameBook, look_alikes, may_be_meant
from tracker.claims.naming import name_key

NEXT_WEEK = "The open model ships next week"
NET_ZERO = "The country reaches net zero in its power stations by the end of 2050"

STATEMENTS = [
    (NEXT_WEEK, NEXT_WEEK, Likeness.SAME),
    (NEXT_WEEK, "the open model ships next week!", Likeness.SAME),
    ("L'été sera chaud", "L’ete sera chaud", Likeness.SAME),
    (NEXT_WEEK, "The open model shipps next week", Likeness.ALIKE),
    (NEXT_WEEK, "Open model ships next week", Likeness.ALIKE),
    (NEXT_WEEK, "Next week the open model ships", Likeness.ALIKE),
    (NEXT_WEEK, "OpenAI's open model ships next week", Likeness.ALIKE),
    (NEXT_WEEK, "The open model is delayed indefinitely", None),
    (NEXT_WEEK, "The rocket flies in spring", None),
    (NEXT_WEEK, "The", None),
    (NEXT_WEEK, "", None),
    ("", "", None),
    (NET_ZERO, "The country reaches net zero in its power statoins by the end of 2050", Likeness.SAME),
    (NET_ZERO, "The country reaches net zero in its power stations by the end of 2040", None),
    (NET_ZERO, "The country reaches net zero in its 40 power stations by the end of 2050", Likeness.ALIKE),
    (NET_ZERO, "Norway reaches net zero in its power stations by the end of 2050", Likeness.ALIKE),
    ("Norway reaches net zero in its power stations", "Sweden reaches net zero in its power stations", None),
    ("Norway reaches net zero in its power stations", "Norwya gets net zero in its power stations", Likeness.ALIKE),
    ("Norway and Sweden build a tunnel together", "Norway and Denmark build a tunnel together", None),
    (
        "Norway, Sweden and Finland build a tunnel together",
        "Norway, Denmark and Finland build a tunnel together",
        Likeness.ALIKE,
    ),
    (NET_ZERO, "The country never reaches net zero in its power stations by the end of 2050", Likeness.ALIKE),
    (NET_ZERO, "By the end of 2050 power stations of the country reach net zero", Likeness.ALIKE),
    (NET_ZERO, "The country builds ten power stations by the sea before the end of 2030", None),
    (
        "La France atteindra la neutralité carbone en 2050",
        "La neutralité carbone sera atteinte en France en 2050",
        Likeness.ALIKE,
    ),
]


@pytest.mark.parametrize(("statement", "other", "likeness"), STATEMENTS)
def test_statements_are_the_same_alike_or_different(statement: str, other: str, likeness: Likeness | None) -> None:
    assert look_alikes(statement, {7: other}) == ([(7, likeness)] if likeness else [])
    assert look_alikes(other, {7: statement}) == ([(7, likeness)] if likeness else [])


def test_the_nearest_comes_first() -> None:
    candidates = {1: f"{NEXT_WEEK}, as they say", 2: "Something else", 3: NEXT_WEEK, 4: "Open model ships next week"}
    assert [key for key, _ in look_alikes(NEXT_WEEK, candidates)] == [3, 4, 1]


RARITY = {"ferry": 9.0, "bridge": 9.0, "calais": 8.0, "dover": 8.0, "2031": 6.0, "2032": 6.0}


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        ("The new ferry to Dover opens to the public by the end of 2031", True),
        ("By the end of 2031 the new fery to Dover opens to the public", True),
        ("The new ferry to Dover opens to everybody by 2031", True),
        ("The new ferry to Calais opens to the public by the end of 2032", False),
        ("The new bridge to Dover opens to the public by the end of 2032", False),
    ],
)
def test_where_rare_words_differ_the_same_phrases_are_not_alike(other: str, is_alike: bool) -> None:  # noqa: FBT001
    statement = "The new ferry to Dover opens to the public by the end of 2031!"
    found = look_alikes(statement, {7: other}, lambda word: RARITY.get(word, 0.5))
    assert bool(found) is is_alike


def test_the_telling_words_need_no_capitals_where_it_is_known_how_rare_they_are() -> None:
    statement, other = (
        "the new ferry to dover opens to the public soon",
        "the new bridge to calais opens to the public soon",
    )
    assert look_alikes(statement, {7: other})
    assert not look_alikes(statement, {7: other}, lambda word: RARITY.get(word, 0.5))


HARBOUR = "Norway promises to pay for the new harbour"


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        (f"{HARBOUR} once more", True),
        ("Norwya promises to pay for a new harbour", True),
        ("For the new harbour Norway promises to pay", True),
        ("Sweden promises to pay for the new harbour near Norway", False),
        ("Sweden promises to pay for the new harbour", False),
        ("The Norway fund promises to pay for the new harbour", True),
    ],
)
def test_another_name_in_the_place_of_one_is_another_claim_though_it_is_named_elsewhere(
    other: str,
    is_alike: bool,  # noqa: FBT001
) -> None:
    assert bool(look_alikes(HARBOUR, {7: other})) is is_alike


@pytest.mark.parametrize(
    ("statement", "other", "is_alike"),
    [
        ("the bridge ot Dover iwll be built", "the bridge to Dover will be built", True),
        ("the bridge to Dover twin be built", "the bridge to Dover will be built", False),
        ("the bridge to Dover by 2031 is built", "the bridge to Dover by 2032 is built", False),
    ],
)
def test_a_short_word_with_one_slip_tells_what_it_is_meant_to(
    statement: str,
    other: str,
    is_alike: bool,  # noqa: FBT001
) -> None:
    rare = {"iwll": 9.0, "twin": 9.0, "2031": 9.0}
    assert bool(look_alikes(statement, {7: other}, lambda word: rare.get(word, 1.0))) is is_alike


@given(st.text(max_size=60), st.text(max_size=60))
def test_being_the_same_holds_both_ways(one: str, other: str) -> None:
    if look_alikes(one, {1: other}) == [(1, Likeness.SAME)]:
        assert look_alikes(other, {1: one}) == [(1, Likeness.SAME)]
    assert look_alikes(one, {1: one}) in ([(1, Likeness.SAME)], [])
    assert len(look_alikes(one, {1: other, 2: f"not {other}"})) <= 2


NAMES = [
    ("Sam Altmann", "Sam Altman", True),
    ("Sma Altman", "Sam Altman", False),
    ("Sam Atlman", "Sam Altman", True),
    ("Altman, Sam", "Sam Altman", True),
    ("S. Altman", "Sam Altman", True),
    ("S Altman", "Sam Altman", True),
    ("Sam H. Altman", "Sam Altman", True),
    ("J. Altman", "Sam Altman", False),
    ("Emmanuel Macron", "Émmanuel Macrón", True),
    ("Ursula von der Layen", "Ursula von der Leyen", True),
    ("Open AI", "OpenAI", True),
    ("Tech Crunch", "TechCrunch", True),
    ("Teh Verge", "The Verge", False),
    ("The Vrege", "The Verge", True),
    ("John Smith", "Jane Smith", False),
    ("Jon Smith", "John Smith", True),
    ("OpenAI opn model", "OpenAI open model", True),
    ("Model S", "Model X", False),
    ("iPhone 16", "iPhone 17", False),
    ("GPT-4", "GPT-5", False),
    ("AMD", "ARM", False),
    ("Meta", "Beta", False),
    ("Nvida", "Nvidia", True),
    ("S. A.", "Sam Altman", False),
    ("The government", "The agency", False),
    ("", "Sam Altman", False),
    ("Елена Петровна", "Елена Петрова", True),
]


@pytest.mark.parametrize(("typed", "known", "is_meant"), NAMES)
def test_a_name_is_recognised_or_not(typed: str, known: str, is_meant: bool) -> None:  # noqa: FBT001 -- a table
    assert may_be_meant(typed, known) is is_meant
    book = NameBook(dict.fromkeys(["Somebody Else", known, "Another Person"], "") | {known: known})
    assert book.nearest(typed) == (known if is_meant else None)


def test_a_known_name_is_not_taken_for_another() -> None:
    book = NameBook({"Sam Altman": "Sam Altman", "Sam Altmann": "Sam Altmann", "Sama": "Sam Altman"})
    assert (book.kept_as("sam  ALTMAN"), book.nearest("sam  ALTMAN")) == ("Sam Altman", None)
    assert (book.kept_as("Sama"), book.nearest("Sama")) == ("Sam Altman", None)
    assert book.kept_as("Somebody new") is None


def test_a_name_near_another_name_of_somebody_means_that_one() -> None:
    assert NameBook({"The Chairman": "Sam Altman"}).nearest("The Chairmann") == "Sam Altman"


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_any_names_can_be_compared(typed: str, known: list[str]) -> None:
    book = NameBook({name: name for name in known})
    nearest = book.nearest(typed)
    assert nearest is None or (nearest in known and name_key(nearest) != name_key(typed))
