from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tracker.claims.deadlines import echo_window, name_reading, perhaps_meant, read_window, readings_of, window_fields
from tracker.claims.drafts import Refused, draft_of, read_draft
from tracker.dates.conventions import Conventions
from tracker.dates.vocabulary import Open

if TYPE_CHECKING:
    from tracker.claims.model import ClaimFields

TODAY = date(2025, 7, 11)
MONDAY = date(2025, 7, 7)
SOUTH = Conventions(southern=True, review_days=7)


def test_the_conventions_decide_wherever_a_deadline_is_read() -> None:
    first, last = date(2025, 12, 1), date(2026, 2, 28)
    window = read_window("this summer", TODAY, "en", SOUTH)
    assert window is not None
    assert (window.start, window.end) == (first, last)
    kept, _ = window_fields("this summer", TODAY, "en", SOUTH)
    assert (kept["due_start"], kept["due_end"]) == (first, last)
    fields = read_draft({"statement": "It ships", "due_text": "this summer"}, TODAY, SOUTH)
    assert (fields.due_start, fields.due_end) == (first, last)
    assert "Mon 1 Dec 2025 – Sat 28 Feb 2026" in echo_window("this summer", TODAY, "en", SOUTH)


@pytest.mark.parametrize("due_text", ["", "soon", "when pigs fly", "indefinitely"])
def test_what_has_no_day_comes_back_when_the_conventions_say(due_text: str) -> None:
    fields = read_draft({"statement": "It ships", "due_text": due_text}, TODAY, SOUTH)
    assert fields.review_on == date(2025, 7, 18)
    assert "7 days" in echo_window(due_text, TODAY, "en", SOUTH)
    assert echo_window(due_text, TODAY, "en", Conventions(review_days=1)).endswith("1 day")


def read(due_text: str, reading: str = "", **texts: str) -> ClaimFields:
    return read_draft({"statement": "It ships", "due_text": due_text, "due_reading": reading} | texts, TODAY)


def test_the_usual_reading_comes_first() -> None:
    assert [str(it) for it in readings_of("next Thursday", MONDAY, "en")] == [
        "Thu 17 Jul 2025 (that day of next week)",
        "Thu 10 Jul 2025 (the nearest one)",
    ]
    assert readings_of("when pigs fly", MONDAY, "en") == ()


def test_another_reading_can_be_chosen_by_its_number() -> None:
    usual, other = read("by September"), read("by September", "2")
    assert (usual.due_end, usual.due_rule) == (date(2025, 9, 30), "by the end of the month")
    assert (other.due_end, other.due_rule) == (date(2025, 9, 1), "by the start of the month")
    assert (other.due_edtf, other.due_text) == ("2025-07-11/2025-09-01", "by September")
    assert read("by September", "1") == usual


@pytest.mark.parametrize(
    ("due_text", "reading", "told"),
    [
        ("by September", "3", "“by September” has 2 readings: there is no reading 3."),
        ("by September", "0", "“by September” has 2 readings: there is no reading 0."),
        ("2025-08-01", "2", "“2025-08-01” has 1 reading: there is no reading 2."),
        ("when pigs fly", "1", "“when pigs fly” cannot be read: there is no reading 1."),
        ("", "2", "An empty deadline cannot be read: there is no reading 2."),
    ],
)
def test_a_reading_that_there_is_not_is_refused(due_text: str, reading: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(due_text, reading)
    assert refusal.value.problems == (("due_text", told),)


@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5"])
def test_an_edit_keeps_the_reading_that_was_chosen(number: str) -> None:
    kept = read("fiscal 2026", number)
    assert read_draft(draft_of(kept), TODAY) == kept


def test_a_reading_is_known_again_by_its_rule_when_the_day_changes() -> None:
    name = name_reading("2025-07-10", "the nearest one")
    earlier = read("next Thursday", name, said_on="2025-06-30")
    assert (earlier.due_start, earlier.due_rule) == (date(2025, 7, 3), "the nearest one")


def test_readings_by_one_rule_are_told_apart_by_their_days() -> None:
    readings = readings_of("by Friday", TODAY, "en")
    assert len({it.rule for it in readings}) == 1
    for it in readings:
        assert read("by Friday", name_reading(it.edtf, it.rule)).due_end == it.end


def test_a_reading_that_is_no_more_gives_way_to_the_first() -> None:
    assert read("by September", "2025-09-01 by some rule of the past") == read("by September")
    assert read("when pigs fly", "2025-09-01 by some rule of the past").due_start is None


def test_the_echo_is_that_of_the_reading() -> None:
    assert echo_window("by September", TODAY, "en", reading="2") == "until Mon 1 Sep 2025 (by the start of the month)"


@pytest.mark.parametrize("language", ["", "en", "fr", "de"])
@pytest.mark.parametrize(
    "due_text",
    [
        *("31 June", "31. Juni", "31 juin", "le 31 juin", "by 31 June 2026", "31 April", "30 February", "30. Februar"),
        *("31. April", "31 avril", "29 février 2027"),
    ],
)
def test_nothing_is_offered_for_a_day_that_no_month_has(due_text: str, language: str) -> None:
    assert not readings_of(due_text, TODAY, language)
    assert not perhaps_meant(due_text, TODAY, language)


def test_what_one_language_knows_but_for_a_slip_is_offered() -> None:
    assert [perhaps_meant(it, TODAY) for it in ("befroe June", "avnat juin")] == ["before June", "avant juin"]


@pytest.mark.parametrize(
    "due_text",
    [
        *("postponed", "Delayed", "indefinitely delayed", "delayed indefinitely", "postponed until further notice"),
        *("reporté", "Repoussée", "reporté sine die", "verschoben", "auf unbestimmte Zeit verschoben", "deferred "),
        *("shelved", "put on hold", "suspended", "suspendu", "gelée", "mis en pause", "auf Eis gelegt", "ausgesetzt"),
    ],
)
def test_a_date_that_is_put_off_is_none_until_a_new_one_is_told(due_text: str) -> None:
    window = read_window(due_text.strip(), TODAY)
    assert window is not None
    assert (window.start, window.end, window.open) == (None, None, Open.INDEFINITE)
    fields = read_draft({"statement": "It ships", "due_text": due_text}, TODAY)
    assert (fields.due_open, fields.due_end) == ("indefinite", None)
    assert "comes back for review" in echo_window(due_text, TODAY, "")


@pytest.mark.parametrize(
    ("due_text", "date_alone", "language"),
    [
        ("postponed to March 2027", "March 2027", "en"),
        ("Delayed until  Q3 2027", "Q3 2027", "en"),
        ("pushed back to next year", "next year", "en"),
        ("slips to 2028", "2028", "en"),
        ("moved forward to May 2026", "May 2026", "en"),
        ("moved to Q2 2028", "Q2 2028", "en"),
        ("delayed by six months to March 2028", "March 2028", "en"),
        ("reporté à juin 2027", "juin 2027", "fr"),
        ("reporté d'un an à juin 2028", "juin 2028", "fr"),
        ("verschoben um ein Jahr auf 2028", "2028", "de"),
        ("repoussée jusqu’en 2027", "2027", "fr"),
        ("verschoben auf März 2027", "März 2027", "de"),
        ("ins nächste Jahr verschoben", "nächstes Jahr", "de"),
        ("um ein Jahr ins Frühjahr 2027 verschoben", "Frühjahr 2027", "de"),
        ("shelved until 2028", "2028", "en"),
        ("suspendu jusqu'en mars 2027", "mars 2027", "fr"),
    ],
)
def test_a_date_that_is_put_off_to_another_is_that_other(due_text: str, date_alone: str, language: str) -> None:
    fields, read_in = window_fields(due_text, TODAY, "")
    assert (fields, read_in) == (window_fields(date_alone, TODAY, language)[0], language)
    assert fields["due_end"]


@pytest.mark.parametrize(
    "due_text",
    [
        *(
            "delayed by six months",
            "Postponed by two weeks",
            "delayed again",
            "pushed back a year",
            "moved again",
        ),
        *("postponed when pigs fly", "um zwei Wochen verschoben", "erneut verschoben", "reporté de deux mois"),
    ],
)
def test_by_how_much_it_is_put_off_tells_no_day(due_text: str) -> None:
    fields, _ = window_fields(due_text, TODAY, "")
    assert (fields["due_open"], fields["due_end"], fields["due_rule"]) == (
        "indefinite",
        None,
        "put off, no new date told",
    )
    assert echo_window(due_text, TODAY, "").startswith("no date (put off, no new date told): comes back for review in")


@pytest.mark.parametrize(
    "due_text", ["not delayed", "not delayed until May", "moved up", "nicht verschoben", "pas reporté", "to", "put"]
)
def test_a_date_that_stays_or_comes_sooner_is_not_put_off(due_text: str) -> None:
    assert read_window(due_text, TODAY) is None


@pytest.mark.parametrize(
    "due_text",
    [
        *("withdrawn", "Cancelled", "retirée", "abgesagt", "gestrichen"),
        *("scrapped", "axed", "called off", "abandonné", "supprimée", "aufgegeben"),
    ],
)
def test_a_promise_can_be_taken_back_in_each_language(due_text: str) -> None:
    assert window_fields(due_text, TODAY, "")[0]["due_open"] == "withdrawn"
