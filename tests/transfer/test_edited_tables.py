"""An export that was edited before it came back: what is new, what changed, and who changed it."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import a_claim
from tests.transfer.doing import claims_report, counts, edited, faults, imported, looked_at, set_cells, steps, told
from tests.transfer.samples import TODAY, everything_with_moments
from tracker.claims.decisions import Decision
from tracker.claims.drafts import read_draft
from tracker.claims.sources import SourceFields
from tracker.claims.vocabulary import Verdict
from tracker.errors import EditConflict, InvalidInput
from tracker.store import bulk, changes, queries, sources, undo
from tracker.store.archive import Archive
from tracker.store.articles import ReadText, Span
from tracker.store.incoming.plan import State
from tracker.store.passages import keep_claims, skip_passages
from tracker.transfer.everything import export_everything

if TYPE_CHECKING:
    from pathlib import Path

    from tests.transfer.conftest import Opener
    from tests.transfer.doing import Rows


@pytest.fixture
def ours(new: Opener) -> Archive:
    """Three claims with a speaker, a source and tags."""
    archive = new("ours")
    archive.run(changes.add_claim, a_claim("One", tags=("a", "b"), source_title="Report", quote="word for word"))
    archive.run(changes.add_claim, a_claim("Two", revises=1, subject="Models"))
    archive.run(changes.add_claim, a_claim("Three", speaker="OpenAI"))
    archive.run(changes.state_credence, 1, 0.7, TODAY)
    return archive


@pytest.fixture
def out(ours: Archive, tmp_path: Path) -> Path:
    export_everything(ours, tmp_path / "out")
    return tmp_path / "out"


def set_cell(row: int, column: str, cell: str) -> Any:
    """An edit of one cell, rows counted from 0."""
    return lambda rows: rows[row].update({column: cell})


def test_an_edited_cell_is_shown_and_written_as_one_step(ours: Archive, out: Path) -> None:
    edited(out / "claim.csv", set_cell(1, "statement", "=Two, or so"))
    edited(out / "speaker.csv", set_cell(0, "name", "Sam  Altman"))
    before, made = ours.run(everything_with_moments), steps(ours)
    plan = imported(ours, out)
    assert counts(plan) == {"changed": 2, "same": 11}
    assert told(plan, State.CHANGED) == [("name", "Sam Altman → Sam  Altman"), ("statement", "Two → =Two, or so")]
    assert [row.name for row in plan.rows] == ["speaker 1 “Sam  Altman”", "claim 2 “=Two, or so”"]
    assert ours.run(queries.claim_card, 2, TODAY).fields.statement == "=Two, or so"
    assert steps(ours) == made + 1
    assert ours.run(undo.undo) == "import 2 changed rows of out"
    after = ours.run(everything_with_moments)
    assert [row["statement"] for row in after["claim"]] == [row["statement"] for row in before["claim"]]


def test_of_several_names_that_are_taken_back_the_one_is_told_that_is_taken_by_now(ours: Archive, out: Path) -> None:
    edited(out / "speaker.csv", set_cell(0, "name", "S. Altman"))
    edited(out / "speaker.csv", set_cell(1, "name", "The maker"))
    imported(ours, out)
    with Archive.open(str(ours.place.path), user="bo") as bo:
        bo.run(changes.add_claim, a_claim("Four", speaker="OpenAI"))
    with pytest.raises(EditConflict, match=r"^The speaker “OpenAI” was made anew since then: "):
        ours.run(undo.undo)


def test_what_a_file_brought_back_meanwhile_is_made_again_only_where_it_is_the_same(ours: Archive, out: Path) -> None:
    edited(out / "credence.csv", set_cell(0, "probability", "0.6"))
    ours.run(undo.undo)
    with Archive.open(str(ours.place.path), user="bo") as bo:
        imported(bo, out)
        with pytest.raises(EditConflict, match="was made anew since then by bo"):
            ours.run(undo.redo)
        edited(out / "credence.csv", set_cell(0, "probability", "0.7"))
        imported(bo, out, takes_file=True)
    ours.run(undo.redo)
    assert [one.probability for one in ours.run(queries.claim_card, 1, TODAY).credences] == [0.7]


def test_rows_that_are_added_point_to_each_other(ours: Archive, out: Path) -> None:
    edited(out / "speaker.csv", lambda rows: rows.append({"id": "9", "name": "Ada"}))
    edited(out / "claim.csv", add_claim(id="12", statement="Twelve", speaker_id="9", revises_id="11"))
    edited(out / "claim.csv", add_claim(id="11", statement="Eleven", speaker_id="9", revises_id="2"))
    assert counts(imported(ours, out)) == {"new": 3, "same": 13}
    card = ours.run(queries.claim_card, 12, TODAY)
    assert (card.fields.speaker, card.version, len(card.thread.steps)) == ("Ada", 1, 4)
    assert ours.run(changes.add_claim, a_claim("The next")) == 13


def add_claim(**cells: str) -> Any:
    """An edit that adds a claim at the end, as somebody types one in."""
    usual = {"kind": "release", "said_on": TODAY.isoformat(), "language": "en"}
    return lambda rows: rows.append(usual | cells)


def test_what_is_missing_in_a_file_stays(ours: Archive, out: Path) -> None:
    edited(out / "claim.csv", lambda rows: rows.pop(0))
    (out / "tag.csv").unlink()
    edited(out / "source.csv", lambda rows: [row.pop("title") for row in rows])
    assert list(counts(imported(ours, out))) == ["same"]


class TestConflicts:
    def test_what_both_changed_is_a_conflict_and_stays_unless_the_file_is_to_count(
        self, ours: Archive, out: Path
    ) -> None:
        edited(out / "claim.csv", set_cell(0, "statement", "From the file"))
        ours.run(changes.edit_claim, 1, 1, a_claim("From here", tags=("a", "b"), source_title="Report", quote="q"))
        plan = imported(ours, out)
        assert told(plan, State.CONFLICT) == [("statement", "From here → From the file")]
        assert [one.is_conflict for one in plan.rows[0].differences] == [True]
        assert ours.run(queries.claim_card, 1, TODAY).fields.statement == "From here"
        imported(ours, out, takes_file=True)
        assert ours.run(queries.claim_card, 1, TODAY).fields.statement == "From the file"

    def test_what_only_one_of_them_changed_goes_together(self, ours: Archive, out: Path) -> None:
        edited(out / "claim.csv", set_cell(0, "notes", "From the file"))
        ours.run(changes.edit_claim, 1, 1, a_claim("From here", tags=("a", "b"), source_title="Report", quote="q"))
        assert told(imported(ours, out), State.CHANGED) == [("notes", " → From the file")]
        fields = ours.run(queries.claim_card, 1, TODAY).fields
        assert (fields.statement, fields.notes) == ("From here", "From the file")

    def test_a_file_that_was_not_edited_takes_nothing_back(self, ours: Archive, out: Path) -> None:
        ours.run(changes.edit_claim, 1, 1, a_claim("From here", tags=("c",)))
        ours.run(sources.edit_source, 1, 1, SourceFields(title="Another title"))
        ours.run(bulk.trash_claims, [2])
        plan = imported(ours, out)
        assert list(counts(plan)) == ["same"]
        assert plan.remarks == (
            "6 rows were changed here since the file was written and not in the file: what is here stays",
        )

    def test_what_was_deleted_here_and_edited_there_is_a_conflict(self, ours: Archive, out: Path) -> None:
        ours.run(changes.edit_claim, 1, 1, a_claim("One", tags=("a",), source_title="Report", quote="word for word"))
        edited(out / "claim_tag.csv", set_cell(1, "claim_id", "3"))
        assert told(imported(ours, out), State.CONFLICT) == [("claim_id", "1 → 3")]
        assert ours.run(queries.claim_card, 3, TODAY).fields.tags == ()
        imported(ours, out, takes_file=True)
        assert ours.run(queries.claim_card, 3, TODAY).fields.tags == ("b",)

    def test_what_went_by_undo_is_new_again(self, ours: Archive, out: Path) -> None:
        ours.run(undo.undo)
        assert counts(imported(ours, out))["new"] == 1
        assert [one.probability for one in ours.run(queries.claim_card, 1, TODAY).credences] == [0.7]

    def test_without_a_history_that_knows_what_differs_is_a_conflict(
        self, ours: Archive, new: Opener, out: Path, tmp_path: Path
    ) -> None:
        theirs = new("theirs")
        ours.run(changes.edit_claim, 1, 1, a_claim("From here", tags=("a", "b"), source_title="Report", quote="q"))
        export_everything(ours, tmp_path / "later")
        imported(theirs, tmp_path / "later")
        plan = looked_at(theirs, out)
        assert counts(plan)["conflict"] == 2
        assert told(plan, State.CONFLICT) == [("statement", "From here → One"), ("quote", "q → word for word")]

    def test_a_row_without_its_version_is_taken_as_it_is(self, ours: Archive, out: Path) -> None:
        ours.run(changes.edit_claim, 1, 1, a_claim("From here", tags=("a", "b"), source_title="Report", quote="q"))
        edited(out / "claim.csv", set_cell(0, "version", ""))
        assert told(looked_at(ours, out), State.CHANGED) == [("statement", "From here → One")]


def test_a_form_that_was_opened_before_notices_what_was_imported_around_the_claim(ours: Archive, out: Path) -> None:
    edited(out / "citation.csv", set_cell(0, "quote", "other words"))
    edited(out / "claim_tag.csv", lambda rows: rows.append({"id": "7", "claim_id": "3", "tag_id": "1"}))
    before = [ours.run(queries.claim_card, number, TODAY).version for number in (1, 2, 3)]
    imported(ours, out)
    after = [ours.run(queries.claim_card, number, TODAY).version for number in (1, 2, 3)]
    assert [now - was for was, now in zip(before, after, strict=True)] == [1, 0, 1]


def test_a_form_and_a_report_from_before_put_no_name_back_that_was_imported(ours: Archive, out: Path) -> None:
    card = ours.run(queries.claim_card, 2, TODAY)
    report = claims_report(ours, out.with_name("claims.csv"))
    edited(out / "speaker.csv", set_cell(0, "name", "Samuel H. Altman"))
    edited(out / "subject.csv", set_cell(0, "name", "Open models"))
    edited(out / "tag.csv", set_cell(0, "name", "first"))
    assert counts(imported(ours, out))["changed"] == 3
    renamed = ours.run(everything_with_moments)
    assert [row["version"] > 1 for row in renamed["claim"]] == [True, True, False]
    with pytest.raises(EditConflict, match="Claim 2 was changed by somebody else"):
        ours.run(changes.edit_claim, 2, card.version, card.fields)
    assert list(counts(imported(ours, report))) == ["same"]
    assert ours.run(everything_with_moments) == renamed


def test_a_report_from_before_gives_no_claim_back_what_was_moved_to_another(ours: Archive, out: Path) -> None:
    report = claims_report(ours, out.with_name("claims.csv"))
    edited(out / "citation.csv", set_cell(0, "claim_id", "3"))
    edited(out / "claim_tag.csv", set_cell(1, "claim_id", "3"))
    before = [ours.run(queries.claim_card, number, TODAY).version for number in (1, 2, 3)]
    assert counts(imported(ours, out))["changed"] == 2
    moved = ours.run(everything_with_moments)
    assert [row["version"] - was for row, was in zip(moved["claim"], before, strict=True)] == [1, 0, 1]
    assert list(counts(imported(ours, report))) == ["same"]
    assert ours.run(everything_with_moments) == moved


def test_an_export_of_another_database_is_refused_before_it_does_harm(new: Opener, ours: Archive, out: Path) -> None:
    other = new("other")
    other.run(changes.add_claim, a_claim("Something else altogether"))
    other_at_another_moment(other)
    before = other.run(everything_with_moments)
    with pytest.raises(InvalidInput, match=r"speaker\.csv:2 is of another database: its speaker 1 is not the one"):
        imported(other, out)
    assert other.run(everything_with_moments) == before


def other_at_another_moment(archive: Archive) -> None:
    """All rows as if they had been written down a year later."""
    with archive._engine.begin() as connection:
        for table in ("speaker", "claim"):
            connection.exec_driver_sql(f"UPDATE {table} SET created_at = '2026-07-11T12:00:00.000000Z'")  # noqa: S608


def rows_of(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


class TestSpreadsheets:
    @pytest.mark.parametrize(
        ("style", "manner"),
        [("%d/%m/%Y", ""), ("%d.%m.%Y", ""), ("%m/%d/%Y", "mdy"), ("%Y-%m-%d 00:00:00", "")],
    )
    def test_days_in_their_manner_are_still_the_same(self, ours: Archive, out: Path, style: str, manner: str) -> None:
        def reformat(rows: Rows) -> None:
            for row in rows:
                day = row["said_on"]
                year, month, number = day.split("-")
                row["said_on"] = style.replace("%Y", year).replace("%m", month).replace("%d", number)
            rows[0]["review_on"] = style.replace("%Y", "2025").replace("%m", "12").replace("%d", "24")

        edited(out / "claim.csv", reformat)
        plan = imported(ours, out, day_order=manner)
        assert told(plan, State.CHANGED) == [("review_on", " → 2025-12-24")]

    def test_a_day_that_can_be_read_as_two_is_asked_about(self, ours: Archive, out: Path) -> None:
        edited(out / "claim.csv", set_cell(0, "said_on", "7/11/2025"))
        (fault,) = faults(looked_at(ours, out))
        assert fault == "claim.csv:2: : “7/11/2025” can be read as two days: say --dates dmy or --dates mdy"
        assert list(counts(looked_at(ours, out, day_order="mdy"))) == ["same"]
        assert counts(looked_at(ours, out, day_order="dmy"))["bad"] == 1  # it is still to come

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("delimiter", [";", "\t"])
    def test_their_delimiters_and_encodings_are_told(
        self, ours: Archive, out: Path, encoding: str, delimiter: str
    ) -> None:
        edited(out / "claim.csv", set_cell(0, "notes", "ça\nmarche, oui; “non”"))
        imported(ours, out)
        export_everything(ours, out, force=True)
        rows = rows_of(out / "claim.csv")
        with (out / "claim.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, rows[0], delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
        assert list(counts(looked_at(ours, out))) == ["same"]

    @pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
    def test_how_they_end_lines_is_no_edit(self, ours: Archive, new: Opener, out: Path, ending: bytes) -> None:
        edited(out / "claim.csv", set_cell(0, "notes", "one\ntwo"))
        imported(ours, out)
        export_everything(ours, out, force=True)
        for file in out.glob("*.csv"):
            file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ending))
        assert list(counts(looked_at(ours, out))) == ["same"]
        theirs = new("theirs")
        imported(theirs, out)
        assert theirs.run(everything_with_moments) == ours.run(everything_with_moments)

    def test_lines_that_are_kept_with_other_ends_are_the_same(self, ours: Archive, out: Path) -> None:
        with ours._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE claim SET notes = 'one' || char(13) || char(10) || 'two' WHERE id = 1")
        export_everything(ours, out, force=True)
        assert list(counts(looked_at(ours, out))) == ["same"]


BAD = {
    "a number": ("claim.csv", set_cell(0, "id", "one"), "claim.csv:2: id: “one” is not a whole number"),
    "no number": ("claim.csv", set_cell(0, "id", ""), "claim.csv:2: id: it must not be empty"),
    "too large": (
        "claim.csv",
        set_cell(0, "id", "99999999999"),
        "claim.csv:2: id: “99999999999” is not a whole number",
    ),
    "a grain": ("claim.csv", set_cell(0, "due_grain", "nonsense"), "claim.csv:2: due_grain: “nonsense” is none"),
    "an opening": ("claim.csv", set_cell(0, "due_open", "bogus"), "claim.csv:2: due_open: “bogus” is none"),
    "an EDTF": ("claim.csv", set_cell(0, "due_edtf", "xx"), "claim.csv:2: due_edtf: the window has no days"),
    "number zero": ("claim.csv", set_cell(0, "id", "0"), "claim.csv:2: id: a row's number is 1 or more"),
    "a minus": ("tag.csv", set_cell(0, "id", "-1"), "tag.csv:2: id: a row's number is 1 or more"),
    "twice": ("claim.csv", set_cell(1, "id", "1"), "claim.csv:3: id: line 2 has the number 1 too"),
    "a day": ("claim.csv", set_cell(0, "said_on", "soon"), "claim.csv:2: said_on: “soon” is not a day written as"),
    "no day": ("claim.csv", set_cell(0, "said_on", ""), "claim.csv:2: said_on: it must not be empty"),
    "February": ("claim.csv", set_cell(0, "said_on", "30.02.2025"), "“30.02.2025” is not a day of the calendar"),
    "a code": ("claim.csv", set_cell(0, "kind", "realese"), "Did you mean “release”?"),
    "a moment": ("claim.csv", set_cell(0, "created_at", "today"), "claim.csv:2: created_at: “today” is not a moment"),
    "too long": ("claim.csv", set_cell(0, "statement", "x" * 501), "holds 501 characters: at most 500 can be kept"),
    "a link": ("claim.csv", set_cell(0, "revises_id", "77"), "claim.csv:2: revises_id: there is no claim 77"),
    "itself": ("claim.csv", set_cell(0, "revises_id", "1"), "revises_id: the claim revises itself"),
    "a circle": ("claim.csv", set_cell(0, "revises_id", "2"), "revises_id: the claim revises itself, if one follows"),
    "too early": ("claim.csv", set_cell(1, "said_on", "2025-07-01"), "would revise claim 1 of 2025-07-11"),
    "too late": ("claim.csv", set_cell(0, "said_on", "2025-07-12"), "claim 2 of 2025-07-11 would revise claim 1"),
    "backwards": (
        "claim.csv",
        lambda rows: rows[0].update(due_start="2025-08-02", due_end="2025-08-01"),
        "claim.csv:2: due_end: the window would end on 2025-08-01, before it begins",
    ),
    "no statement": ("claim.csv", set_cell(0, "statement", " "), "claim.csv:2: statement: it must not be empty"),
    "said tomorrow": (
        "claim.csv",
        set_cell(2, "said_on", "2099-01-01"),
        "claim.csv:4: said_on: 2099-01-01 is still to come",
    ),
    "a script": ("source.csv", set_cell(0, "url", "javascript:alert(1)"), "url: “javascript:alert(1)” is not a web"),
    "a file": (
        "source.csv",
        set_cell(0, "archive_url", "file:///etc/passwd"),
        "source.csv:2: archive_url: “file:///etc/passwd” is not a web address",
    ),
    "stated tomorrow": (
        "credence.csv",
        set_cell(0, "stated_on", "2099-01-01"),
        "credence.csv:2: stated_on: 2099-01-01 is still to come",
    ),
    "no end of what is put off": (
        "claim.csv",
        lambda rows: rows[0].update(due_end="2025-08-01", due_open="indefinite"),
        "claim.csv:2: due_end: a deadline that is “indefinite” has no last day: empty due_end, or due_open",
    ),
    "a name": ("speaker.csv", set_cell(1, "name", "SAM altman"), "speaker.csv:3: name: only one row can have it"),
    "an owner": ("citation.csv", set_cell(0, "claim_id", "8"), "citation.csv:2: claim_id: there is no claim 8"),
    "a share": ("credence.csv", set_cell(0, "probability", "70"), "probability: a probability lies between 0 and 1"),
    "a figure": ("credence.csv", set_cell(0, "probability", "nan"), "“nan” is not a number such as 0.7"),
    "a tag": (
        "claim_tag.csv",
        lambda rows: rows.append({"id": "9", "claim_id": "1", "tag_id": "2"}),
        "claim_tag.csv:4: claim_id: only one row can have it, and row 2 has it here",
    ),
    "what is needed": (
        "verdict.csv",
        lambda rows: rows.append({"id": "1", "claim_id": "1", "verdict": "true"}),
        "verdict.csv:2: decided_on: it is missing, and a new row needs it",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_told_by_file_line_and_column_and_nothing_is_written(
    ours: Archive, out: Path, case: str
) -> None:
    name, edit, sentence = BAD[case]
    edited(out / name, edit)
    before = ours.run(everything_with_moments)
    plan = imported(ours, out, TODAY + timedelta(days=1))
    assert sentence in "\n".join(faults(plan))
    assert ours.run(everything_with_moments) == before
    imported(ours, out, keeps_good=True)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (set_cell(3, "due_end", "2025-07-19"), "due_edtf: the window's days are “2025-07-14/2025-07-19”"),
        (set_cell(3, "due_text", "soon"), "due_rule: it says how the deadline was read before: empty it, or write"),
    ],
)
def test_a_deadline_that_is_edited_keeps_no_reading_of_other_words_or_days(
    ours: Archive, tmp_path: Path, edit: Any, sentence: str
) -> None:
    ours.run(changes.add_claim, read_draft({"statement": "It ships", "due_text": "next week"}, TODAY))
    export_everything(ours, tmp_path / "out")
    edited(tmp_path / "out" / "claim.csv", edit)
    assert sentence in "\n".join(faults(imported(ours, tmp_path / "out")))


class TestDaysOfDecisions:
    @pytest.fixture
    def out(self, ours: Archive, tmp_path: Path) -> Path:
        """An export with a claim that came true on the day on which it was said."""
        ours.run(changes.mark_claim, 1, Decision(Verdict.TRUE, TODAY, TODAY))
        export_everything(ours, tmp_path / "out")
        return tmp_path / "out"

    @pytest.mark.parametrize(
        ("column", "day", "sentence"),
        [
            ("occurred_on", "2099-01-01", "2099-01-01 is still to come"),
            ("decided_on", "2099-01-01", "2099-01-01 is still to come"),
            ("occurred_on", "1950-01-01", "it was said on 2025-07-11: it cannot have come true on 1950-01-01"),
            ("decided_on", "1950-01-01", "it was said on 2025-07-11: it cannot have been decided on 1950-01-01"),
        ],
    )
    def test_none_is_still_to_come_or_before_the_claim_was_said(
        self, ours: Archive, out: Path, column: str, day: str, sentence: str
    ) -> None:
        edited(out / "verdict.csv", set_cell(0, column, day))
        before = ours.run(everything_with_moments)
        assert faults(imported(ours, out)) == [f"verdict.csv:2: {column}: {sentence}"]
        assert ours.run(everything_with_moments) == before

    def test_a_claim_that_is_new_in_the_same_file_was_said_on_its_day_too(self, ours: Archive, out: Path) -> None:
        decided = {"id": "9", "claim_id": "9", "verdict": "false", "decided_on": "2025-07-10"}
        edited(out / "claim.csv", add_claim(id="9", statement="Nine"))
        edited(out / "verdict.csv", lambda rows: rows.append(decided))
        assert faults(looked_at(ours, out)) == [
            "verdict.csv:3: decided_on: it was said on 2025-07-11: it cannot have been decided on 2025-07-10"
        ]

    def test_what_holds_only_in_part_may_have_been_so_before(self, ours: Archive, out: Path) -> None:
        edited(out / "verdict.csv", set_cells(0, verdict="partial", occurred_on="2025-07-10"))
        assert counts(imported(ours, out))["changed"] == 1


def test_what_the_program_handed_out_itself_comes_back_into_an_empty_database(new: Opener, out: Path) -> None:
    edited(out / "claim.csv", set_cell(2, "said_on", "2099-01-01"))
    edited(out / "source.csv", set_cell(0, "url", "example.org"))
    theirs = new("theirs")
    assert list(counts(imported(theirs, out))) == ["new"]
    assert theirs.run(queries.claim_card, 1, TODAY).fields.source_url == "example.org"


class TestArticles:
    @pytest.fixture
    def out(self, ours: Archive, tmp_path: Path) -> Path:
        """An export with an article, a claim that it makes, and a passage that makes none."""
        text = "The model ships next week.\n\n“=It is late”, he said."
        digest = hashlib.sha256(text.encode()).hexdigest()
        read = ReadText(text, digest, "article.txt", SourceFields(title="An article"))
        ours.run(keep_claims, read, [(Span(0, 26), a_claim("The model ships", source_title="An article"))])
        ours.run(skip_passages, read, [Span(28, 42)])
        export_everything(ours, tmp_path / "out")
        return tmp_path / "out"

    def test_they_come_back_with_what_was_decided(self, new: Opener, ours: Archive, out: Path) -> None:
        theirs = new("theirs")
        imported(theirs, out)
        assert theirs.run(everything_with_moments) == ours.run(everything_with_moments)
        assert len(theirs.run(everything_with_moments)["passage"]) == 2
        theirs.run(undo.undo)
        assert theirs.run(everything_with_moments)["article"] == []

    def test_their_text_stays_as_it_was_read(self, ours: Archive, out: Path) -> None:
        edited(out / "article.csv", set_cell(0, "text", "Another text"))
        edited(out / "passage.csv", set_cell(0, "ends_at", "-1"))
        assert [fault.partition(": ")[0] for fault in faults(imported(ours, out))] == ["article.csv:2", "passage.csv:2"]


def test_a_row_that_needs_a_bad_one_is_bad_too(ours: Archive, out: Path) -> None:
    edited(out / "claim.csv", add_claim(id="11", statement="Eleven", kind="no such kind"))
    edited(out / "claim.csv", add_claim(id="12", statement="Twelve", revises_id="11"))
    edited(out / "claim.csv", add_claim(id="13", statement="Thirteen", revises_id="12"))
    edited(out / "claim.csv", add_claim(id="14", statement="Fourteen"))
    plan = imported(ours, out, keeps_good=True)
    assert counts(plan) == {"bad": 3, "new": 1, "same": 13}
    assert [fault.rpartition(": ")[2] for fault in faults(plan)][1:] == ["there is no claim 11", "there is no claim 12"]
    assert [row["id"] for row in ours.run(everything_with_moments)["claim"]] == [1, 2, 3, 14]


def test_what_json_cannot_mean_is_told(ours: Archive, tmp_path: Path) -> None:
    export_everything(ours, tmp_path / "out", format="jsonl")
    file = tmp_path / "out" / "claim.jsonl"
    told_lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    told_lines[0]["statement"] = ["a list"]
    told_lines[1]["notes"] = "half \ud800"
    told_lines[2] |= {"notes": "nothing \0", "said_on": None}
    told_lines.append({"statement": "no number"})
    file.write_text("\n".join(map(json.dumps, told_lines)), encoding="utf-8")
    assert faults(looked_at(ours, tmp_path / "out")) == [
        "claim.jsonl:1: statement: it must be a single value",
        "claim.jsonl:2: notes: it holds half a character",
        "claim.jsonl:3: said_on: it must not be empty",
        "claim.jsonl:3: notes: it holds a null character",
        "claim.jsonl:4: id: it is missing, and a row is known by it",
    ]


def test_a_column_that_is_not_known_is_told_of(ours: Archive, out: Path) -> None:
    edited(out / "tag.csv", lambda rows: rows)
    text = (out / "tag.csv").read_text(encoding="utf-8").replace("name,", "name,colour,", 1)
    (out / "tag.csv").write_text(text.replace("\na", "\na"), encoding="utf-8")
    rows = (out / "tag.csv").read_text(encoding="utf-8").splitlines()
    (out / "tag.csv").write_text("\n".join([rows[0], *(row.replace(",", ",,", 1) for row in rows[1:])]))
    plan = looked_at(ours, out)
    assert plan.remarks == ("tag.csv: this table has no column “colour”, which was not read",)


def test_a_probability_with_the_digits_of_a_spreadsheet_is_the_same(ours: Archive, tmp_path: Path) -> None:
    ours.run(changes.state_credence, 1, 1 / 3, TODAY)
    out = tmp_path / "thirds"
    export_everything(ours, out)
    edited(out / "credence.csv", set_cell(1, "probability", "0.333333333333333"))
    assert counts(looked_at(ours, out / "credence.csv")) == {"same": 2}


def test_a_single_file_of_an_export_comes_back_too(ours: Archive, out: Path) -> None:
    edited(out / "credence.csv", set_cell(0, "probability", "0,8"))
    plan = imported(ours, out / "credence.csv")
    assert told(plan, State.CHANGED) == [("probability", "0.7 → 0.8")]
    assert [one.probability for one in ours.run(queries.claim_card, 1, TODAY).credences] == [0.8]
