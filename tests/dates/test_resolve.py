"""What the door promises: the day said, other readings, refusals, conventions, threads, a light import."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tracker.dates.conventions import Conventions
from tracker.dates.resolve import resolve
from tracker.dates.vocabulary import Bound, Grain, Open

if TYPE_CHECKING:
    from tracker.dates.window import Window

FRIDAY = date(2025, 7, 11)
FISCAL_STARTS = ("October", "July", "April", "April of the year before")


def read(phrase: str, said_on: date = FRIDAY, language: str = "en") -> Window:
    window = resolve(phrase, said_on, language)
    assert window is not None, phrase
    return window


def days_of(phrase: str, said_on: date = FRIDAY, language: str = "en") -> tuple[str, str]:
    window = read(phrase, said_on, language)
    return str(window.start), str(window.end)


@pytest.mark.parametrize(
    ("phrase", "said_on", "start", "end"),
    [
        ("next week", date(2025, 7, 13), "2025-07-14", "2025-07-20"),
        ("next week", date(2025, 7, 14), "2025-07-21", "2025-07-27"),
        ("this week", date(2026, 1, 1), "2025-12-29", "2026-01-04"),
        ("next week", date(2025, 12, 31), "2026-01-05", "2026-01-11"),
        ("next month", date(2025, 12, 31), "2026-01-01", "2026-01-31"),
        ("in a month", date(2025, 1, 31), "2025-02-28", "2025-02-28"),
        ("in a month", date(2024, 1, 31), "2024-02-29", "2024-02-29"),
        ("in a year", date(2024, 2, 29), "2025-02-28", "2025-02-28"),
        ("February", date(2024, 2, 29), "2024-02-01", "2024-02-29"),
        ("February", date(2024, 3, 1), "2025-02-01", "2025-02-28"),
        ("29 February", date(2096, 3, 1), "2104-02-29", "2104-02-29"),
        ("the end of February", date(2024, 2, 1), "2024-02-21", "2024-02-29"),
        ("Sunday", date(2025, 7, 13), "2025-07-13", "2025-07-13"),
        ("next July", date(2025, 7, 11), "2026-07-01", "2026-07-31"),
        ("this July", date(2025, 7, 11), "2025-07-01", "2025-07-31"),
        ("two thousand and thirty", date(2025, 7, 11), "2030-01-01", "2030-12-31"),
        ("in 5 working days", date(2025, 7, 12), "2025-07-18", "2025-07-18"),
        ("in 5 working days", date(2025, 7, 13), "2025-07-18", "2025-07-18"),
        ("5 working days before tomorrow", date(2025, 7, 12), "2025-07-07", "2025-07-07"),
        ("next Sunday", date(2025, 7, 13), "2025-07-20", "2025-07-20"),
        ("this winter", date(2026, 1, 15), "2025-12-01", "2026-02-28"),
        ("this winter", date(2026, 3, 1), "2026-12-01", "2027-02-28"),
        ("Q1", date(2025, 4, 1), "2026-01-01", "2026-03-31"),
        ("Q1", date(2025, 3, 31), "2025-01-01", "2025-03-31"),
        ("week 53", date(2025, 7, 11), "2026-12-28", "2027-01-03"),
        ("in the new year", date(2026, 3, 11), "2027-01-01", "2027-04-30"),
        ("early March", date(2025, 3, 15), "2026-03-01", "2026-03-10"),
        ("this coming weekend", date(2025, 7, 9), "2025-07-12", "2025-07-13"),
        ("this coming weekend", date(2025, 7, 12), "2025-07-19", "2025-07-20"),
        ("this coming weekend", date(2025, 7, 13), "2025-07-19", "2025-07-20"),
        ("next weekend", date(2025, 7, 9), "2025-07-19", "2025-07-20"),
        ("the next weekend", date(2025, 7, 9), "2025-07-19", "2025-07-20"),
        ("the next Thursday", date(2025, 7, 7), "2025-07-17", "2025-07-17"),
        ("tomorrow", date(2199, 12, 31), "2200-01-01", "2200-01-01"),
    ],
)
def test_the_day_it_was_said_decides(phrase: str, said_on: date, start: str, end: str) -> None:
    assert days_of(phrase, said_on) == (start, end)


@pytest.mark.parametrize(
    ("phrase", "language", "said_on", "start", "end"),
    [
        ("the week of July 13", "en", date(2026, 7, 15), "2026-07-13", "2026-07-19"),
        ("the week of July 13", "en", date(2026, 7, 19), "2026-07-13", "2026-07-19"),
        ("the week of July 13", "en", date(2026, 7, 20), "2027-07-12", "2027-07-18"),
        ("the week of 7/13", "en", date(2026, 7, 15), "2026-07-13", "2026-07-19"),
        ("the week of the 13th", "en", date(2026, 7, 15), "2026-07-13", "2026-07-19"),
        ("week commencing 13 July", "en", date(2026, 7, 15), "2026-07-13", "2026-07-19"),
        ("by the week of July 13", "en", date(2026, 7, 15), "2026-07-15", "2026-07-19"),
        ("Christmas week", "en", date(2026, 12, 27), "2026-12-21", "2026-12-27"),
        ("the working week of July 13", "en", date(2026, 7, 18), "2027-07-12", "2027-07-16"),
        ("the week of July 13, 2026", "en", date(2026, 7, 20), "2026-07-13", "2026-07-19"),
        ("the week of the last day of the month", "en", date(2026, 7, 15), "2026-07-27", "2026-08-02"),
        ("the weekend of July 18", "en", date(2026, 7, 19), "2026-07-18", "2026-07-19"),
        ("the weekend of July 16", "en", date(2026, 7, 18), "2026-07-18", "2026-07-19"),
        ("the weekend of July 13", "en", date(2026, 7, 13), "2027-07-10", "2027-07-11"),
        ("la semaine du 13 juillet", "fr", date(2026, 7, 15), "2026-07-13", "2026-07-19"),
        ("la semaine du 13", "fr", date(2026, 7, 15), "2026-07-13", "2026-07-19"),
        ("le week-end du 14 juillet", "fr", date(2026, 7, 12), "2026-07-11", "2026-07-12"),
        ("le week-end du 14 juillet", "fr", date(2024, 7, 13), "2024-07-13", "2024-07-14"),
        ("le week-end du 15 août", "fr", date(2026, 8, 16), "2026-08-15", "2026-08-16"),
        ("in der Woche vom 28. Dezember", "de", date(2026, 12, 30), "2026-12-28", "2027-01-03"),
        ("in der Woche vom 28.12.", "de", date(2027, 1, 2), "2026-12-28", "2027-01-03"),
        ("am Wochenende vom 11. Juli", "de", date(2026, 7, 12), "2026-07-11", "2026-07-12"),
    ],
)
def test_of_weeks_and_weekends_by_their_day_the_one_that_runs_is_meant(
    phrase: str, language: str, said_on: date, start: str, end: str
) -> None:
    assert days_of(phrase, said_on, language) == (start, end)


@pytest.mark.parametrize(
    ("phrase", "language", "start", "end"),
    [
        ("next Monday", "en", "2025-07-14", "2025-07-14"),
        ("by September", "en", "2025-07-11", "2025-09-01"),
        ("this weekend", "en", "2025-07-11", "2025-07-13"),
        ("Friday", "en", "2025-07-18", "2025-07-18"),
        ("this summer", "en", "2025-06-21", "2025-09-21"),
        ("within two weeks", "en", "2025-07-11", "2025-07-24"),
        ("in two weeks", "en", "2025-07-21", "2025-07-27"),
        ("in the next year", "en", "2025-07-11", "2026-07-11"),
        ("in the coming month", "en", "2025-07-11", "2025-08-11"),
        ("dans l'année qui vient", "fr", "2025-07-11", "2026-07-11"),
        ("im kommenden Jahr", "de", "2025-07-11", "2026-07-11"),
        ("this coming weekend", "en", "2025-07-19", "2025-07-20"),
        ("the next 3 weeks", "en", "2025-07-14", "2025-08-03"),
        ("the first week of August", "en", "2025-08-01", "2025-08-07"),
        ("late 2026", "en", "2026-10-01", "2026-12-31"),
        ("late 2026", "en", "2026-07-01", "2026-12-31"),
        ("by mid-2026", "en", "2025-07-11", "2026-07-01"),
        ("by the end of the decade", "en", "2025-07-11", "2030-12-31"),
        ("fiscal 2026", "en", "2025-10-01", "2026-09-30"),
        ("3/4/2026", "en", "2026-04-03", "2026-04-03"),
        ("dans quinze jours", "fr", "2025-07-25", "2025-07-25"),
    ],
)
def test_other_readings_are_kept_beside_the_main_one(phrase: str, language: str, start: str, end: str) -> None:
    window = read(phrase, language=language)
    readings = {(str(it.start), str(it.end)) for it in (window, *window.alternatives)}
    assert (start, end) in readings


def test_next_thursday_follows_the_language() -> None:
    monday = date(2025, 7, 7)
    assert days_of("next Thursday", monday)[0] == "2025-07-17"
    assert str(read("next Thursday", monday).alternatives[0].start) == "2025-07-10"
    assert days_of("jeudi prochain", monday, "fr")[0] == "2025-07-10"
    assert str(read("jeudi prochain", monday, "fr").alternatives[0].start) == "2025-07-17"
    assert days_of("jeudi suivant", monday, "fr")[0] == "2025-07-17"


@pytest.mark.parametrize(
    ("phrase", "language", "echo"),
    [
        ("la semaine prochaine", "fr", "Mon 14 – Sun 20 Jul 2025 (week)"),
        ("by the end of the year", "en", "until Wed 31 Dec 2025 (by the end of the year)"),
        ("indéfiniment", "fr", "no date (indefinitely)"),
        ("bientôt", "fr", "no date (“bientôt”, no day said)"),
        ("within two weeks", "en", "until Fri 25 Jul 2025 (within 2 weeks)"),
        ("after 2026", "en", "from Fri 1 Jan 2027 (after the year)"),
        ("before Friday night", "en", "until Fri 11 Jul 2025 (before the later part of that day)"),
        ("by the year to March 2027", "en", "until Wed 31 Mar 2027 (by the end of the year ending then)"),
        ("before Christmas", "en", "until Wed 24 Dec 2025 (before the holiday)"),
        ("in two to three weeks", "en", "Fri 25 Jul – Fri 1 Aug 2025 (in 2 to 3 weeks)"),
        ("by the end of fiscal 2026", "en", "until Thu 31 Dec 2026 (by the end of the fiscal year)"),
        ("by mid-2026", "en", "until Mon 31 Aug 2026 (by the middle of the year)"),
        ("next Thursday", "en", "Thu 17 Jul 2025 (next weekday)"),
        ("in half an hour", "en", "Fri 11 Jul 2025 (in less than a day)"),
        ("in half a year", "en", "Sun 11 Jan 2026 (in 6 months)"),
        ("two days before the end of the fiscal year", "en", "Mon 29 Dec 2025 (that long before, fiscal)"),
        ("within three business days", "en", "until Wed 16 Jul 2025 (within 3 working days)"),
        ("by week 30", "en", "until Sun 27 Jul 2025 (by the end of week 30)"),
    ],
)
def test_the_echo_reads_well(phrase: str, language: str, echo: str) -> None:
    assert str(read(phrase, language=language)) == echo


@pytest.mark.parametrize(
    ("phrase", "language", "readings"),
    [
        ("by September", "en", ["by the end of the month", "by the start of the month"]),
        ("d'ici la rentrée", "fr", ["by the end of that time of year", "by the start of that time of year"]),
        ("next Thursday", "en", ["that day of next week", "the nearest one"]),
        ("jeudi prochain", "fr", ["the nearest one", "that day of next week"]),
        ("by mid-2026", "en", ["by the middle of the year", "by the very middle", "by the end of June and July"]),
        ("this summer", "en", ["summer", "summer by the sun"]),
        ("fiscal 2026", "en", ["fiscal year", *(f"fiscal year, from {month}" for month in FISCAL_STARTS)]),
    ],
)
def test_readings_are_told_apart_in_words(phrase: str, language: str, readings: list[str]) -> None:
    window = read(phrase, date(2025, 7, 7), language)
    assert [it.rule for it in (window, *window.alternatives)] == readings


def test_grain_and_bound_are_told() -> None:
    assert read("next week").grain is Grain.WEEK
    assert read("Q3 2026").grain is Grain.QUARTER
    assert read("the 2030s").grain is Grain.DECADE
    assert read("by Friday").bound is Bound.BY
    assert read("before Friday").bound is Bound.BEFORE
    assert read("within 3 days").bound is Bound.WITHIN
    assert read("from May").bound is Bound.AFTER
    assert read("between May and July").bound is Bound.BETWEEN
    assert read("in the coming weeks").open is Open.FUZZY


def test_edtf_is_short_for_whole_units_and_open_for_after() -> None:
    assert read("August 2025").edtf == "2025-08"
    assert read("2030").edtf == "2030"
    assert read("next week").edtf == "2025-07-14/2025-07-20"
    assert read("from 12 July 2025").edtf == "2025-07-12/.."
    assert read("soon").edtf == ""


@pytest.mark.parametrize(
    "phrase",
    [
        *("", " ", "the", "3 weeks", "two years", "semaine", "blah next week", "next weak", "?"),
        *("31 June", "Feb 30 2026", "40 July", "99th of March", "week 54 of 2026", "2026 2027"),
        *(
            "next week tomorrow",
            "monday tuesday 2026",
            "in 9999 years",
            "in 99999999999 days",
            "1850",
            "by 2300",
        ),
        *("before the next election", "when it is ready for the market", "12 13 14 15", "x" * 65),
        "next week" + " " * 60,
        *("13th month", "the 54th week", "the week of 13 to 30 April", "two days on Tuesday"),
        *("early in the second or third quarter", "late in the first or second half of 2027"),
        *("Pentecost 2026/27", "March 2026/27"),
        *("this time", "at this time of year", "this time last year", "now, next year"),
        *("back in May", "the latter in May", "come in June", "come on Monday"),
    ],
)
def test_what_stays_unread_is_not_guessed(phrase: str) -> None:
    assert resolve(phrase, FRIDAY, "en") is None


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        *(("à six mois", "fr"), ("à trois mois", "fr"), ("les six mois", "fr"), ("à 6 mois", "fr"), ("à un an", "fr")),
        *(("au sixième mois", "fr"), ("the 13th weekend", "en"), ("zum sechsten Monat", "de")),
    ],
)
def test_units_that_are_counted_are_not_those_that_hold_a_day(phrase: str, language: str) -> None:
    assert resolve(phrase, FRIDAY, language) is None


@pytest.mark.parametrize(
    ("phrase", "language", "first", "second"),
    [
        *(
            ("summer 2026/27", "en", "summer 2026", "summer 2027"),
            ("spring 2027/28", "en", "spring 2027", "spring 2028"),
        ),
        *(("Sommer 2026/27", "de", "Sommer 2026", "Sommer 2027"), ("été 2026-2027", "fr", "été 2026", "été 2027")),
    ],
)
def test_a_season_of_two_years_off_their_turn_is_one_of_either(
    phrase: str, language: str, first: str, second: str
) -> None:
    window, of_the_first = read(phrase, language=language), read(first, language=language)
    assert (window.start, window.end) == (of_the_first.start, of_the_first.end)
    assert window.alternatives[0] == replace(read(second, language=language), alternatives=())
    assert window.alternatives[1:] == of_the_first.alternatives


@pytest.mark.parametrize(
    ("phrase", "language", "first", "last"),
    [
        *(("early 2026-2027", "en", "2026-01-01", "2027-12-31"), ("late 2026–2027", "en", "2026-09-01", "2027-12-31")),
        *(
            ("mid 2026 - 2027", "en", "2026-05-01", "2027-12-31"),
            ("end of 2026-2027", "en", "2026-09-01", "2027-12-31"),
        ),
        *(("Anfang 2026-2027", "de", "2026-01-01", "2027-12-31"), ("fin 2026-2027", "fr", "2026-09-01", "2027-12-31")),
        *(("late 2026/2027", "en", "2027-09-01", "2027-12-31"), ("late 2026-27", "en", "2027-09-01", "2027-12-31")),
        *(
            ("H1 2026-2027", "en", "2027-01-01", "2027-06-30"),
            ("fin de l'année 2026-2027", "fr", "2027-09-01", "2027-12-31"),
        ),
    ],
)
def test_two_whole_years_behind_a_part_are_two(phrase: str, language: str, first: str, last: str) -> None:
    assert days_of(phrase, FRIDAY, language) == (first, last)


@pytest.mark.parametrize(
    ("phrase", "same"),
    [
        *(("in half 2 of 2027", "H2 2027"), ("in half one 2027", "H1 2027"), ("by half 1 2027", "by H1 2027")),
        *(("in half 2", "in H2"), ("by half 2", "by H2"), ("by half one", "by H1")),
        ("by one quarter", "within one quarter"),
    ],
)
def test_a_half_with_its_number_is_no_amount(phrase: str, same: str) -> None:
    assert resolve(phrase, FRIDAY, "en") == resolve(same, FRIDAY, "en") is not None


@pytest.mark.parametrize(
    ("phrase", "language", "same"),
    [
        *(("ends March 2027", "en", "March 2027"), ("ends 31 March 2027", "en", "31 March 2027")),
        *(
            ("ends in 2030", "en", "in 2030"),
            ("ends on Friday", "en", "on Friday"),
            ("ends next year", "en", "next year"),
        ),
        *(("ends before 2027", "en", "before 2027"), ("is over by 2027", "en", "by 2027")),
        *(("next weekend ends", "en", "next weekend"), ("Christmas is over", "en", "Christmas")),
        *(("endet im März 2027", "de", "im März 2027"), ("endet 2030", "de", "2030")),
        *(("vorbei ist vor Weihnachten", "de", "vor Weihnachten"), ("Ostern vorbei ist", "de", "Ostern")),
        *(("se termine en mars 2027", "fr", "en mars 2027"), ("s'achève avant 2030", "fr", "avant 2030")),
    ],
)
def test_what_ends_or_is_over_without_a_bound_is_so_then(phrase: str, language: str, same: str) -> None:
    assert resolve(phrase, FRIDAY, language) == resolve(same, FRIDAY, language) is not None


@pytest.mark.parametrize(
    ("phrase", "language", "same"),
    [
        *(
            ("before winter ends in 2027", "en", "before winter 2027 ends"),
            ("the year ends in 2027", "en", "the year 2027"),
        ),
        *(
            ("after summer ends in 2027", "en", "after summer 2027"),
            ("the month ends 31 July", "en", "the month of 31 July"),
        ),
        *(("a week after summer is over in 2027", "en", "a week after summer 2027 ends"),),
        *(("bevor der Sommer endet im Jahr 2027", "de", "bevor der Sommer 2027 endet"),),
        *(("avant que l'été se termine en 2027", "fr", "avant que l'été 2027 se termine"),),
    ],
)
def test_an_end_amid_a_phrase_is_that_of_all_that_is_named(phrase: str, language: str, same: str) -> None:
    assert resolve(phrase, FRIDAY, language) == resolve(same, FRIDAY, language) is not None


@pytest.mark.parametrize(
    ("phrase", "language"), [("ends", "en"), ("is over ends", "en"), ("endet", "de"), ("se termine", "fr")]
)
def test_an_end_alone_is_no_day(phrase: str, language: str) -> None:
    assert resolve(phrase, FRIDAY, language) is None


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        *(("by half", "en"), ("by a half", "en"), ("by one half", "en"), ("by a quarter", "en"), ("in half", "en")),
        *(("by half two years", "en"), ("by half 3", "en"), ("um die Hälfte zwei Jahre", "de")),
        *(("de moitié", "fr"), ("de la moitié", "fr"), ("de moitie", "fr")),
        *(("um die Hälfte", "de"), ("auf die Haelfte", "de"), ("zur Hälfte", "de")),
    ],
)
def test_an_amount_is_no_day(phrase: str, language: str) -> None:
    assert resolve(phrase, FRIDAY, language) is None


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_a_day_with_dots_is_day_and_month_in_every_language(language: str) -> None:
    window = read("03.04.2027", language=language)
    assert (str(window.start), window.alternatives) == ("2027-04-03", ())
    assert read("03/04/2027", language=language).alternatives


@pytest.mark.parametrize("language", ["", "xx", "EN", "../en", "english", "e\0n", "en/../fr"])
def test_an_unknown_language_reads_nothing(language: str) -> None:
    assert resolve("2026-03-04", FRIDAY, language) is None


@pytest.mark.parametrize("said_on", [date(1899, 12, 31), date(2201, 1, 1), date.max, date.min])
def test_days_outside_the_calendar_read_nothing(said_on: date) -> None:
    assert resolve("tomorrow", said_on, "en") is None


def test_an_absolute_date_of_the_past_is_still_read() -> None:
    assert days_of("3 March 2019") == ("2019-03-03", "2019-03-03")
    assert days_of("by 2020") == ("2020-12-31", "2020-12-31")


def test_conventions_change_the_reading() -> None:
    southern = Conventions(southern=True)
    window = resolve("summer 2026", FRIDAY, "en", conventions=southern)
    assert window is not None
    assert (str(window.start), str(window.end)) == ("2026-12-01", "2027-02-28")
    fiscal = resolve("fiscal 2026", FRIDAY, "en", conventions=Conventions(fiscal_start=10))
    assert fiscal is not None
    assert (str(fiscal.start), str(fiscal.end)) == ("2025-10-01", "2026-09-30")
    weeks = resolve("in the coming days", FRIDAY, "en", conventions=Conventions(fuzzy_days={"day": 3}))
    assert weeks is not None
    assert str(weeks.end) == "2025-07-14"
    sunday = resolve("this week", FRIDAY, "en", conventions=Conventions(week_start=7))
    assert sunday is not None
    assert str(sunday.start) == "2025-07-06"


@pytest.mark.parametrize(
    ("phrase", "language", "start", "end"),
    [
        ("fiscal 2026-27", "en", "2026-10-01", "2027-09-30"),
        ("FY2026/27", "en", "2026-10-01", "2027-09-30"),
        ("FY26-27", "en", "2026-10-01", "2027-09-30"),
        ("exercice 2026-2027", "fr", "2026-10-01", "2027-09-30"),
        ("im Geschäftsjahr 2026/27", "de", "2026-10-01", "2027-09-30"),
        ("Q2 FY2027", "en", "2027-01-01", "2027-03-31"),
        ("Q2 of FY2027", "en", "2027-01-01", "2027-03-31"),
        ("by the end of the fiscal year", "en", "2025-07-11", "2025-09-30"),
        ("d'ici la fin de l'exercice", "fr", "2025-07-11", "2025-09-30"),
        ("bis Ende des Geschäftsjahres", "de", "2025-07-11", "2025-09-30"),
        ("2026-27", "en", "2026-01-01", "2027-12-31"),
        ("the 2026-27 financial year", "en", "2026-10-01", "2027-09-30"),
        ("first half of 2026/27", "en", "2026-10-01", "2027-03-31"),
        ("premier semestre 2026-2027", "fr", "2026-10-01", "2027-03-31"),
        ("erstes Quartal 2026/27", "de", "2026-10-01", "2026-12-31"),
        ("winter 2026/27", "en", "2026-12-01", "2027-02-28"),
        ("financial year to March 2027", "en", "2026-04-01", "2027-03-31"),
        ("by the financial year to March 2027", "en", "2025-07-11", "2027-03-31"),
        ("l'exercice au 31 mars 2027", "fr", "2026-04-01", "2027-03-31"),
        ("das Geschäftsjahr bis März 2027", "de", "2026-04-01", "2027-03-31"),
        ("fiscal 2026-28", "en", "2025-10-01", "2028-09-30"),
    ],
)
def test_a_fiscal_year_is_one_year_and_begins_when_the_conventions_say(
    phrase: str, language: str, start: str, end: str
) -> None:
    window = resolve(phrase, FRIDAY, language, conventions=Conventions(fiscal_start=10))
    assert window is not None
    assert (str(window.start), str(window.end)) == (start, end)


def test_a_day_counted_from_a_fiscal_year_stays_one_day_in_every_reading() -> None:
    window = read("two days before the end of the fiscal year")
    assert all(it.start == it.end for it in (window, *window.alternatives))


def test_spelling_does_not_matter() -> None:
    plain = days_of("d'ici la fin de l'annee", language="fr")
    for other in ("D’ICI LA FIN DE L’ANNÉE", "d'ici la fin de l'année", "d’ici  la fin de l’anne\u0301e."):
        assert days_of(other, language="fr") == plain
    assert days_of("des 3 prochaines décennies", language="fr")[0] == "2030-01-01"
    assert read("dès septembre", language="fr").open is Open.AFTER


@pytest.mark.parametrize(
    ("phrase", "language", "first", "other"),
    [
        ("1/9/25", "en", "2025-09-01", "2025-01-09"),
        ("2/9/2025", "en", "2025-09-02", "2025-02-09"),
        ("5/8/25", "en", "2025-08-05", "2025-05-08"),
        ("by 5/8/25", "en", "2025-08-05", "2025-05-08"),
        ("9/1/25", "fr", "2025-09-01", "2025-01-09"),
        ("7/11/25", "en", "2025-07-11", "2025-11-07"),
        ("8/9/25", "en", "2025-08-09", "2025-09-08"),
        ("3/4/25", "en", "2025-03-04", "2025-04-03"),
        ("Thursday 1/9/25", "en", "2025-01-09", "2025-09-01"),
    ],
)
def test_of_two_dates_in_digits_the_one_to_come_is_meant(phrase: str, language: str, first: str, other: str) -> None:
    window = read(phrase, language=language)
    assert [str(it.end) for it in (window, *window.alternatives)] == [first, other]


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("around Christmas", "Thu 18 Dec 2025 – Thu 1 Jan 2026 (holiday, a week either way)"),
        ("in about a month", "Mon 4 – Mon 18 Aug 2025 (in 1 month, a quarter of that either way)"),
    ],
)
def test_some_days_either_way_are_told_and_the_very_day_is_the_other_reading(phrase: str, told: str) -> None:
    window, plain = read(phrase), read(phrase.replace("around ", "").replace("about ", ""))
    assert str(window) == told
    assert window.alternatives == (replace(plain, alternatives=()), *plain.alternatives)


@pytest.mark.parametrize(
    ("phrase", "said_on", "start"),
    [
        ("after the holidays", date(2026, 1, 2), "2026-01-01"),
        ("after the holidays", date(2026, 1, 14), "2026-01-01"),
        ("after the holidays", date(2026, 1, 15), "2027-01-01"),
        ("after the holidays", date(2025, 12, 28), "2026-01-01"),
        ("after the holidays in 2026", date(2026, 1, 2), "2027-01-01"),
        ("après les fêtes", date(2026, 1, 2), "2026-01-01"),
        ("après la rentrée", date(2025, 10, 3), "2025-10-01"),
        ("après la rentrée", date(2025, 7, 11), "2025-10-01"),
    ],
)
def test_after_the_holidays_is_after_those_that_just_ended(phrase: str, said_on: date, start: str) -> None:
    window = read(phrase, said_on, "fr" if phrase.startswith("après") else "en")
    assert (str(window.start), window.open) == (start, Open.AFTER)


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        *(("Monday 15 July 2025", "en"), ("Monday 7/15/2025", "en"), ("July 15, 2025, Monday", "en")),
        *(("lundi 15 juillet 2025", "fr"), ("Montag, 15. Juli 2025", "de"), ("Monday 15 July", "en")),
    ],
)
def test_a_weekday_that_a_date_does_not_fall_on_is_told(phrase: str, language: str) -> None:
    window = read(phrase, language=language)
    told = [str(window), *map(str, window.alternatives)]
    assert told == ["Tue 15 Jul 2025 (date, not a Monday)", "Mon 14 Jul 2025 (the Monday nearest to it)"]


@pytest.mark.parametrize(("phrase", "language"), [("the week of 14 December", "en"), ("semaine du 14 décembre", "fr")])
def test_days_that_are_equal_are_no_choice(phrase: str, language: str) -> None:
    window = read(phrase, date(2026, 12, 1), language)
    assert (str(window), window.alternatives) == ("Mon 14 – Sun 20 Dec 2026 (week)", ())
    assert [it.rule for it in read("the week of 17 December").alternatives] == ["seven days from that day"]


@pytest.mark.parametrize("phrase", ["31 Une", "deux trois", "dix-sept deux 2026", "lundi deux trois"])
def test_a_date_with_spaces_is_written_in_digits(phrase: str) -> None:
    assert days_of("17 02 2026", language="fr") == ("2026-02-17", "2026-02-17")
    assert resolve(phrase, FRIDAY, "fr") is None


def test_dateparser_reads_a_month_that_the_lists_lack() -> None:
    assert days_of("20 Mrz 2026", language="de") == ("2026-03-20", "2026-03-20")
    assert days_of("20 Mrz", language="de") == ("2026-03-20", "2026-03-20")
    assert resolve("20 Mrx 2026", FRIDAY, "de") is None
    assert resolve("Mrz 2026", FRIDAY, "de") is None


def test_many_threads_read_the_same() -> None:
    phrases = ["next week", "by 2050", "early March", "Q3 2026", "in two weeks"] * 40
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(lambda phrase: str(resolve(phrase, FRIDAY, "en")), phrases))
    assert answers == [str(resolve(phrase, FRIDAY, "en")) for phrase in phrases]


def test_the_import_is_light() -> None:
    code = (
        "import sys\n"
        "import tracker.dates.resolve\n"
        "heavy = {'dateparser', 'tomllib', 'dataclasses', 'typing', 'enum', 're', 'tracker.dates.grammar'}\n"
        "print(*sorted(heavy & set(sys.modules)), *(name for name in sys.modules if name.startswith('tracker')))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert found == ["tracker", "tracker.dates", "tracker.dates.resolve"]


def test_reading_needs_no_dateparser() -> None:
    code = (
        "import sys, datetime\n"
        "from tracker.dates.resolve import resolve\n"
        "assert resolve('by the end of 2027', datetime.date(2025, 7, 11), 'en')\n"
        "print('dateparser' in sys.modules)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@pytest.mark.parametrize("phrase", ["0000-01-01", "01/01/0000", "5 August 0000", "August 0000", "5/8/0025"])
def test_a_year_of_four_digits_is_that_year_and_never_the_next(phrase: str) -> None:
    assert resolve(phrase, FRIDAY, "en") is None


@pytest.mark.parametrize("phrase", ["5/8/00", "5 May 00", "2000-05-08"])
def test_a_year_of_two_digits_is_one_of_this_century(phrase: str) -> None:
    assert days_of(phrase)[0].startswith("2000-05-0")
