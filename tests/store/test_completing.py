from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.samples import TODAY, a_claim
from tests.store.test_filters import PIECES
from tests.timing import seconds_of
from tracker.claims.vocabulary import Kind
from tracker.cli.filtering import FILTER_HELP
from tracker.errors import InvalidInput
from tracker.store import changes
from tracker.store.completing import FIELDS, NAMED_FIELDS, complete, ends_with_a_field
from tracker.store.filters import parse_filter
from tracker.store.known_names import known_names
from tracker.store.orders import ORDERS
from tracker.store.terms import NAME_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.store.archive import Archive

NAMES = {
    "speaker": ("Sam Altman", "OpenAI", 'Dwayne "The Rock" Johnson', "Élisabeth Borne", "ASML", "bad\x1bname"),
    "subject": ("OpenAI open model", "Trains"),
    "tag": ("ai", "rumour"),
    "source": ("The Élysée Gazette", "TechCrunch"),
    "publisher": ("TechCrunch",),
}


def offered(marked: str) -> list[str]:
    """What is offered where the bar stands in a text."""
    cursor = marked.index("|")
    return [choice.text for choice in complete(marked.replace("|", ""), cursor, NAMES, TODAY).choices]


def taken(marked: str) -> str:
    """The text with the first choice taken, and a bar where the cursor then stands."""
    text = marked.replace("|", "")
    completion = complete(text, marked.index("|"), NAMES, TODAY)
    changed, cursor = completion.applied(text, completion.choices[0])
    return f"{changed[:cursor]}|{changed[cursor:]}"


@pytest.mark.parametrize(
    ("marked", "choices"),
    [
        ("|", [f"{field}:" for field in FIELDS]),
        ("kind:delay |", [f"{field}:" for field in FIELDS]),
        ("sta|", ["status:"]),
        ("s|", ["status:", "speaker:", "subject:", "source:", "said:", "sort:"]),
        ("-s|", ["status:", "speaker:", "subject:", "source:", "said:"]),
        ("S|", ["status:", "speaker:", "subject:", "source:", "said:", "sort:"]),
        ("-|", [f"{field}:" for field in FIELDS if field != "sort"]),
        ("overd|", ["status:overdue"]),
        ("rel|", ["kind:release"]),
        ("pro|", ["kind:promise"]),
        ("sta|tus:open", []),
        ("su|tus:open", ["subject:"]),
        ("|status:open", []),
        ('"sta|', []),
        ("zebra|", []),
        ("zebra:|", []),
        ("status:ov|", ["overdue"]),
        ("status:no|", ["no-date"]),
        ("status:no_d|", ["no-date"]),
        ("STATUS:Unv|", ["unverifiable"]),
        ("status:came|", ["true", "late"]),
        ("status:due|", []),
        ("status:ov|erdue", []),
        ("status:tr|", ["true", "trash"]),
        ("kind:|", [kind.value for kind in Kind]),
        ("sort:|", [order for order in ORDERS if not order.startswith("-")]),
        ("sort:-s|", ["-said", "-speaker", "-subject", "-source", "-status"]),
        ("-sort:|", []),
        ("speaker:sam|", ['"Sam Altman"']),
        ("-speaker:alt|", ['"Sam Altman"']),
        ("speaker:ÉLI|", ['"Élisabeth Borne"']),
        ('speaker:"Sam A|', ['"Sam Altman"']),
        ("speaker:as|", ["ASML"]),
        ("speaker:asml|", []),
        ("speaker:Altmann|", ['"Sam Altman"']),
        ("speaker:rock|", ['"Dwayne ""The Rock"" Johnson"']),
        ("speaker:bad|", []),
        ("subject:|", ['"OpenAI open model"', "Trains"]),
        ("tag:r|", ["rumour"]),
        ("source:tech|", ["TechCrunch"]),
        ("publisher:tech|", ["TechCrunch"]),
        ("speaker:=sam|", ['="Sam Altman"']),
        ('speaker:="Sam A|', ['="Sam Altman"']),
        ("speaker:=asml|", []),
        ("subject:=|", ['="OpenAI open model"', "=Trains"]),
        ("tag:=r|", []),
        ("id:1|", []),
        ("thread:|", []),
        ("due:t|", ["today", '"this week"']),
        ("due:<|", ["<2025-07-11", "<2025"]),
        ("said:2025|", ["2025-07"]),
        ("review:|", ["today", '"this week"', '"next month"', "2025-07", "2025", "<2025-07-11", "<2025", ">=2025-07"]),
    ],
)
def test_what_can_be_written_here_is_offered(marked: str, choices: list[str]) -> None:
    assert offered(marked) == choices


@pytest.mark.parametrize(
    ("marked", "changed"),
    [
        ("|", "status:|"),
        ("sta|", "status:|"),
        ("kind:delay -sp|", "kind:delay -speaker:|"),
        ("su|tus:open", "subject:|open"),
        ("overd|", "status:overdue |"),
        ("status:ov|", "status:overdue |"),
        ("status:ov|erdu kind:delay", "status:overdue |kind:delay"),
        ("status:o|pen kind:delay", "status:overdue |kind:delay"),
        ("speaker:sam| kind:delay", 'speaker:"Sam Altman" |kind:delay'),
        ('speaker:"Sam A| kind:delay', 'speaker:"Sam Altman" |kind:delay'),
        ('speaker:"Sam A| tag:"a b"', 'speaker:"Sam Altman" |tag:"a b"'),
        ('speaker:"Sam A|lt" tag:"a b"', 'speaker:"Sam Altman" |tag:"a b"'),
        ("speaker:=sa| kind:delay", 'speaker:="Sam Altman" |kind:delay'),
        ('speaker:="Sam A|lt" tag:"a b"', 'speaker:="Sam Altman" |tag:"a b"'),
        ('status:ov|"a b"', 'status:overdue |"a b"'),
        ("due:>|", "due:>=2025-07 |"),
        ("sort:d|", "sort:due |"),
    ],
)
def test_a_choice_takes_the_place_of_what_was_typed(marked: str, changed: str) -> None:
    assert taken(marked) == changed


def test_every_field_that_there_is_is_offered_and_in_the_help() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_filter("zebra:1")
    there_are = str(refusal.value).partition("There are: ")[2].rstrip(".").split(", ")
    assert set(there_are) == set(FIELDS)
    in_help = FILTER_HELP.partition("Fields:")[2].splitlines()[0].split()
    assert set(in_help) == set(FIELDS) - {"sort"}


@pytest.mark.parametrize("field", [field for field in FIELDS if field not in {"id", "thread", "cites"}])
def test_all_that_is_offered_is_understood(field: str) -> None:
    for typed in (f"{field}:|", *([f"{field}:=|"] if field in NAME_FIELDS else [])):
        choices = offered(typed)
        assert choices
        for text in choices:
            (term,) = parse_filter(f"{field}:{text}")
            assert term.field == field


@pytest.mark.parametrize(
    ("text", "is_field"),
    [
        *((text, True) for text in ("status", "st", "STAT", "model -spea", "kind:release due", "¿ id")),
        *((text, False) for text in ("", "s", "status:", "status ", "statuses", "status:open", "said:th", "st model")),
        *((text, False) for text in ('"status"', '"sta', "-", "modle", "-s")),
    ],
)
def test_a_field_is_being_typed_while_the_last_word_begins_one(text: str, is_field: bool) -> None:  # noqa: FBT001
    assert ends_with_a_field(text) is is_field


def test_every_field_and_every_status_is_offered() -> None:
    with pytest.raises(InvalidInput) as no_field:
        parse_filter("zzz:1")
    assert sorted(str(no_field.value).rstrip(".").split("There are: ")[1].split(", ")) == sorted(FIELDS)
    with pytest.raises(InvalidInput) as no_status:
        parse_filter("status:zzz")
    codes = str(no_status.value).rstrip(".").split("There are: ")[1].split(", ")
    assert sorted(code.replace(" ", "-") for code in codes) == sorted(offered("status:|"))


@settings(max_examples=2_000)
@given(st.lists(st.sampled_from([*PIECES, "speaker", "sam"]), max_size=8).map("".join), st.integers(-2, 60))
def test_any_text_is_completed_or_left_alone(text: str, cursor: int) -> None:
    completion = complete(text, cursor, NAMES, TODAY)
    assert 0 <= completion.start <= completion.end <= len(text)
    for choice in completion.choices:
        changed, place = completion.applied(text, choice)
        assert changed.startswith(text[: completion.start] + choice.text)
        assert changed.endswith(text[completion.end :])
        assert completion.start < place <= len(changed)


def test_the_names_that_are_kept_are_offered_most_used_first(archive: Archive) -> None:
    told: dict[str, Any] = {"subject": "Trains", "tags": ("a", "b"), "source_title": "T", "source_publisher": "A paper"}
    archive.run(changes.add_claim, a_claim(speaker="Bo"))
    archive.run(changes.add_claim, a_claim(speaker="Cy", **told))
    archive.run(changes.add_claim, a_claim(speaker="Cy"))
    names = {field: archive.run(known_names, kept_as) for field, kept_as in NAMED_FIELDS.items()}
    named = {"speaker": ("Cy", "Bo"), "subject": ("Trains",), "tag": ("a", "b")}
    assert names == named | dict.fromkeys(("source", "publisher"), ("A paper",))


def test_two_thousand_names_are_looked_through_at_once(figure: Callable[[str], None]) -> None:
    names = {"speaker": [f"Speaker number {number} of many" for number in range(2_000)]}
    slowest = 0.0
    for typed in ("s", "number 1999", "nmuber 1999", "xyzzy", ""):
        took = seconds_of(partial(complete, f'speaker:"{typed}', 9 + len(typed), names, TODAY), enough=1)
        slowest = max(slowest, took)
    figure(f"completion among 2,000 names: {slowest * 1000:.0f} ms at most")
    assert slowest < 1
