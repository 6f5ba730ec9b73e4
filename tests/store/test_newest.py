"""The first claims of the usual list: the same, whether they are met one by one or found by an index."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from tests.bench.make_archive import TODAY, keep_many
from tests.store.samples import a_claim
from tests.store.test_listing import plans_of
from tracker.store import bulk, newest, queries
from tracker.store.archive import Archive
from tracker.store.claims_at_once import NewClaim
from tracker.store.filters import parse_filter
from tracker.store.wanted import as_typed

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from tracker.store.terms import Term

COUNT = 400
WORDS = (
    *(
        "the",
        "th",
        "t",
        "of th",
        "la",
        "qu'elle",
        "open model",
        '"the open"',
        '"the open',
        "the z",
        "the o",
        "zz",
        "the -open",
    ),
    *("model ouvert", "pour le", "journal", "gazette the", "été", "1", "emplois", "emploi", "mplois", "the mplois"),
)
FILTERS = (
    *WORDS,
    *("source:journal", "-source:journal", "source:é", "source:zzz", "publisher:gazette", "-publisher:gazette"),
    *("source:journal publisher:gazette", "the source:journal", "status:open th", "kind:release le said:>2018"),
    *("status:overdue source:example", "tag:xen the", "speaker:a the", "-speaker:a le", "speaker:zoé", "id:7 the"),
    *("status:trash the", "the sort:due", "¿ the", "subject:ber", "tag:xen", "thread:7", "id:7", "speaker:nobody"),
)


@pytest.fixture
def is_met_at_any_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes, claims are met one by one, a few at a time."""
    monkeypatch.setattr(newest, "_FIRST_LOOK", 7)
    for cost in ("_LOOK", "_LOOK_FOR_WORDS", "_LOOK_FOR_SOURCES"):
        monkeypatch.setattr(newest, cost, 0.0)


@pytest.mark.usefixtures("is_met_at_any_cost")
@pytest.mark.parametrize("text", FILTERS)
def test_what_is_met_one_by_one_is_what_an_index_finds(full_file: Path, text: str) -> None:
    terms = as_typed(parse_filter(text))
    with Archive.open(str(full_file), read_only=True) as archive:
        numbers = archive.run(queries.claim_numbers, terms, TODAY)
        for most in (1, 3, 40, COUNT * 2):
            if archive.run(newest.may_be_met, terms):
                met = archive.run(newest.first_numbers, terms, TODAY, most)
                assert met == (None if text in {"zz", "mplois", "the mplois"} else numbers[:most])
        for offset, limit in ((0, 3), (0, COUNT), (2, 5), (len(numbers) // 2, 4), (len(numbers), 2)):
            page = archive.run(queries.list_claims, terms, TODAY, offset, limit)
            assert [row.claim_id for row in page.rows] == numbers[offset : offset + limit]
            assert page.total == len(numbers)


@pytest.mark.parametrize("text", FILTERS)
def test_the_first_page_is_that_of_the_whole_list(full_file: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "COUNTED_AT_ONCE", 0)
    terms = as_typed(parse_filter(text))
    with Archive.open(str(full_file), read_only=True) as archive:
        numbers = archive.run(queries.claim_numbers, terms, TODAY)
        whole = archive.run(queries.list_claims, terms, TODAY, 0, COUNT)
        for limit in (1, 2, 30, COUNT):
            page = archive.run(queries.first_claims, terms, TODAY, limit)
            assert page.rows == whole.rows[:limit]
            assert page.is_counted == (len(numbers) < limit)
            told = page if page.is_counted else archive.run(queries.counted, page, terms, TODAY)
            assert (told.rows, told.total, told.overdue) == (page.rows, whole.total, whole.overdue)


def test_random_words_are_met_as_they_are_found(full_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = Random(5)  # noqa: S311 -- it picks test data, no secrets
    with Archive.open(str(full_file), read_only=True) as archive:
        every = archive.run(queries.list_claims, (), TODAY, 0, COUNT)
        texts = [row.statement for row in every.rows]
        for name in ("_LOOK", "_LOOK_FOR_WORDS"):
            monkeypatch.setattr(newest, name, 0.0)
        times_met = 0
        for _ in range(150):
            words = some.choice(texts).replace(",", "").split()
            asked = [some.choice(words)[: some.randrange(1, 9)] for _ in range(some.randrange(1, 4))]
            terms = parse_filter(" ".join(asked))
            met = archive.run(newest.first_numbers, terms, TODAY, 9)
            times_met += met is not None
            assert met in (None, archive.run(queries.claim_numbers, terms, TODAY)[:9]), asked
    assert times_met > 100


def _among_newest(session: Session, terms: tuple[Term, ...], most: int) -> list[int] | None:
    sought = newest.Sought(session, terms, TODAY)
    return sought.found_among_newest(sought.holding(), most)


@pytest.mark.parametrize("is_said_in_order", [True, False])
def test_what_is_found_among_the_newest_is_what_is_found_among_all(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_said_in_order: bool
) -> None:
    path = tmp_path / "some.tracker"
    path.write_bytes(sqlite_template.read_bytes())
    monkeypatch.setattr(newest, "_FEW_TO_SORT", 0)
    monkeypatch.setattr(newest, "_LARGE_PART", 1)
    for share in ("_SOON_MET", "_SOON_MET_TOGETHER"):
        monkeypatch.setattr(newest, share, 1.0)
    some, times_found = Random(3), 0  # noqa: S311 -- it picks test data, no secrets
    words = ["alba", "albert", "bora", "cato", "cat"]
    told = [a_claim(f"{' '.join(some.sample(words, 2))} {number}") for number in range(300)]
    days = [date(2016, 1, 1) + timedelta(days=number // 3 + some.randrange(9)) for number in range(300)]
    days = days if is_said_in_order else days[150:] + days[:150]
    with Archive.open(str(path), user="ada") as archive:
        claims = [one.model_copy(update={"said_on": day}) for one, day in zip(told, days, strict=True)]
        archive.run(keep_many, [NewClaim(one, None) for one in claims])
        archive.run(bulk.trash_claims, range(200, 300, 7))
        for text in ("alb", "alba", "cat", "cat bora", '"cat bora"', '"cat"', "a", "alb cat"):
            numbers = archive.run(queries.claim_numbers, parse_filter(text), TODAY)
            for most in (1, 4, 20):
                found = archive.run(_among_newest, parse_filter(text), most)
                times_found += found is not None
                assert found in (None, numbers[:most]), text
                first = archive.run(newest.first_numbers, parse_filter(text), TODAY, most)
                assert first in (None, numbers[:most]), text
        assert (times_found > 10) == is_said_in_order
        monkeypatch.setattr(newest, "_FEW_TO_SORT", 300)
        assert archive.run(_among_newest, parse_filter("cat bora"), 20) is None


@pytest.mark.parametrize("text", FILTERS)
def test_what_is_told_to_be_many_while_it_is_typed_is_many(
    full_file: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = as_typed(parse_filter(text))
    with Archive.open(str(full_file), read_only=True) as archive:
        page = archive.run(queries.first_claims, terms, TODAY, 2)
        whole = archive.run(queries.counted, page, terms, TODAY)
        for many in (2, 10, 100, 300):
            monkeypatch.setattr(queries, "MANY", many)
            told = archive.run(queries.counted_while_typed, page, terms, TODAY)
            assert told.is_counted or told[2:4] == (many, 0)
            assert told == whole if told.is_counted else whole.total > many, many


def test_many_claims_with_words_are_not_counted_while_these_are_typed(full_file: Path) -> None:
    with Archive.open(str(full_file), read_only=True) as archive:
        for text, most, is_told in (
            *(("the", 10, True), ("th", 10, True), ("status:open th", 5, True), ("the o", 3, True)),
            *(("the", COUNT, False), ("wanda", 10, False), ("the -open", 10, False), ("source:journal", 10, False)),
        ):
            terms = as_typed(parse_filter(text))
            assert archive.run(newest.are_surely_more, terms, TODAY, most) == is_told, text


def test_a_word_of_many_claims_is_not_looked_up_in_the_index_of_words(
    full_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "COUNTED_AT_ONCE", 0)
    with Archive.open(str(full_file), read_only=True) as archive:
        for text, is_looked_up in (("the", False), ("status:open th", False), ("wanda", True), ("the wanda", True)):
            with plans_of(archive) as plans:
                archive.run(queries.first_claims, parse_filter(text), TODAY, 3)
            assert any("VIRTUAL TABLE" in step for step in plans) == is_looked_up, text


def test_the_claims_of_a_rare_name_are_found_in_its_index(full_file: Path) -> None:
    with Archive.open(str(full_file), read_only=True) as archive:
        for text in ("speaker:nobody", "subject:alber"):
            with plans_of(archive) as plans:
                archive.run(queries.first_claims, parse_filter(text), TODAY, 100)
            of_standings = [step for step in plans if step.startswith(("SCAN standing", "SEARCH standing"))]
            assert of_standings
            assert [step for step in of_standings if "ix_standing_list" in step] == []


def test_a_list_that_ends_on_its_first_page_is_counted_by_it(full_file: Path) -> None:
    with Archive.open(str(full_file), read_only=True) as archive:
        asked: list[str] = []
        event.listen(archive._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        for text, is_counted in (("", True), ("id:7", False), ("status:open", True), ("wanda", False)):
            del asked[:]
            archive.run(queries.list_claims, parse_filter(text), TODAY, 0, 60)
            counts = [statement for statement in asked if statement.startswith("SELECT count(*) AS count_1, count(*)")]
            assert bool(counts) == is_counted, text
