from __future__ import annotations

from datetime import date

import pytest

from tracker.claims.drafts import read_draft
from tracker.claims.wording import (
    counts_as_true,
    due_in_little,
    due_in_short,
    in_quotation_marks,
    reading_in_words,
    span_in_short,
)


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("next week", "“next week”"),
        ("it comes “next week”", "“it comes “next week””"),
        ("“Next week,” he said", "“Next week,” he said"),
        ("« la semaine prochaine »", "« la semaine prochaine »"),
        ("„nächste Woche“", "„nächste Woche“"),
        ('"next week"', '"next week"'),
    ],
)
def test_a_quotation_stands_between_marks_once(quote: str, told: str) -> None:
    assert in_quotation_marks(quote) == told


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-07-14", "2025-07-20", "14–20 Jul 2025"),
        ("2025-07-14", "2025-07-14", "14 Jul 2025"),
        ("2025-07-01", "2025-07-31", "Jul 2025"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2020-01-01", "2029-12-31", "2020–2029"),
        ("2025-06-01", "2025-08-31", "Jun – Aug 2025"),
        ("2024-12-01", "2025-02-28", "Dec 2024 – Feb 2025"),
        ("2025-06-10", "2025-08-31", "10 Jun – 31 Aug 2025"),
        ("2025-06-10", "2026-01-02", "10 Jun 2025 – 2 Jan 2026"),
        ("2034-01-01", None, "from 1 Jan 2034"),
        (None, "2034-01-01", "until 1 Jan 2034"),
        (None, None, ""),
    ],
)
def test_a_window_is_told_shortly(start: str | None, end: str | None, words: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    assert span_in_short(first, last) == words


def test_of_a_window_that_runs_already_the_list_tells_the_end() -> None:
    said_on = date(2025, 6, 10)
    assert due_in_short(said_on, date(2025, 8, 31), said_on, "later this summer") == "by 31 Aug 2025"
    assert due_in_short(said_on, date(2025, 6, 15), said_on, "this week") == "10–15 Jun 2025"
    assert due_in_short(date(2025, 6, 1), date(2025, 6, 30), said_on, "this month") == "Jun 2025"
    assert due_in_short(date(2025, 7, 14), date(2025, 7, 20), said_on, "") == "14–20 Jul 2025"
    assert due_in_short(date(2034, 1, 1), None, said_on, "from 2034") == "from 1 Jan 2034"
    assert due_in_short(None, None, said_on, "soon") == "soon"
    assert due_in_short(None, None, said_on, "") == "—"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 7, 14), date(2025, 7, 20), "14–20 Jul 2025"),
        (date(2025, 11, 30), date(2025, 12, 6), "30 Nov–6 Dec 25"),
        (date(2025, 10, 10), date(2025, 12, 30), "10 Oct–30 Dec 25"),
        (date(2024, 12, 1), date(2025, 2, 28), "Dec 24–Feb 25"),
        (date(2025, 12, 29), date(2026, 1, 11), "to 11 Jan 2026"),
    ],
)
def test_in_a_column_the_year_stays(start: date, end: date, words: str) -> None:
    assert due_in_little(start, end, date(2024, 6, 1), "", 16) == words


def test_a_reading_tells_the_words_and_the_days() -> None:
    day = date(2025, 7, 14)
    assert reading_in_words("on Monday", day, day, "weekday") == "on Monday → Mon 14 Jul 2025 (weekday)"
    assert reading_in_words("indefinitely", None, None, "indefinitely") == "indefinitely → no date (indefinitely)"
    assert reading_in_words("", day, day, "") == "Mon 14 Jul 2025"
    assert reading_in_words("", None, None, "") == "no date"


IT_SHIPS = {"statement": "It ships.", "said_on": "2025-07-11", "kind": "release"}
READ_BACK = [
    ({"due_text": "next week"}, "Counts as true if: It ships, between 14 and 20 Jul 2025"),
    ({"due_text": "2025-07-28 to 2025-08-03"}, "Counts as true if: It ships, between 28 Jul and 3 Aug 2025"),
    ({"due_text": "this winter"}, "Counts as true if: It ships, between 1 Dec 2025 and 28 Feb 2026"),
    ({"due_text": "tomorrow"}, "Counts as true if: It ships, on 12 Jul 2025"),
    ({"due_text": "today"}, "Counts as true if: It ships, on 11 Jul 2025"),
    ({"due_text": "by the end of 2027"}, "Counts as true if: It ships, by 31 Dec 2027"),
    ({"due_text": "this month"}, "Counts as true if: It ships, by 31 Jul 2025"),
    ({"due_text": "in the coming weeks"}, "Counts as true if: It ships, by about 22 Aug 2025"),
    ({"due_text": "after 2026"}, "Counts as true if: It ships, on or after 1 Jan 2027"),
    ({}, "Counts as true if: It ships, with no date; comes back on 11 Aug 2025"),
    ({"due_text": "soon"}, "Counts as true if: It ships, with no date (“soon”); comes back on 11 Aug 2025"),
    (
        {"due_text": "when pigs fly", "review_on": "2026-01-02"},
        "Counts as true if: It ships, with no date (“when pigs fly”); comes back on 2 Jan 2026",
    ),
    (
        {"kind": "delay", "due_text": "indefinitely"},
        "Counts as true if: It ships, as long as no date is given; comes back on 11 Aug 2025",
    ),
    ({"kind": "delay", "due_text": "after 2026"}, "Counts as true if: It ships, not before 1 Jan 2027"),
    ({"kind": "delay", "due_text": "next week"}, "Counts as true if: It ships, between 14 and 20 Jul 2025"),
    ({"due_text": "withdrawn"}, "Counts as true if: It ships, and the promise is not taken up again"),
    ({"kind": "superlative", "due_text": "tomorrow"}, "Holds up if: It ships, on 12 Jul 2025"),
    ({"kind": "comparison"}, "Holds up if: It ships, with no date; comes back on 11 Aug 2025"),
    (
        {"criteria": "Anybody can order it,\nin France.", "due_text": "tomorrow"},
        "Counts as true if: Anybody can order it, in France, on 12 Jul 2025",
    ),
]


@pytest.mark.parametrize(("told", "read_back"), READ_BACK)
def test_a_claim_is_read_back_as_its_reviewer_will_take_it(told: dict[str, str], read_back: str) -> None:
    assert counts_as_true(read_draft(IT_SHIPS | told, date(2025, 7, 12))) == read_back


@pytest.mark.parametrize(
    "typed", ["counts as true if it ships.", "Counts as true if: It ships", "Holds up if It ships"]
)
def test_the_lead_is_told_once(typed: str) -> None:
    fields = read_draft(IT_SHIPS | {"criteria": typed, "due_text": "tomorrow"}, date(2025, 7, 12))
    assert counts_as_true(fields) == "Counts as true if: It ships, on 12 Jul 2025"


def test_a_settled_claim_does_not_come_back() -> None:
    fields = read_draft(IT_SHIPS, date(2025, 7, 12))
    assert counts_as_true(fields, is_settled=True) == "Counts as true if: It ships, with no date"


def test_in_little_room_what_is_claimed_is_cut_and_not_the_days() -> None:
    fields = read_draft(IT_SHIPS | {"criteria": "It can be bought " * 20, "due_text": "tomorrow"}, date(2025, 7, 12))
    told = counts_as_true(fields, 60)
    assert len(told) <= 60
    assert told.startswith("Counts as true if: It can be bought")
    assert told.endswith("…, on 12 Jul 2025")
