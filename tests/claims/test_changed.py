"""What a step changed of a claim, told field by field."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.claims.changed import Change, changes_in_words, title_of_field, value_in_words
from tracker.claims.vocabulary import Kind


def told(*changes: Change, kind: Kind = Kind.PROMISE) -> list[str]:
    return changes_in_words(changes, kind)


def moved(before: tuple[str, str, str], after: tuple[str, str, str]) -> list[Change]:
    """A deadline's words, last day and rule, before and after; what is the same is no change."""
    names = ("due_text", "due_end", "due_rule")
    pairs = zip(names, before, after, strict=True)
    return [Change(name, *map(_read(name), (one, other))) for name, one, other in pairs if one != other]


def _read(name: str) -> type[str]:
    return date.fromisoformat if name == "due_end" else str  # type: ignore[return-value]


def test_a_deadline_is_one_field_told_by_its_words() -> None:
    changes = moved(("before the next election", "2028-11-03", "r"), ("by 1 May 2030", "2030-05-01", "s"))
    assert told(*changes) == ["due: before the next election → by 1 May 2030"]


def test_a_deadline_whose_words_stay_is_told_by_its_days() -> None:
    same = ("next week", "2025-07-20", "r")
    assert told(*moved(same, ("next week", "2025-07-27", "r"))) == ["last day: 2025-07-20 → 2025-07-27"]
    assert told(*moved(same, ("next week", "2025-07-20", "s"))) == ["read as: r → s"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Change("statement", "Taxes fall", "Taxes rise"), "claim: Taxes fall → Taxes rise"),
        (Change("speaker", "", "Ada"), "speaker: (empty) → Ada"),
        (Change("review_on", date(2026, 3, 4), None), "review on: 2026-03-04 → (empty)"),
        (Change("tags", ("a",), ("a", "b")), "tags: a → a; b"),
        (Change("revises", None, 7), "revises: (empty) → claim 7"),
        (Change("verdict", "", "true"), "verdict: (empty) → came true"),
        (Change("credence", 0.7, 0.0), "credence: 70 % → 0 %"),
        (Change("in_trash", before=False, after=True), "in the trash: no → yes"),
        (Change("source", "", "Reuters"), "source added: Reuters"),
        (Change("source", "Reuters", ""), "source taken off: Reuters"),
        (Change("source_url", "", "https://example.org"), "address: (empty) → https://example.org"),
        (Change("notes", "one\ntwo", ""), "notes: one two → (empty)"),
    ],
)
def test_a_field_is_told_by_its_name_before_and_after(change: Change, line: str) -> None:
    assert told(change) == [line]


def test_a_verdict_reads_as_it_does_for_the_kind_of_claim() -> None:
    assert told(Change("verdict", "", "true"), kind=Kind.CAPABILITY) == ["verdict: (empty) → holds up"]


def test_of_a_long_text_what_differs_is_told() -> None:
    text = " ".join(f"word{number}" for number in range(80))
    (line,) = told(Change("notes", text, f"{text} and an end"))
    before, after = line.removeprefix("notes: ").split(" → ")
    assert before.startswith("…")
    assert before.endswith("word79")
    assert after.startswith("…")
    assert after.endswith("word79 and an end")
    (line,) = told(Change("notes", text, f"other {text}"))
    assert len(line) < 150
    assert line.startswith("notes: word0 word1")
    assert line.count("…") == 2


def test_of_many_fields_the_first_are_told_and_the_others_counted() -> None:
    names = ("statement", "speaker", "subject", "notes", "criteria", "via")
    lines = told(*(Change(name, "a", "b") for name in names))
    assert lines == [*(f"{title_of_field(name)}: a → b" for name in names[:4]), "… and 2 more fields"]
    lines = told(*(Change(name, "a", "b") for name in names[:5]))
    assert lines[4:] == ["counts as true if: a → b"], "one line more says as much as that there is one more"


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "(empty)"), ("", "(empty)"), ((), "(empty)"), (("a", "b"), "a; b"), (True, "yes"), (7, "7")],
)
def test_a_value_is_told_as_people_read_it(value: object, words: str) -> None:
    assert value_in_words(value) == words
