"""The report “claims” that comes back: whole into an empty database, and edited into the same one."""

from __future__ import annotations

import csv
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import a_claim, decided, due, first_broken_batch
from tests.store.test_history import Editor
from tests.transfer.doing import claims_report, counts, edited, faults, imported, looked_at, set_cells, steps, told
from tests.transfer.samples import TODAY, everything_with_moments, keep_some
from tracker.claims.deadlines import window_fields
from tracker.claims.drafts import read_draft
from tracker.claims.vocabulary import Kind, Role, Verdict
from tracker.dates.conventions import Conventions
from tracker.errors import EditConflict, InvalidInput, TrackerError
from tracker.store import bulk, changes, queries, sources, undo
from tracker.store.incoming.plan import Confirmed, State
from tracker.store.merging_names import merge_names
from tracker.transfer.importing import plan_import, put_rejects_aside, read_file, write_import
from tracker.transfer.told import Circumstances

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.transfer.conftest import Opener
    from tests.transfer.doing import Rows
    from tracker.store.archive import Archive
    from tracker.store.rows import ClaimCard

LATER = date(2025, 9, 1)
"""A day on which files are imported: some time after what they tell of."""


@pytest.mark.parametrize(("count", "name"), [(10_000, "claims.csv"), (1_000, "claims.jsonl")])
def test_thousands_of_claims_are_rebuilt_and_handed_out_the_same(
    new: Opener, tmp_path: Path, figure: Callable[[str], None], count: int, name: str
) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(keep_some, count, seed=1)
    file = claims_report(ours, tmp_path / name)
    assert counts(looked_at(ours, file)) == {"same": count}
    assert counts(imported(theirs, file)) == {"new": count}
    again = claims_report(theirs, tmp_path / f"again-{name}")
    assert again.read_bytes() == file.read_bytes()
    assert counts(looked_at(theirs, file)) == {"same": count}
    assert theirs.run(first_broken_batch) is None
    figure(f"{count} claims: {name} imported into an empty database and handed out again, the same bytes")


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_server_rebuilds_the_same(archive: Archive, new: Opener, tmp_path: Path) -> None:
    ours = new()
    ours.run(keep_some, 300, seed=2)
    file = claims_report(ours, tmp_path / "claims.csv")
    imported(archive, file)
    assert claims_report(archive, tmp_path / "again.csv").read_bytes() == file.read_bytes()
    edited(file, lambda rows: [row.update(tags="new; " + row["tags"]) for row in rows])
    assert counts(imported(archive, file)) == {"changed": 300}
    assert archive.run(undo.undo) == "import 300 changed claims of claims.csv"
    assert archive.run(undo.undo) == "import 300 new claims of claims.csv"
    assert archive.run(undo.redo) == "import 300 new claims of claims.csv"


@pytest.mark.parametrize("style", [{"excel": "fr"}, {"excel": "en"}, {"format": "jsonl"}])
def test_into_the_same_database_nothing_is_written(new: Opener, tmp_path: Path, style: dict[str, str]) -> None:
    ours = new("ours")
    ours.run(keep_some, 200, seed=3)
    file = claims_report(ours, tmp_path / "claims.csv", **style)
    before = (tmp_path / "ours.tracker").read_bytes()
    assert counts(imported(ours, file)) == {"same": 200}
    assert (tmp_path / "ours.tracker").read_bytes() == before


def test_undo_takes_a_rebuilt_database_back_and_redo_brings_it_back(new: Opener, tmp_path: Path) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(keep_some, 300, seed=4)
    file = claims_report(ours, tmp_path / "claims.csv")
    empty = theirs.run(everything_with_moments)
    imported(theirs, file)
    theirs.run(undo.undo)
    assert theirs.run(everything_with_moments) == empty
    theirs.run(undo.redo)
    assert counts(looked_at(theirs, file)) == {"same": 300}
    theirs.run(undo.undo)
    assert counts(imported(theirs, file)) == {"new": 300}


@pytest.fixture
def ours(new: Opener) -> Archive:
    """Three claims: one with everything, one that revises it, and one that was decided twice."""
    archive = new("ours")
    window = {**due("2025-07-14", "2025-07-20"), "due_text": "next week", "due_rule": "week", "due_grain": "week"}
    source = {"source_title": "Report", "source_url": "https://example.org/report", "quote": "next week"}
    archive.run(changes.add_claim, a_claim("One", tags=("a", "b"), subject="Models", **window, **source))
    archive.run(changes.add_claim, a_claim("Two", kind=Kind.DELAY, revises=1))
    archive.run(changes.add_claim, a_claim("Three"))
    archive.run(changes.mark_claim, 3, decided(Verdict.FALSE))
    archive.run(changes.mark_claim, 3, decided(Verdict.TRUE, TODAY, evidence_url="https://example.org/proof"))
    archive.run(changes.state_credence, 1, 0.7, TODAY)
    return archive


@pytest.fixture
def file(ours: Archive, tmp_path: Path) -> Path:
    return claims_report(ours, tmp_path / "claims.csv")


def card(archive: Archive, claim_id: int) -> ClaimCard:
    return archive.run(queries.claim_card, claim_id, LATER)


def rows_of(archive: Archive, table: str) -> list[dict[str, Any]]:
    return archive.run(everything_with_moments)[table]


def _links(archive: Archive) -> list[tuple[int, int | None, int | None]]:
    return [(row["id"], row["revises_id"], row["depends_on_id"]) for row in rows_of(archive, "claim")]


class TestEdits:
    def test_every_field_is_shown_and_written_in_one_step(self, ours: Archive, file: Path) -> None:
        edits = {
            "statement": "One, in other words",
            "kind": "promise",
            "subject": "Open models",
            "speaker": "OpenAI",
            "language": "fr",
            "criteria": "It can be\ndownloaded",
            "review_on": "2025-10-01",
            "tags": "b; c",
            "notes": "'=mine",
            "quote": "soon",
            "quote_prefix": "It ships",
            "quote_suffix": "or later",
            "via": "A paper",
            "source_title": "Another report",
            "source_publisher": "A paper",
            "source_author": "Ada",
            "source_archive_url": "https://example.org/kept",
            "source_published_on": "2025-07-11",
            "source_language": "en",
            "source_type": "article",
        }
        edited(file, set_cells(0, **edits))
        made = steps(ours)
        plan = imported(ours, file, LATER)
        assert counts(plan) == {"changed": 1, "same": 2}
        assert [field for field, _ in told(plan, State.CHANGED)] == [name for name in edits if name != "due_text"]
        fields = card(ours, 1).fields
        for name, cell in edits.items():
            kept = getattr(fields, name)
            kept = "; ".join(kept) if isinstance(kept, tuple) else str(kept)
            assert kept == ("=mine" if name == "notes" else cell)
        assert steps(ours) == made + 1
        assert ours.run(undo.undo) == "import 1 changed claim of claims.csv"
        assert card(ours, 1).fields.speaker == "Sam Altman"

    def test_other_words_are_read_as_a_deadline(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, due_text="in August 2025"))
        assert told(imported(ours, file, LATER), State.CHANGED) == [("due_text", "next week → in August 2025")]
        fields = card(ours, 1).fields
        assert (fields.due_start, fields.due_end) == (date(2025, 8, 1), date(2025, 8, 31))
        assert (fields.due_rule, fields.due_edtf) == ("month", "2025-08")

    def test_days_that_are_given_count_whatever_the_words(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, due_end="2025-08-15"))
        imported(ours, file, LATER)
        fields = card(ours, 1).fields
        assert (fields.due_text, fields.due_end, fields.due_edtf) == (
            "next week",
            date(2025, 8, 15),
            "2025-07-14/2025-08-15",
        )
        assert (fields.due_rule, fields.due_grain) == ("", ""), "nothing is left of how the words were read"

    def test_a_rule_that_is_given_with_the_days_is_kept(self, ours: Archive, file: Path) -> None:
        edited(
            file, set_cells(0, due_start="2025-08-01", due_end="2025-08-31", due_rule="as agreed", due_grain="month")
        )
        imported(ours, file, LATER)
        assert (card(ours, 1).fields.due_rule, card(ours, 1).fields.due_grain) == ("as agreed", "month")

    def test_days_of_a_new_row_that_its_words_do_not_mean_are_kept_without_a_rule(
        self, ours: Archive, file: Path
    ) -> None:
        days = {"due_start": "2025-02-01", "due_end": "2025-03-01", "due_edtf": ""}
        told_too = {"due_grain": "month", "due_rule": "month"}
        as_new = {"claim_id": "", "version": "", "created_at": "", "updated_at": "", "said_on": "2025-01-10"}
        edited(file, set_cells(0, due_text="in June 2027", **days, **told_too, **as_new))
        edited(file, set_cells(1, due_text="in June 2027", due_end="2027-06-15", **as_new, revises=""))
        imported(ours, file, LATER)
        fields = [card(ours, number).fields for number in (4, 5)]
        assert [(one.due_edtf, one.due_rule, one.due_grain) for one in fields] == [
            ("2025-02-01/2025-03-01", "", ""),
            ("2027-06-01/2027-06-15", "", ""),
        ]

    def test_codes_of_a_window_that_are_known_can_be_given(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, due_grain="range", due_open="fuzzy", due_edtf="2025-07-14/2025-07-20"))
        edited(file, set_cells(1, due_open="withdrawn"))
        imported(ours, file, LATER)
        assert (card(ours, 1).fields.due_grain, card(ours, 1).fields.due_open) == ("range", "fuzzy")
        assert card(ours, 2).fields.due_open == "withdrawn"

    def test_codes_that_were_kept_before_they_were_checked_come_back(
        self, ours: Archive, new: Opener, file: Path
    ) -> None:
        with ours._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE claim SET due_grain = 'x', due_open = 'y', due_edtf = 'z' WHERE id = 1")
        claims_report(ours, file)
        assert counts(imported(new("theirs"), file, LATER)) == {"new": 3}
        edited(file, set_cells(0, notes="mine"))
        assert counts(imported(ours, file, LATER)) == {"changed": 1, "same": 2}

    def test_a_cell_that_is_emptied_empties_the_field(self, ours: Archive, file: Path) -> None:
        empty = ("subject", "speaker", "tags", "quote", "source_title", "source_url", "due_text", "revises")
        edited(file, set_cells(0, **dict.fromkeys(empty, "")))
        edited(file, set_cells(1, revises=""))
        imported(ours, file, LATER)
        fields = card(ours, 1).fields
        assert not any(getattr(fields, name) for name in empty)
        assert (fields.due_start, fields.due_end) == (None, None)
        assert card(ours, 2).fields.revises is None

    def test_a_verdict_is_a_decision_of_who_imports(self, ours: Archive, file: Path) -> None:
        proof = "https://example.org/released"
        edited(file, set_cells(0, verdict="late", occurred_on="2025-08-05", evidence_url=proof, reason="It came"))
        edited(file, set_cells(2, verdict=""))
        assert counts(imported(ours, file, LATER)) == {"changed": 2, "same": 1}
        (decision,) = card(ours, 1).verdicts
        assert (decision.verdict, decision.occurred_on, decision.decided_on) == (
            Verdict.LATE,
            date(2025, 8, 5),
            LATER,
        )
        assert (decision.decided_by, decision.reason) == ("ada", "It came")
        assert [(one.role, one.url) for one in card(ours, 1).citations][1:] == [(Role.SUPPORTS, proof)]
        assert [one.verdict for one in card(ours, 3).verdicts] == [None, Verdict.TRUE, Verdict.FALSE]
        again = claims_report(ours, file)
        assert counts(looked_at(ours, again, LATER)) == {"same": 3}

    def test_what_was_decided_tomorrow_by_another_clock_is_of_today(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, verdict="false", decided_on=str(LATER + timedelta(days=1)), decided_by="Bo"))
        imported(ours, file, LATER)
        (decision,) = card(ours, 1).verdicts
        assert decision.decided_on == LATER

    def test_who_decided_and_when_can_be_said(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, verdict="false", decided_on="2025-08-20", decided_by="Bo"))
        imported(ours, file, LATER)
        (decision,) = card(ours, 1).verdicts
        assert (decision.decided_on, decision.decided_by) == (date(2025, 8, 20), "Bo")

    @pytest.mark.parametrize("source", [{"evidence_title": "A paper"}, {"evidence_url": "https://example.org/proof"}])
    def test_a_decision_keeps_its_day_and_its_evidence_unless_these_are_edited(
        self, ours: Archive, file: Path, source: dict[str, str]
    ) -> None:
        ours.run(changes.mark_claim, 2, decided(Verdict.TRUE, TODAY, reason="It cmae", **source))
        cited = rows_of(ours, "citation")
        claims_report(ours, file)
        edited(file, set_cells(1, reason="It came"))
        assert told(imported(ours, file, LATER), State.CHANGED) == [("reason", "It cmae → It came")]
        assert (card(ours, 2).verdicts[0].reason, card(ours, 2).verdicts[0].decided_on) == ("It came", TODAY)
        assert rows_of(ours, "citation") == cited
        assert [row["evidence_id"] for row in rows_of(ours, "verdict")[-2:]] == [cited[-1]["id"]] * 2
        claims_report(ours, file)
        edited(file, set_cells(1, evidence_quote="It is out"))
        imported(ours, file, LATER)
        newest = rows_of(ours, "citation")[-1]
        assert (newest["source_id"], newest["quote"]) == (cited[-1]["source_id"], "It is out")
        claims_report(ours, file)
        edited(file, set_cells(1, verdict="false", occurred_on=""))
        imported(ours, file, LATER)
        newest = rows_of(ours, "citation")[-1]
        assert (newest["source_id"], newest["quote"]) == (cited[-1]["source_id"], "It is out")
        assert newest["role"] is Role.REFUTES
        assert (card(ours, 2).verdicts[0].decided_on, card(ours, 2).verdicts[0].verdict) == (LATER, Verdict.FALSE)

    def test_evidence_can_be_taken_away_and_another_given(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(2, evidence_url=""))
        imported(ours, file, LATER)
        assert rows_of(ours, "verdict")[-1]["evidence_id"] is None
        claims_report(ours, file)
        edited(file, set_cells(2, evidence_url="https://example.org/other", evidence_on="2025-07-11"))
        imported(ours, file, LATER)
        assert (card(ours, 3).citations[-1].url, card(ours, 3).citations[-1].published_on) == (
            "https://example.org/other",
            TODAY,
        )
        assert counts(looked_at(ours, claims_report(ours, file), LATER)) == {"same": 3}

    def test_the_day_of_a_source_that_was_edited_since_is_no_decision(self, ours: Archive, file: Path) -> None:
        number = rows_of(ours, "citation")[-1]["source_id"]
        source = ours.run(sources.source_card, number, TODAY)
        ours.run(sources.edit_source, number, source.version, source.fields._replace(published_on=TODAY))
        assert counts(looked_at(ours, file, LATER)) == {"same": 3}

    def test_a_claim_that_is_opened_again_has_no_day(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(2, verdict="", occurred_on="2025-08-01"))
        assert faults(looked_at(ours, file, LATER)) == ["claims.csv:4: occurred_on: an open claim has no day"]

    def test_a_day_goes_with_the_verdict_that_it_was_of(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(2, verdict="void"))
        imported(ours, file, LATER)
        newest = card(ours, 3).verdicts[0]
        assert (newest.verdict, newest.occurred_on) == (Verdict.VOID, None)

    def test_a_day_that_was_kept_with_no_verdict_for_it_comes_back(
        self, ours: Archive, new: Opener, file: Path
    ) -> None:
        with ours._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE verdict SET occurred_on = '2025-07-11' WHERE verdict = 'false'")
            connection.exec_driver_sql("DELETE FROM verdict WHERE verdict = 'true'")
            connection.exec_driver_sql("UPDATE standing SET verdict = 'false', verdict_id = 1 WHERE claim_id = 3")
        claims_report(ours, file)
        assert list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))[2]["occurred_on"] == "2025-07-11"
        assert counts(looked_at(ours, file, LATER)) == {"same": 3}
        assert counts(imported(new("theirs"), file, LATER)) == {"new": 3}
        edited(file, set_cells(2, reason="mine"))
        assert counts(looked_at(ours, file, LATER)) == {"changed": 1, "same": 2}

    def test_a_claim_that_is_opened_again_rests_on_nothing(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(2, verdict=""))
        imported(ours, file, LATER)
        newest = rows_of(ours, "verdict")[-1]
        assert (newest["verdict"], newest["evidence_id"], newest["decided_on"]) == (None, None, LATER)

    def test_a_new_probability_is_added_to_those_before(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, credence="0,4"))
        edited(file, set_cells(1, credence="1"))
        imported(ours, file, LATER)
        assert [(one.probability, one.stated_on) for one in card(ours, 1).credences] == [(0.4, LATER), (0.7, TODAY)]
        assert [one.probability for one in card(ours, 2).credences] == [1.0]

    @pytest.mark.parametrize("cell", ["70%", "70 %", "0,7", "0.7"])
    def test_a_probability_is_a_share_or_in_percent(self, ours: Archive, file: Path, cell: str) -> None:
        edited(file, set_cells(1, credence=cell))
        assert told(looked_at(ours, file, LATER), State.CHANGED) == [("credence", " → 0.7")]

    def test_a_percentage_has_the_digits_that_were_written(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(1, credence="33.3%"))
        assert told(looked_at(ours, file, LATER), State.CHANGED) == [("credence", " → 0.333")]

    @pytest.mark.parametrize(("kept", "cell"), [(33.3 / 100, "0.333"), (1 / 3, "0.333333333333333")])
    def test_a_probability_with_the_digits_of_a_spreadsheet_is_the_same(
        self, ours: Archive, tmp_path: Path, kept: float, cell: str
    ) -> None:
        ours.run(changes.state_credence, 2, kept, TODAY)
        file = edited(claims_report(ours, tmp_path / "report.csv"), set_cells(1, credence=cell))
        assert counts(looked_at(ours, file, LATER)) == {"same": 3}
        edited(file, set_cells(1, credence="0.33"))
        assert counts(looked_at(ours, file, LATER)) == {"changed": 1, "same": 2}

    def test_whole_numbers_are_read_as_programs_write_columns_with_gaps(self, ours: Archive, file: Path) -> None:
        numbers = ("claim_id", "version", "revises", "depends_on")

        def with_gaps(rows: Rows) -> None:
            for row in rows:
                row |= {name: f"{row[name]}.0" for name in numbers if row[name]}

        edited(file, with_gaps)
        assert counts(looked_at(ours, file, LATER)) == {"same": 3}
        edited(file, set_cells(2, depends_on="1.0"))
        assert told(looked_at(ours, file, LATER), State.CHANGED) == [("depends_on", " → 1")]

    def test_claims_that_are_added_are_read_as_in_the_form(self, ours: Archive, file: Path) -> None:
        added = {
            "statement": "  Four   is here ",
            "speaker": "Ada",
            "said_on": "1 August 2025",
            "due_text": "next month",
            "tags": "new",
            "verdict": "true",
            "credence": "0.9",
        }

        def add(rows: Rows) -> None:
            rows.append(added | {"said_on": "2025-08-01"})
            rows.append({"statement": "Five", "revises": "2", "claim_id": "9"})

        edited(file, add)
        assert counts(imported(ours, file, LATER)) == {"new": 2, "same": 3}
        four, five = card(ours, 4), card(ours, 9)
        assert (four.fields.statement, four.fields.due_end) == ("Four is here", date(2025, 9, 30))
        assert (four.verdicts[0].verdict, four.verdicts[0].occurred_on) == (Verdict.TRUE, LATER)
        assert [one.probability for one in four.credences] == [0.9]
        assert (five.fields.revises, five.fields.review_on) == (2, date(2025, 10, 1))

    def test_some_columns_are_enough_to_change_them(self, ours: Archive, tmp_path: Path) -> None:
        file = tmp_path / "tags.csv"
        file.write_text("claim_id,tags,my own column\n1,c,x\n3,d; e,\n", encoding="utf-8")
        plan = imported(ours, file, LATER)
        assert told(plan, State.CHANGED) == [("tags", "('a', 'b') → ('c',)"), ("tags", " → ('d', 'e')")]
        assert [row.name for row in plan.rows] == ["claim 1 “One”", "claim 3 “Three”"]
        assert plan.remarks == ("tags.csv: “my own column” is no column of the report and was not read",)
        assert card(ours, 3).fields.tags == ("d", "e")
        assert card(ours, 1).fields.quote == "next week"

    def test_what_is_worked_out_is_not_read(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, status="true", schedule="due", slips="7", slip_days="x", source_count="many"))
        assert counts(looked_at(ours, file, LATER)) == {"same": 3}

    def test_how_a_name_is_spelled_is_left_to_all_its_claims(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, speaker="SAM ALTMAN", tags="A; b"))
        assert counts(looked_at(ours, file, LATER)) == {"same": 3}

    def test_what_comes_to_the_same_once_it_is_read_is_no_edit(self, ours: Archive, file: Path) -> None:
        ours.run(changes.add_claim, a_claim("Four", kind=Kind.OTHER))
        claims_report(ours, file)
        alike = {"statement": " One ", "language": "", "due_edtf": "", "tags": "b;A; a", "speaker": "sam altman"}
        edited(file, set_cells(0, **alike))
        edited(file, set_cells(1, kind="Delay", notes=" \n"))
        edited(file, set_cells(2, verdict="TRUE", reason=" "))
        edited(file, set_cells(3, kind="", verdict="open"))
        plan = looked_at(ours, file, LATER)
        assert (counts(plan), plan.remarks) == ({"same": 4}, ())
        edited(file, set_cells(0, notes="mine"))
        assert told(imported(ours, file, LATER), State.CHANGED) == [("notes", " → mine")]

    @pytest.mark.parametrize("told", [{"due_text": "in May 2026"}, {"said_on": "2025-07-10"}, {"due_text": ""}])
    def test_a_review_day_that_was_chosen_stands_where_the_window_moves(
        self, ours: Archive, tmp_path: Path, told: dict[str, str]
    ) -> None:
        ours.run(bulk.snooze_claims, [1], date(2030, 1, 1))
        file = edited(claims_report(ours, tmp_path / "claims.csv"), set_cells(0, **told))
        assert [one.field for row in looked_at(ours, file, LATER).rows for one in row.differences] == [*told]
        imported(ours, file, LATER)
        assert card(ours, 1).fields.review_on == date(2030, 1, 1)

    def test_a_review_day_that_goes_with_the_missing_days_is_told(self, ours: Archive, tmp_path: Path) -> None:
        fields = read_draft({"statement": "Undated", "review_on": "2030-01-01"}, TODAY)
        number = ours.run(changes.add_claim, fields)
        file = edited(claims_report(ours, tmp_path / "claims.csv"), set_cells(number - 1, due_text="in May 2026"))
        plan = imported(ours, file, LATER)
        assert told(plan, State.CHANGED) == [("due_text", " → in May 2026"), ("review_on", "2030-01-01 → ")]
        assert card(ours, number).fields.review_on is None

    def test_what_loses_its_deadline_comes_back_when_the_settings_say(self, ours: Archive, tmp_path: Path) -> None:
        file = edited(claims_report(ours, tmp_path / "claims.csv"), set_cells(0, due_text=""))
        reading, chosen = read_file(file, Circumstances(LATER)), Conventions(review_days=200)
        plan = plan_import(ours, reading, LATER, chosen)
        assert write_import(ours, reading, Confirmed(plan), LATER, chosen) == 1
        assert card(ours, 1).fields.review_on == LATER + timedelta(days=200)

    def test_how_lines_end_in_a_file_is_no_edit(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, notes="one\ntwo", quote="three\nfour"))
        imported(ours, file, LATER)
        claims_report(ours, file)
        file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        assert counts(looked_at(ours, file, LATER)) == {"same": 3}

    def test_nothing_written_is_told_as_no_row(
        self, ours: Archive, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tracker.store.incoming.edits.edit_claims", lambda *_: None)
        edited(file, set_cells(0, notes="mine"))
        made, reading = steps(ours), read_file(file, Circumstances(LATER))
        plan = plan_import(ours, reading, LATER)
        assert counts(plan) == {"changed": 1, "same": 2}
        assert write_import(ours, reading, Confirmed(plan), LATER) == 0
        assert steps(ours) == made


@pytest.mark.parametrize("seed", [24, 58, 91])
def test_a_file_that_nobody_edited_changes_no_claim_whatever_was_done_since(
    new: Opener, tmp_path: Path, seed: int
) -> None:
    archive = new("ours")
    editor = Editor(archive, seed)

    def act() -> None:
        turn = editor.chance.choice(
            [editor.act] * 4 + [partial(archive.run, undo.undo), partial(archive.run, undo.redo)]
        )
        with suppress(TrackerError):
            turn()

    for _ in range(25):
        act()
    file = claims_report(archive, tmp_path / "claims.csv")
    for _ in range(20):
        act()
        # What was undone is not there, and a file brings it back like any other.
        assert counts(looked_at(archive, file, TODAY + timedelta(days=70))).keys() <= {"same", "new", "conflict"}


class TestConflicts:
    def test_what_both_changed_is_a_conflict(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, tags="mine", notes="mine"))
        ours.run(bulk.tag_claims, [1], ["theirs"])
        plan = imported(ours, file, LATER)
        assert [(one.field, one.is_conflict) for one in plan.rows[0].differences] == [("tags", True), ("notes", False)]
        assert counts(plan) == {"conflict": 1, "same": 2}
        assert card(ours, 1).fields.tags == ("a", "b", "theirs")
        imported(ours, file, LATER, takes_file=True)
        assert (card(ours, 1).fields.tags, card(ours, 1).fields.notes) == (("mine",), "mine")

    def test_what_only_one_of_them_changed_goes_together(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, source_title="Corrected"))
        ours.run(bulk.tag_claims, [1], ["theirs"])
        ours.run(bulk.snooze_claims, [1, 2], LATER)
        assert told(imported(ours, file, LATER), State.CHANGED) == [("source_title", "Report → Corrected")]
        fields = card(ours, 1).fields
        assert (fields.source_title, fields.tags, fields.review_on) == ("Corrected", ("a", "b", "theirs"), LATER)

    def test_a_file_that_was_not_edited_takes_nothing_back(self, ours: Archive, file: Path) -> None:
        ours.run(bulk.tag_claims, [1, 2, 3], ["theirs"], ["a"])
        ours.run(changes.add_source, 2, {"title": "A source", "quote": "at last"})
        ours.run(changes.mark_claim, 1, decided(Verdict.VOID))
        ours.run(changes.mark_claim, 3, decided(None))
        ours.run(changes.state_credence, 1, 0.1, TODAY)
        plan = imported(ours, file, LATER)
        assert counts(plan) == {"same": 3}
        assert plan.remarks == (
            "3 rows were changed here since the file was written and not in the file: what is here stays",
        )

    def test_a_name_that_was_merged_since_is_no_edit(self, ours: Archive, file: Path) -> None:
        ours.run(changes.edit_claim, 2, 1, a_claim("Two", kind=Kind.DELAY, revises=1, speaker="S. Altman"))
        claims_report(ours, file)
        ours.run(merge_names, "speaker", "S. Altman", "Sam Altman")
        assert counts(imported(ours, file, LATER)) == {"same": 3}

    @pytest.mark.parametrize("moved_on", [False, True])
    @pytest.mark.parametrize("is_back", [False, True])
    @pytest.mark.parametrize("trashed", [[1, 3], [2], [1, 2, 3]])
    def test_links_that_passed_over_the_trash_stay_as_they_are(
        self, ours: Archive, file: Path, trashed: list[int], *, is_back: bool, moved_on: bool
    ) -> None:
        ours.run(changes.edit_claim, 2, 1, a_claim("Two", kind=Kind.DELAY, revises=1, depends_on=3))
        ours.run(changes.add_claim, a_claim("Four", revises=2))
        if is_back:
            ours.run(bulk.trash_claims, trashed)
        claims_report(ours, file)
        (ours.run(bulk.restore_claims, trashed) if is_back else ours.run(bulk.trash_claims, trashed))
        if moved_on:
            ours.run(bulk.tag_claims, [4] if 2 in trashed else [2, 4], ["later"])
        before = _links(ours)
        assert "changed" not in counts(imported(ours, file, LATER))
        assert _links(ours) == before

    def test_a_decision_about_what_was_decided_anew_is_a_conflict(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(2, verdict="void"))
        ours.run(changes.mark_claim, 3, decided(Verdict.PARTIAL, reason="by somebody else"))
        with ours._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE verdict SET decided_on = '2025-08-01' WHERE verdict = 'partial'")
        plan = imported(ours, file, LATER)
        assert counts(plan) == {"conflict": 1, "same": 2}
        assert card(ours, 3).verdicts[0].verdict is Verdict.PARTIAL

    def test_what_is_in_the_trash_is_left_there(self, ours: Archive, file: Path) -> None:
        ours.run(bulk.trash_claims, [3])
        assert counts(imported(ours, file, LATER)) == {"same": 3}
        edited(file, set_cells(2, notes="mine"))
        (fault,) = faults(imported(ours, file, LATER))
        assert fault.endswith("claim_id: the claim is in the trash: tracker trash --restore 3 brings it back")

    def test_what_changed_since_it_was_looked_at_is_not_written(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, notes="mine"))
        reading = read_file(file, Circumstances(LATER))
        plan = plan_import(ours, reading, LATER)
        ours.run(changes.edit_claim, 1, 1, a_claim("One", notes="theirs"))
        before = ours.run(everything_with_moments)
        with pytest.raises(EditConflict, match="was changed meanwhile"):
            write_import(ours, reading, Confirmed(plan), LATER)
        assert ours.run(everything_with_moments) == before

    def test_another_database_is_refused_before_it_does_harm(self, ours: Archive, file: Path) -> None:
        def a_second_later(rows: Rows) -> None:
            for row in rows:
                row["created_at"] = row["created_at"].replace("2025", "2024")

        edited(file, a_second_later)
        with pytest.raises(InvalidInput, match=r"^claims.csv is of another database: its claims are not those"):
            looked_at(ours, file, LATER)


BAD = {
    "a day": ({"said_on": "soon"}, "claims.csv:2: said_on: “soon” is not a day written as 2025-07-11"),
    "no day": ({"said_on": ""}, "said_on: a claim was said on some day: it must not be empty"),
    "to come": ({"said_on": "2030-01-01"}, "said_on: 2030-01-01 is still to come"),
    "a kind": ({"kind": "realese"}, "kind: There is no kind “realese”. Did you mean “release”?"),
    "no statement": ({"statement": " "}, "statement: Write what is claimed"),
    "too long": ({"statement": "x" * 501}, "holds 501 characters: at most 500 can be kept"),
    "what acts": ({"notes": "\x1b[31m"}, "holds a control character (U+001B at character 1)"),
    "an address": ({"source_url": "example.org"}, "source_url: “example.org” is not a web address"),
    "a link": ({"revises": "99"}, "revises: there is no claim 99"),
    "a circle": ({"revises": "2"}, "revises: the claim revises itself, if one follows it on"),
    "itself": ({"depends_on": "1"}, "depends_on: the claim depends on itself"),
    "half a number": ({"revises": "1.5"}, "revises: “1.5” is not a whole number"),
    "too much": ({"credence": "101%"}, "credence: “101%” is not a probability from 0 to 1"),
    "a number": ({"revises": "two"}, "revises: “two” is not a whole number"),
    "a verdict": ({"verdict": "treu"}, "verdict: There is no verdict “treu”. Did you mean “true”?"),
    "too early": ({"verdict": "true", "occurred_on": "2024-01-01"}, "occurred_on: it was said on 2025-07-11"),
    "a share": ({"credence": "70"}, "credence: “70” is not a probability from 0 to 1"),
    "no verdict's day": (
        {"verdict": "false", "occurred_on": "2025-08-01"},
        "claims.csv:2: occurred_on: a verdict of false has no day",
    ),
    "no claim's day": ({"occurred_on": "2025-08-01"}, "claims.csv:2: occurred_on: a day needs a verdict"),
    "a reason alone": ({"reason": "a remark"}, "claims.csv:2: reason: a reason needs a verdict"),
    "evidence alone": (
        {"evidence_url": "https://example.org/proof", "verdict": "open"},
        "claims.csv:2: evidence_url: evidence needs a verdict",
    ),
    "a new one's reason": (
        {"claim_id": "9", "version": "", "reason": "a remark"},
        "claims.csv:2: reason: a reason needs a verdict",
    ),
    "a new one's day": (
        {"claim_id": "9", "version": "", "verdict": "void", "occurred_on": "2025-08-01"},
        "claims.csv:2: occurred_on: a verdict of void has no day",
    ),
    "a source's day": (
        {"verdict": "false", "evidence_quote": "never", "evidence_on": "2025-07-11"},
        "claims.csv:2: evidence_on: a day belongs to the source: edit that, or give another evidence_url",
    ),
    "a grain": ({"due_grain": "nonsense"}, "claims.csv:2: due_grain: “nonsense” is none: leave it empty, or write"),
    "an opening": ({"due_open": "bogus"}, "claims.csv:2: due_open: “bogus” is none: leave it empty, or write fuzzy,"),
    "an EDTF": ({"due_edtf": "xx"}, "due_edtf: the window's days are “2025-07-14/2025-07-20”: leave it empty"),
    "an EDTF of nothing": (
        {"due_start": "", "due_end": "", "due_edtf": "xx"},
        "claims.csv:2: due_edtf: the window has no days",
    ),
    "a new one's grain": ({"claim_id": "9", "version": "", "due_grain": "x"}, "claims.csv:2: due_grain: “x” is none"),
    "number zero": ({"claim_id": "0"}, "claims.csv:2: claim_id: a claim's number is 1 or more"),
    "a minus": ({"claim_id": "-1"}, "claims.csv:2: claim_id: a claim's number is 1 or more"),
    "backwards": ({"due_end": "2025-07-13"}, "due_end: the window would end on 2025-07-13, before it begins"),
    "no end of what is put off": (
        {"due_open": "indefinite"},
        "due_end: a deadline that is “indefinite” has no last day",
    ),
    "no end of what is withdrawn": ({"due_open": "withdrawn"}, "due_end: a deadline that is “withdrawn” has no last"),
    "no end of what is after": (
        {"due_open": "after", "due_end": "2025-08-01"},
        "claims.csv:2: due_end: a deadline that is “after” has no last day: empty due_end, or due_open",
    ),
    "decided on a day to come": (
        {"verdict": "false", "decided_on": "2099-01-01"},
        "claims.csv:2: decided_on: 2099-01-01 is still to come: a verdict needs what has happened",
    ),
    "a new one decided on a day to come": (
        {"claim_id": "9", "version": "", "verdict": "true", "decided_on": "2099-01-01"},
        "claims.csv:2: decided_on: 2099-01-01 is still to come: a verdict needs what has happened",
    ),
    "decided before it was said": (
        {"verdict": "false", "decided_on": "1950-01-01"},
        "claims.csv:2: decided_on: it was said on 2025-07-11: it cannot have been decided on 1950-01-01",
    ),
    "a new one decided before it was said": (
        {"claim_id": "9", "version": "", "verdict": "false", "decided_on": "1950-01-01"},
        "claims.csv:2: decided_on: it was said on 2025-07-11: it cannot have been decided on 1950-01-01",
    ),
    "another": ({"claim_id": "2"}, "claims.csv:2: claim_id: the claim of this number was written down at another"),
    "twice": ({"claim_id": "2", "created_at": ""}, "claims.csv:3: claim_id: line 2 tells of claim 2 too"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_told_by_line_and_column_and_nothing_is_written(ours: Archive, file: Path, case: str) -> None:
    cells, sentence = BAD[case]
    edited(file, set_cells(0, **cells))
    edited(file, set_cells(2, notes="good"))
    before = ours.run(everything_with_moments)
    plan = imported(ours, file, LATER)
    assert sentence in "\n".join(faults(plan))
    assert ours.run(everything_with_moments) == before
    imported(ours, file, LATER, keeps_good=True)
    assert card(ours, 3).fields.notes == "good"


def test_lines_are_those_of_the_file_whatever_the_cells_hold(ours: Archive, file: Path) -> None:
    edited(file, set_cells(0, notes="one\ntwo\nthree", quote="four\nfive"))
    edited(file, set_cells(1, said_on="never"))
    (fault,) = faults(looked_at(ours, file, LATER))
    assert fault.startswith("claims.csv:6: said_on:")
    assert file.read_text(encoding="utf-8").splitlines()[5].startswith("2,Two")


def test_bad_rows_are_mended_in_a_file_of_their_own(ours: Archive, file: Path, tmp_path: Path) -> None:
    edited(file, set_cells(0, said_on="never", notes="a; b\n“c”"))
    edited(file, set_cells(1, notes="good"))
    reading = read_file(file, Circumstances(LATER))
    plan = plan_import(ours, reading, LATER)
    assert put_rejects_aside(reading, plan, tmp_path / "mend.csv") == 1
    imported(ours, file, LATER, keeps_good=True)
    with (tmp_path / "mend.csv").open(encoding="utf-8", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert row["import_problem"] == "said_on: “never” is not a day written as 2025-07-11"
    assert row["notes"] == "a; b\n“c”"
    edited(tmp_path / "mend.csv", set_cells(0, said_on="2025-07-11"))
    plan = imported(ours, tmp_path / "mend.csv", LATER)
    assert (counts(plan), plan.remarks) == ({"changed": 1}, ())
    assert card(ours, 1).fields.notes == "a; b\n“c”"


def test_a_language_that_is_no_code_comes_back_and_is_not_typed_anew(new: Opener, tmp_path: Path) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(changes.add_claim, a_claim("It ships", language="Klingonisch", **due("2025-08-01", "2025-08-01")))
    file = claims_report(ours, tmp_path / "claims.csv")
    assert counts(imported(theirs, file)) == {"new": 1}
    assert claims_report(theirs, tmp_path / "again.csv").read_bytes() == file.read_bytes()
    edited(file, lambda rows: rows[0].update(language="Elbisch"))
    assert "“Elbisch” is not a language" in str(faults(looked_at(ours, file)))
    edited(file, lambda rows: rows[0].update(language="Klingonisch", notes="mine", due_text="by 2030"))
    assert counts(imported(ours, file)) == {"changed": 1}


@pytest.mark.parametrize("row", ["1,mine", "1,mine,,a,too much", "1,mine,,a,,,x"])
def test_rows_with_too_few_cells_or_too_many_are_refused_until_they_are_mended(
    ours: Archive, tmp_path: Path, row: str
) -> None:
    first, mend, again = (tmp_path / f"{name}.csv" for name in ("first", "mend", "again"))
    first.write_text(f"claim_id,notes,,tags\n{row}\n", encoding="utf-8")
    for file, rejects in ((first, mend), (mend, again)):
        reading = read_file(file, Circumstances(LATER))
        plan = plan_import(ours, reading, LATER)
        assert counts(plan) == {"bad": 1}
        put_rejects_aside(reading, plan, rejects)
        header, refused = list(csv.reader(rejects.read_text(encoding="utf-8").splitlines()))
        assert header == ["import_problem", "claim_id", "notes", "", "tags"]
        assert refused[0].startswith("the row has ")
        assert refused[1:] == row.split(",")
    again.write_text(again.read_text(encoding="utf-8").replace(row, "1,mine,,a; b"), encoding="utf-8")
    assert told(imported(ours, again, LATER), State.CHANGED) == [("notes", " → mine")]


def test_another_report_does_not_come_back(ours: Archive, tmp_path: Path) -> None:
    claims_report(ours, tmp_path / "verdicts.csv", "verdicts")
    with pytest.raises(InvalidInput, match="is the report “verdicts”: only the report “claims” comes back"):
        looked_at(ours, tmp_path / "verdicts.csv")


@pytest.mark.parametrize(
    ("cell", "manner"),
    [
        *(
            (cell, "")
            for cell in ("23/04/2025", "23/04/25", "23.04.25", "23 April 2025", "23. April 2025", "2025/4/23")
        ),
        *(("04/03/25", order) for order in ("dmy", "mdy")),
        ("04.03.25", "dmy"),
    ],
)
def test_days_are_read_in_whatever_way_a_spreadsheet_writes_them(
    ours: Archive, file: Path, cell: str, manner: str
) -> None:
    edited(file, set_cells(0, said_on=cell, source_published_on=cell))
    edited(file, set_cells(2, occurred_on="July 11, 2025"))
    day = {"": date(2025, 4, 23), "dmy": date(2025, 3, 4), "mdy": date(2025, 4, 3)}[manner]
    assert told(imported(ours, file, LATER, day_order=manner), State.CHANGED) == [
        ("said_on", f"2025-07-11 → {day}"),
        ("source_published_on", f" → {day}"),
    ]


AS_A_SPREADSHEET = {
    "in June 2026": ["Jun-26", "juin-26", "Jun 26", "Juni 26", "juin 2026", "June 2026", " Jun-26 "],
    "in December 2025": ["Dec-25", "déc.-25", "déc-25", "Dez 25"],
    "in May 2026": ["May-26", "mai-26", "Mai 26"],
    "on 23 October 2025": [
        *("23/10/2025", "23.10.2025", "10/23/2025", "23/10/25", "2025/10/23", "2025-10-23 00:00:00"),
        *("23 October 2025", "23. Oktober 2025", "23 octobre 2025", "23 Oct 2025"),
    ],
}


@pytest.mark.parametrize(
    ("due_text", "cell"), [(text, cell) for text, cells in AS_A_SPREADSHEET.items() for cell in cells]
)
def test_the_short_form_of_a_window_is_read_in_whatever_way_a_spreadsheet_writes_it(
    new: Opener, tmp_path: Path, due_text: str, cell: str
) -> None:
    archive = new()
    archive.run(changes.add_claim, a_claim("One", due_text=due_text, **window_fields(due_text, TODAY, "en")[0]))
    file = claims_report(archive, tmp_path / "claims.csv")
    edited(file, set_cells(0, due_edtf=cell))
    assert counts(looked_at(archive, file, LATER)) == {"same": 1}
    edited(file, set_cells(0, due_end="2026-12-31"))
    assert faults(looked_at(archive, file, LATER)) == []
    edited(file, set_cells(0, due_edtf="Jul-26"))
    assert "claims.csv:2: due_edtf: the window's days are" in str(faults(looked_at(archive, file, LATER)))


@pytest.mark.parametrize("cell", ["04/03/2025", "04/03/25"])
def test_a_day_that_can_be_read_as_two_is_asked_about(ours: Archive, file: Path, cell: str) -> None:
    edited(file, set_cells(0, said_on=cell))
    (fault,) = faults(looked_at(ours, file, LATER))
    assert fault.startswith(f"claims.csv:2: said_on: “{cell}” can be read as two days: ")


def test_a_day_with_dots_is_read_without_being_asked_about(ours: Archive, file: Path) -> None:
    edited(file, set_cells(0, said_on="04.03.25"))
    assert told(imported(ours, file, LATER), State.CHANGED) == [("said_on", "2025-07-11 → 2025-03-04")]


def test_what_one_day_tells_of_the_order_counts_for_all(ours: Archive, file: Path) -> None:
    edited(file, set_cells(0, said_on="04/03/25", source_published_on="23/04/25"))
    changes_told = [("said_on", "2025-07-11 → 2025-03-04"), ("source_published_on", " → 2025-04-23")]
    assert told(looked_at(ours, file, LATER), State.CHANGED) == changes_told


class TestSaidTwice:
    """Rows without a number are new claims, however alike: that they are is told, and nothing is dropped."""

    def test_a_row_that_is_imported_twice_is_told_of(self, ours: Archive, tmp_path: Path) -> None:
        file = tmp_path / "more.csv"
        file.write_text("claim_id,statement,speaker,said_on\n,Four,Ada,2025-08-01\n", encoding="utf-8")
        plan = imported(ours, file, LATER)
        assert (counts(plan), plan.remarks) == ({"new": 1}, ())
        file.write_text("claim_id,statement,speaker,said_on\n,Four, ADA,2025-08-01\n", encoding="utf-8")
        plan = imported(ours, file, LATER)
        assert (counts(plan), plan.remarks) == (
            {"new": 1},
            ("1 new row says the very same as another claim, in statement, speaker and day: line 2 as claim 4",),
        )

    def test_rows_that_say_the_same_are_told_of(self, ours: Archive, tmp_path: Path) -> None:
        file = tmp_path / "more.csv"
        rows = [",Four,Ada,2025-08-01"] * 8 + [",Four,Bo,2025-08-01", ",Four,Ada,2025-08-02"]
        file.write_text("\n".join(["claim_id,statement,speaker,said_on", *rows]), encoding="utf-8")
        plan = looked_at(ours, file, LATER)
        assert counts(plan) == {"new": 10}
        alike = ", ".join(f"line {line} as line 2" for line in range(3, 8))
        told_of = f"7 new rows say the very same as another claim, in statement, speaker and day: {alike}, and 2 more"
        assert plan.remarks == (told_of,)

    def test_claims_that_were_handed_out_alike_come_back_without_a_word(
        self, ours: Archive, new: Opener, file: Path
    ) -> None:
        ours.run(changes.add_claim, a_claim("Three"))
        assert imported(new("theirs"), claims_report(ours, file), LATER).remarks == ()


def test_a_slip_in_a_number_does_not_set_those_of_all_claims_to_come(ours: Archive, tmp_path: Path) -> None:
    file = tmp_path / "typed.csv"
    file.write_text("claim_id,statement\n2000000000,Far beyond\n40,Some numbers on\n", encoding="utf-8")
    told = imported(ours, file, LATER)
    assert faults(told) == ["typed.csv:2: claim_id: there is no claim of this number: leave it empty for a new claim"]
    assert [row.state for row in told.rows] == [State.BAD, State.NEW]
