from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.deadlines import echo_window
from tracker.claims.drafts import (
    FIELDS,
    Refused,
    draft_of,
    problems_in_draft,
    read_draft,
    read_source,
    read_tags,
    source_in_draft,
)
from tracker.claims.putting_off import words_of_withdrawal
from tracker.claims.vocabulary import Kind
from tracker.display import display

if TYPE_CHECKING:
    from tracker.claims.model import ClaimFields

TODAY = date(2025, 7, 11)
LONG_FIELDS = ("quote", "notes", "criteria", "quote_prefix", "quote_suffix")
ONE_LINE_FIELDS = (
    "statement",
    "speaker",
    "subject",
    "due_text",
    "via",
    "tags",
    "source_title",
    "source_publisher",
    "source_author",
    "source_type",
)


def _read(**texts: str) -> ClaimFields:
    return read_draft({"statement": "It ships", "due_text": "2025-07-20"} | texts, TODAY)


def _read_or_refused(texts: dict[str, str]) -> ClaimFields | Refused:
    try:
        return read_draft(texts, TODAY)
    except Refused as refusal:
        return refusal


def _problems(**texts: str) -> dict[str, str]:
    with pytest.raises(Refused) as refusal:
        _read(**texts)
    return dict(refusal.value.problems)


def test_a_statement_is_all_that_a_claim_needs() -> None:
    fields = read_draft({"statement": "It ships"}, TODAY)
    assert (fields.statement, fields.kind, fields.said_on, fields.language) == ("It ships", Kind.OTHER, TODAY, "en")
    assert fields.review_on == TODAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("kind", "Release", Kind.RELEASE),
        ("kind", "", Kind.OTHER),
        ("kind", " delay ", Kind.DELAY),
        ("said_on", "2025-07-01", date(2025, 7, 1)),
        ("said_on", "yesterday", date(2025, 7, 10)),
        ("said_on", "TODAY", TODAY),
        ("said_on", "", TODAY),
        ("review_on", "2200-12-31", date(2200, 12, 31)),
        ("said_on", "1900-01-01", date(1900, 1, 1)),
        ("source_published_on", "2025-06-30", date(2025, 6, 30)),
        ("source_published_on", "2030-01-01", date(2030, 1, 1)),
        ("statement", "  two\r\nlines\tof  it ", "two lines of it"),
        ("language", "fr", "fr"),
        ("language", "pt-BR", "pt-BR"),
        ("source_language", "zh-Hant-TW", "zh-Hant-TW"),
        ("language", "", "en"),
        ("tags", "a; b,a ;; c ", ("a", "b", "c")),
        ("tags", "", ()),
        ("quote", "one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("notes", "\tindented", "\tindented"),
        ("revises", "12", 12),
        ("revises", "", None),
        ("depends_on", "7", 7),
        ("source_url", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("source_url", "HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("source_url", "https://fr.wikipedia.org/wiki/Élysée", "https://fr.wikipedia.org/wiki/Élysée"),
        ("source_archive_url", "http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("speaker", "Élisabeth  Borne", "Élisabeth Borne"),
        ("source_title", "“It’s 100 % true”, he said; really", "“It’s 100 % true”, he said; really"),
    ],
)
def test_what_can_be_read_is_read(field: str, text: str, value: object) -> None:
    assert getattr(_read(**{field: text}), field) == value


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("statement", "", "Write what is claimed, in one sentence."),
        ("statement", " \n\t ", "Write what is claimed, in one sentence."),
        ("statement", "\u00a0\u3000\u2003", "Write what is claimed, in one sentence."),
        ("statement", "x" * 501, "holds 501 characters: at most 500"),
        ("kind", "releese", "There is no kind “releese”. Did you mean “release”?"),
        ("kind", "zzz", "There is no kind “zzz”. There are: release, delay"),
        ("said_on", "2025-02-30", "“2025-02-30” is not a day of the calendar: write it as 2025-07-11."),
        ("said_on", "3000-01-01", "“3000-01-01” is too far off: days are kept from 1900 to 2200."),
        ("said_on", "1899-12-31", "is too far off"),
        ("said_on", "20250711", "is not a day of the calendar"),
        ("said_on", "2025-07", "is not a day of the calendar"),
        ("said_on", "2025-07-12", "2025-07-12 is still to come"),
        ("said_on", "٢٠٢٥-٠٧-١١", "is not a day of the calendar"),
        ("review_on", "someday maybe", "is not a day of the calendar"),
        ("source_published_on", "0000-00-00", "is not a day of the calendar"),
        ("source_url", "example.org/a", "is not a web address: it must start with http:// or https://."),
        ("source_url", "javascript:alert(1)", "is not a web address"),
        ("source_url", "file:///etc/passwd", "is not a web address"),
        ("source_url", "https://", "is not a web address"),
        ("source_url", "https://exa mple.org", "is not a web address"),
        ("source_url", "http://[::1", "is not a web address"),
        ("source_archive_url", "ftp://example.org/a", "is not a web address"),
        ("revises", "first", "“first” is not a claim's number."),
        ("revises", "-1", "is not a claim's number"),
        ("revises", "٣", "is not a claim's number"),
        ("revises", "9" * 19, "is not a claim's number"),
        ("depends_on", "1.5", "is not a claim's number"),
        ("language", "x" * 13, "at most 12"),
        ("language", "!!bad", "“!!bad” is not a language: write a code such as en, de or fr."),
        ("language", "English", "“English” is not a language"),
        ("language", "e", "“e” is not a language"),
        ("language", "pt_BR", "“pt_BR” is not a language"),
        ("source_language", "?", "“?” is not a language"),
        ("due_text", "x" * 201, "at most 200"),
        ("tags", "x" * 1_001, "at most 1,000"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(field: str, text: str, told: str) -> None:
    problems = _problems(**{field: text})
    assert list(problems) == [field]
    assert told in problems[field]


@pytest.mark.parametrize("field", ["language", "source_language"])
def test_a_language_that_came_in_by_a_file_may_stay(field: str) -> None:
    texts = {"statement": "It ships", field: "Klingonisch"}
    assert getattr(read_draft(texts, TODAY, kept=texts), field) == "Klingonisch"
    with pytest.raises(Refused, match="is not a language"):
        read_draft(texts | {field: "Elbisch"}, TODAY, kept=texts)


def test_every_problem_is_told_at_once() -> None:
    problems = _problems(statement="", kind="x", said_on="x", source_url="x", revises="x")
    assert list(problems) == ["statement", "said_on", "revises", "source_url", "kind"]


@pytest.mark.parametrize("field", [name for name in FIELDS if not name.startswith("due_") or name == "due_text"])
def test_a_megabyte_in_any_field_is_refused_in_a_short_sentence(field: str) -> None:
    problems = _problems(**{field: "x" * 1_000_000})
    assert set(problems) == {field}
    assert len(problems[field]) < 300


@pytest.mark.parametrize("field", [*ONE_LINE_FIELDS, *LONG_FIELDS])
@pytest.mark.parametrize("character", ["\0", "\x1b", "\x07", "\x7f", "\x85", "\x9b", "\ud800"], ids=ascii)
def test_characters_that_act_on_a_terminal_are_refused(field: str, character: str) -> None:
    problems = _problems(**{field: f"a{character}b"})
    assert list(problems) == [field]
    assert f"(U+{ord(character):04X} at character 2)" in problems[field]


@pytest.mark.parametrize("field", ["said_on", "kind", "source_url", "revises", "language", "due_text"])
@pytest.mark.parametrize("character", ["\0", "\x1b]52;c;\x07", "\ud800", "\u202e"], ids=ascii)
def test_a_refusal_never_repeats_what_acts_on_a_terminal(field: str, character: str) -> None:
    told = _read_or_refused({"statement": "It ships", field: f"2025-07-1{character}"})
    if isinstance(told, Refused):
        assert display(str(told)) == str(told)
        assert str(told).encode()


@pytest.mark.parametrize("text", ["[red]", "[/]", "[@click=app.quit]go[/]", "[sic]", "{0}", "%s", "<b>", "=1+1"])
@pytest.mark.parametrize("field", ["statement", "quote", "speaker", "subject", "notes", "source_title", "due_text"])
def test_markup_in_a_text_is_kept_letter_by_letter(field: str, text: str) -> None:
    assert getattr(_read(**{field: text}), field) == text


@pytest.mark.parametrize(
    "text", ["Ünïcödé", "日本語", "שלום", "👩‍👩‍👧", "e\u0301", "« guillemets »", "a\u00a0b", "a\u200bb"]
)
def test_texts_of_all_scripts_are_kept_letter_by_letter(text: str) -> None:
    assert (_read(quote=text).quote, _read(statement=text).statement) == (text, text)


@pytest.mark.parametrize("word", sorted(words_of_withdrawal()))
def test_a_promise_is_taken_back_by_a_word(word: str) -> None:
    fields = _read(due_text=word.title())
    assert (fields.due_open, fields.due_start, fields.due_end, fields.due_text) == (
        "withdrawn",
        None,
        None,
        word.title(),
    )


@pytest.mark.parametrize(
    ("due_text", "start", "end", "edtf"),
    [
        ("2025-07-20", date(2025, 7, 20), date(2025, 7, 20), "2025-07-20"),
        ("2025-09", date(2025, 9, 1), date(2025, 9, 30), "2025-09"),
        ("2027", date(2027, 1, 1), date(2027, 12, 31), "2027"),
    ],
)
def test_a_deadline_becomes_its_window(due_text: str, start: date, end: date, edtf: str) -> None:
    fields = _read(due_text=due_text)
    assert (fields.due_start, fields.due_end, fields.due_edtf) == (start, end, edtf)
    assert fields.due_rule
    assert fields.review_on is None


def test_a_deadline_in_english_is_read_whatever_the_claims_language() -> None:
    assert _read(due_text="in September 2025", language="fr").due_end == date(2025, 9, 30)


@pytest.mark.parametrize("due_text", ["", "when pigs fly", "withdrawn", "[red]"])
def test_what_has_no_day_comes_back_for_review(due_text: str) -> None:
    fields = _read(due_text=due_text)
    assert (fields.due_start, fields.due_end) == (None, None)
    assert fields.review_on == TODAY + timedelta(days=30)
    assert fields.due_text == due_text


def test_a_review_day_that_was_chosen_stands() -> None:
    assert _read(due_text="", review_on="2025-12-24").review_on == date(2025, 12, 24)
    assert _read(review_on="2025-12-24").review_on == date(2025, 12, 24)


@pytest.mark.parametrize(
    ("due_text", "echo"),
    [
        ("", "no date: comes back for review in 30 days"),
        ("  ", "no date: comes back for review in 30 days"),
        ("Annulé", "withdrawn: the promise is taken back"),
        ("when pigs fly", "cannot be read as a date: kept as said, comes back in 30 days"),
        (
            "avnat Noël",
            "cannot be read as a date: kept as said, comes back in 30 days. Did you mean “avant Noël”?",
        ),
        (
            "befroe Easter",
            "cannot be read as a date: kept as said, comes back in 30 days. Did you mean “before Easter”?",
        ),
    ],
)
def test_a_deadline_is_echoed_while_it_is_typed(due_text: str, echo: str) -> None:
    assert echo_window(due_text, TODAY, "fr") == echo


@pytest.mark.parametrize(
    ("due_text", "echo"),
    [
        ("", "no date: comes back for review on Wed 24 Dec 2025"),
        ("soon", "no date (“soon”, no day said): comes back for review on Wed 24 Dec 2025"),
        ("when pigs fly", "cannot be read as a date: kept as said, comes back on Wed 24 Dec 2025"),
        ("2025-07-20", "Sun 20 Jul 2025 (date): comes back for review on Wed 24 Dec 2025"),
    ],
)
def test_a_review_day_that_was_chosen_is_echoed(due_text: str, echo: str) -> None:
    assert echo_window(due_text, TODAY, "en", review_on=date(2025, 12, 24)) == echo


def test_a_deadline_that_is_read_is_echoed_with_its_days() -> None:
    assert echo_window("2025-07-20", TODAY, "en").startswith("Sun 20 Jul 2025")


@pytest.mark.parametrize(
    ("due_text", "is_over"),
    [("2024", True), ("10 July 2025", True), ("11 July 2025", False), ("July 2025", False), ("since 2024", False)],
)
def test_a_deadline_that_was_over_when_it_was_said_is_told_to_be(due_text: str, is_over: bool) -> None:  # noqa: FBT001
    assert echo_window(due_text, TODAY, "en").endswith(", over before it was said") == is_over


def test_only_days_that_must_have_been_are_looked_for_in_the_past() -> None:
    kept = _read(said_on="monday", source_published_on="5 August", review_on="monday", due_text="soon")
    assert kept.said_on == date(2025, 7, 7)
    assert kept.source_published_on == date(2024, 8, 5)
    assert kept.review_on == date(2025, 7, 14)


@pytest.mark.parametrize("text", ["11/07/2025", "11/07"])
@pytest.mark.parametrize("field", ["said_on", "source_published_on", "review_on"])
def test_digits_that_can_be_read_as_two_days_are_refused(field: str, text: str) -> None:
    assert f"“{text}” can be read as two days: write 2025-07-11 or 2025-11-07." in _problems(**{field: text})[field]


@given(st.dictionaries(st.sampled_from([*FIELDS, "due_reading"]), st.text(max_size=60)))
def test_any_texts_are_read_or_refused_with_problems(texts: dict[str, str]) -> None:
    told = _read_or_refused(texts)
    if isinstance(told, Refused):
        assert told.problems
        assert display(str(told)) == str(told)
    else:
        assert read_draft(draft_of(told), TODAY) == told


words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)


@given(
    st.fixed_dictionaries(
        {
            "statement": words.filter(str.strip),
            "kind": st.sampled_from(Kind),
            "said_on": st.dates(date(1900, 1, 1), TODAY).map(str),
            "due_text": st.sampled_from(["", "2025-07-20", "2025-07", "withdrawn", "when pigs fly", "next Friday"]),
            "due_reading": st.sampled_from(["", "2025-07-18 that day of next week", "a rule of the past"]),
            "language": st.sampled_from(["", "en", "fr"]),
            "review_on": st.sampled_from(["", "2025-12-24"]),
            "speaker": words,
            "quote": st.lists(words, max_size=4).map("\n".join),
            "notes": st.lists(words, max_size=4).map("\r\n".join),
            "source_url": st.sampled_from(["", "https://example.org/a"]),
            "revises": st.sampled_from(["", "3"]),
            "tags": st.lists(words, max_size=4).map("; ".join),
        }
    )
)
def test_an_edit_form_reads_back_to_the_same_claim(texts: dict[str, str]) -> None:
    fields = read_draft(texts, TODAY)
    assert read_draft(draft_of(fields), TODAY) == fields
    assert read_draft(draft_of(fields), TODAY + timedelta(days=400)) == fields


def test_the_form_asks_for_every_field_but_the_windows() -> None:
    assert set(draft_of(_read())) == {name for name in FIELDS if not name.startswith("due_")} | {
        "due_text",
        "due_reading",
    }


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800"], ids=ascii)
@pytest.mark.parametrize("field", ["title", "publisher", "author", "url", "archive_url", "quote", "via"])
def test_a_further_source_is_read_as_strictly_as_the_first(field: str, character: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_source({"title": "A", field: f"a{character}b"}, TODAY)
    assert refusal.value.problems[0].field == field
    assert "holds a control character" in refusal.value.problems[0].sentence


@pytest.mark.parametrize(
    ("texts", "field", "told"),
    [
        ({"url": "javascript:alert(1)"}, "url", "is not a web address"),
        ({"title": "A", "archive_url": "archive.example"}, "archive_url", "is not a web address"),
        ({"archive_url": "https://archive.example/1"}, "title", "Name the source"),
        ({"quote": "x" * 20_001}, "quote", "at most 20,000"),
        ({"title": "x" * 501}, "title", "at most 500"),
        ({"title": "  "}, "title", "Name the source"),
        ({"published_on": "2025-07-11"}, "title", "Name the source"),
        ({"title": "A", "published_on": "some day"}, "published_on", "is not a day"),
        ({"published_on": "2025-07-10"}, "title", "Name the source"),
        ({"title": "A", "published_on": "2025-02-30"}, "published_on", "is not a day of the calendar"),
        ({}, "title", "Name the source"),
    ],
)
def test_a_further_source_that_cannot_be_kept_is_refused(texts: dict[str, str], field: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_source(texts, TODAY)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert told in str(refusal.value)


def test_a_source_is_read_as_that_of_a_claim() -> None:
    told = read_source({"title": " A\n title ", "quote": "one\r\ntwo", "published_on": "yesterday"}, TODAY)
    assert (told["title"], told["quote"], told["via"]) == ("A title", "one\ntwo", "")
    assert told["published_on"] == date(2025, 7, 10)


@pytest.mark.parametrize("name", [name for name in (*LONG_FIELDS, "speaker") if "fix" not in name])
def test_blanks_that_do_not_show_are_no_text(name: str) -> None:
    assert getattr(_read(**{name: "\u00a0\n\u2009"}), name) == ""
    assert getattr(_read(**{name: "« 50\u00a0% »"}), name) == "« 50\u00a0% »"


def test_a_further_source_is_read_with_its_lines_and_without_stray_blanks() -> None:
    told = read_source({"title": " A\n title ", "quote": "one\r\ntwo", "author": "B", "published_on": "monday"}, TODAY)
    assert (told["title"], told["quote"], told["via"]) == ("A title", "one\ntwo", "")
    assert (told["author"], told["published_on"]) == ("B", date(2025, 7, 7))
    assert read_source({"title": "A"}, TODAY)["published_on"] is None


@pytest.mark.parametrize(
    ("texts", "tags"),
    [
        ((), ()),
        (("",), ()),
        (("ai",), ("ai",)),
        (("ai; models", "rumour, ai"), ("ai", "models", "rumour")),
        (("  two   words ",), ("two words",)),
        (("ai, \u00a0; \u202fmodels",), ("ai", "models")),
    ],
)
def test_tags_are_read_as_in_a_form(texts: tuple[str, ...], tags: tuple[str, ...]) -> None:
    assert read_tags(texts) == tags


@pytest.mark.parametrize("text", ["a\x07", "x" * 1_001])
def test_a_tag_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_tags([text])


def test_all_that_a_draft_tells_of_its_source_is_taken_along() -> None:
    a_source = {name: "https://example.org" for name in FIELDS if name.startswith("source_")}
    told = source_in_draft(a_source | {"quote": "words", "via": "B"})
    assert {f"source_{name}" for name in told} >= set(a_source) - {"source_language", "source_type"}
    assert set(told.values()) == {"https://example.org", "words", "B"}


def test_what_a_draft_tells_of_its_source_is_read_and_refused_under_its_own_names() -> None:
    draft = {"statement": "It ships", "source_url": "nowhere", "source_published_on": "when pigs fly", "via": "B"}
    told = source_in_draft(draft)
    assert (told["url"], told["published_on"], told["via"], told["quote"]) == ("nowhere", "when pigs fly", "B", "")
    with pytest.raises(Refused) as refusal:
        read_source(told, TODAY)
    there = problems_in_draft(refusal.value)
    assert [problem.field for problem in there.problems] == ["source_url", "source_published_on"]
