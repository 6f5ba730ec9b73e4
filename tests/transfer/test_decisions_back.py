"""Decisions and probabilities in the report “claims”: what an edit makes of them, and what an older file does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import a_claim, decided
from tests.transfer.doing import DAY_TAKEN, claims_report, counts, edited, faults, imported, looked_at, set_cells, told
from tests.transfer.samples import TODAY
from tracker.claims.deadlines import window_fields
from tracker.claims.sources import SourceFields
from tracker.claims.vocabulary import Verdict
from tracker.store import bulk, changes, queries
from tracker.store.incoming.plan import State
from tracker.store.sources import edit_source, list_sources
from tracker.store.undo import redo, undo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.transfer.conftest import Opener
    from tracker.store.archive import Archive
    from tracker.store.rows import ClaimCard

LATER = date(2025, 9, 1)
"""A day on which files are imported: some time after what they tell of."""


@pytest.fixture
def ours(new: Opener) -> Archive:
    """A claim that came true, and then did not; its probability went down as well."""
    archive = new("ours")
    archive.run(changes.add_claim, a_claim("One"))
    archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY))
    archive.run(changes.mark_claim, 1, decided(Verdict.FALSE, reason="It never came"))
    archive.run(changes.state_credence, 1, 0.7, TODAY)
    archive.run(changes.state_credence, 1, 0.5, TODAY)
    return archive


@pytest.fixture
def file(ours: Archive, tmp_path: Path) -> Path:
    return claims_report(ours, tmp_path / "claims.csv")


def card(archive: Archive, claim_id: int) -> ClaimCard:
    return archive.run(queries.claim_card, claim_id, LATER)


def test_what_was_decided_before_can_be_decided_again(ours: Archive, file: Path) -> None:
    edited(file, set_cells(0, verdict="true", occurred_on=TODAY.isoformat(), reason=""))
    plan = imported(ours, file, LATER)
    assert (counts(plan), plan.remarks) == ({"changed": 1}, ())
    assert told(plan, State.CHANGED) == [
        ("verdict", "false → true"),
        ("occurred_on", " → 2025-07-11"),
        ("reason", "It never came → "),
    ]
    newest = card(ours, 1).verdicts[0]
    assert (newest.verdict, newest.occurred_on, newest.reason) == (Verdict.TRUE, TODAY, "")


def test_without_its_version_a_row_is_taken_as_it_is(ours: Archive, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("claim_id,verdict,credence\n1,true,0.7\n", encoding="utf-8")
    assert counts(imported(ours, file, LATER)) == {"changed": 1}
    assert card(ours, 1).verdicts[0].verdict is Verdict.TRUE
    assert [one.probability for one in card(ours, 1).credences] == [0.7, 0.5, 0.7]


def test_an_edit_that_may_as_well_be_an_older_file_is_contested(ours: Archive, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("claim_id,version,verdict\n1,1,true\n", encoding="utf-8")
    contested = [("verdict", "false → true"), ("occurred_on", " → 2025-09-01")]
    assert told(imported(ours, file, LATER), State.CONFLICT) == contested
    assert card(ours, 1).verdicts[0].verdict is Verdict.FALSE
    imported(ours, file, LATER, takes_file=True)
    assert card(ours, 1).verdicts[0].verdict is Verdict.TRUE


def test_a_version_that_is_newer_than_a_decision_tells_of_an_edit(ours: Archive, tmp_path: Path) -> None:
    ours.run(bulk.tag_claims, [1], ["a"])
    file = tmp_path / "some.csv"
    file.write_text("claim_id,version,verdict,credence\n1,2,true,0.7\n", encoding="utf-8")
    assert counts(looked_at(ours, file, LATER)) == {"changed": 1}
    file.write_text("claim_id,version,verdict,decided_on,decided_by\n1,2,,,\n", encoding="utf-8")
    assert counts(looked_at(ours, file, LATER)) == {"changed": 1}


def test_versions_of_other_claims_tell_when_a_file_was_written(ours: Archive, file: Path) -> None:
    ours.run(changes.add_claim, a_claim("Two"))
    claims_report(ours, file)
    edited(file, set_cells(0, credence="0.7"))
    assert told(looked_at(ours, file, LATER), State.CHANGED) == [("credence", "0.5 → 0.7")]
    ours.run(bulk.tag_claims, [2], ["a"])
    ours.run(changes.state_credence, 1, 0.6, TODAY)
    assert told(looked_at(ours, file, LATER), State.CONFLICT) == [("credence", "0.6 → 0.7")]


def test_a_probability_of_an_earlier_day_makes_no_file_an_older_one(ours: Archive, file: Path) -> None:
    ours.run(changes.state_credence, 1, 0.2, TODAY - timedelta(days=9))
    assert counts(looked_at(ours, file, LATER)) == {"same": 1}
    edited(file, set_cells(0, credence="0.2"))
    assert told(looked_at(ours, file, LATER), State.CHANGED) == [("credence", "0.5 → 0.2")]


@pytest.mark.parametrize("emptied", [("verdict",), ("verdict", "occurred_on", "decided_on", "decided_by", "reason")])
def test_a_decision_that_is_emptied_is_taken_back(ours: Archive, file: Path, emptied: tuple[str, ...]) -> None:
    edited(file, set_cells(0, **dict.fromkeys(emptied, "")))
    plan = imported(ours, file, LATER)
    assert (counts(plan), plan.remarks) == ({"changed": 1}, ())
    assert card(ours, 1).verdicts[0].verdict is None


def test_columns_that_are_missing_take_nothing_back(ours: Archive, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("claim_id,version,tags\n1,1,\n", encoding="utf-8")
    assert counts(looked_at(ours, file, LATER)) == {"same": 1}


def test_files_that_were_written_before_each_decision_change_nothing(new: Opener, tmp_path: Path) -> None:
    ours = new("theirs")
    ours.run(changes.add_claim, a_claim("One"))
    files = [claims_report(ours, tmp_path / "0.csv")]
    for number, verdict in enumerate((Verdict.TRUE, None, Verdict.FALSE, Verdict.TRUE), start=1):
        ours.run(changes.mark_claim, 1, decided(verdict, TODAY if verdict is Verdict.TRUE else None))
        files.append(claims_report(ours, tmp_path / f"{number}.csv"))
    ours.run(changes.mark_claim, 1, decided(Verdict.VOID, reason="It was misquoted"))
    for file in files:
        plan = imported(ours, file, LATER)
        assert (counts(plan), len(plan.remarks)) == ({"same": 1}, 1)
        edited(file, set_cells(0, verdict="partial"))
        assert counts(looked_at(ours, file, LATER)) == {"conflict": 1}
    assert card(ours, 1).verdicts[0].verdict is Verdict.VOID


PROOF = {"evidence_url": "https://example.org/proof", "evidence_quote": "It is out", "evidence_on": TODAY}


@pytest.mark.parametrize("evidence", [{}, PROOF])
@pytest.mark.parametrize("then", ["nothing", "another verdict", "a tag", "redone"])
def test_a_file_that_was_written_before_an_undo_changes_nothing(
    new: Opener, tmp_path: Path, evidence: dict[str, Any], then: str
) -> None:
    ours = new("theirs")
    ours.run(changes.add_claim, a_claim("One"))
    ours.run(changes.add_claim, a_claim("Two"))
    ours.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY, reason="It came", **evidence))
    ours.run(changes.state_credence, 2, 0.7, TODAY)
    file = claims_report(ours, tmp_path / "claims.csv")
    ours.run(undo)
    ours.run(undo)
    if then == "another verdict":
        ours.run(changes.mark_claim, 1, decided(Verdict.FALSE))
        ours.run(changes.state_credence, 2, 0.2, TODAY)
    elif then == "a tag":
        ours.run(bulk.tag_claims, [1, 2], ["a"])
    elif then == "redone":
        ours.run(redo)
        ours.run(redo)
    before = card(ours, 1).verdicts, card(ours, 2).credences
    plan = imported(ours, file, LATER)
    # Somebody may have typed the very same probability into a file that was written still earlier.
    assert [name for name, _ in told(plan, State.CONFLICT)] == ["credence"] * (then != "redone")
    assert counts(plan)["same"] == (2 if then == "redone" else 1)
    assert (card(ours, 1).verdicts, card(ours, 2).credences) == before
    edited(file, set_cells(0, verdict="partial"))
    changed = State.CHANGED if then == "redone" else State.CONFLICT
    assert told(looked_at(ours, file, LATER), changed)[0][1].endswith("→ partial")


def test_an_edit_of_a_verdict_that_was_undone_is_asked_about_as_a_whole(new: Opener, tmp_path: Path) -> None:
    ours = new("theirs")
    ours.run(changes.add_claim, a_claim("One"))
    ours.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY))
    ours.run(changes.mark_claim, 1, decided(Verdict.FALSE, reason="It never came"))
    file = claims_report(ours, tmp_path / "claims.csv")
    ours.run(undo)
    edited(file, set_cells(0, reason="It came to nothing"))
    assert told(looked_at(ours, file, LATER), State.CONFLICT) == [
        ("verdict", "true → false"),
        ("occurred_on", "2025-07-11 → "),
        ("reason", " → It came to nothing"),
    ]


def test_what_was_perhaps_undone_of_a_claim_that_is_in_the_trash_is_left_alone(new: Opener, tmp_path: Path) -> None:
    ours = new("theirs")
    ours.run(changes.add_claim, a_claim("One"))
    ours.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY))
    ours.run(changes.mark_claim, 1, decided(Verdict.FALSE, reason="It never came"))
    ours.run(changes.state_credence, 1, 0.4, TODAY)
    file = claims_report(ours, tmp_path / "claims.csv")
    ours.run(undo)
    ours.run(undo)
    ours.run(bulk.trash_claims, [1])
    assert counts(imported(ours, file, LATER)) == {"same": 1}
    edited(file, set_cells(0, credence="0.7"))
    assert list(counts(looked_at(ours, file, LATER))) == ["bad"]


def test_evidence_whose_address_was_corrected_is_no_second_verdict(new: Opener, tmp_path: Path) -> None:
    ours = new("theirs")
    ours.run(changes.add_claim, a_claim("One"))
    ours.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY, **PROOF))
    file = claims_report(ours, tmp_path / "claims.csv")
    source = ours.run(list_sources, "proof").rows[0]
    corrected = SourceFields(url="https://example.org/the-proof", published_on=TODAY)
    assert ours.run(edit_source, source.source_id, 1, corrected)
    assert list(counts(imported(ours, file, LATER))) == ["same"]
    assert len(card(ours, 1).verdicts) == 1
    edited(file, set_cells(0, reason="It came"))
    assert [name for name, _ in told(looked_at(ours, file, LATER), State.CONFLICT)] == ["reason"]


@pytest.mark.parametrize("edits", [{}, {"evidence_quote": ""}])
def test_a_verdict_that_rests_on_words_alone_is_decided_again_without_citing_anything_twice(
    new: Opener, tmp_path: Path, edits: dict[str, str]
) -> None:
    ours = new("theirs")
    ours.run(changes.add_claim, a_claim("One"))
    ours.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY, evidence_quote=" It is out "))
    file = claims_report(ours, tmp_path / "claims.csv")
    edited(file, set_cells(0, reason="Seen", **edits))
    imported(ours, file, LATER)
    assert card(ours, 1).verdicts[0].reason == "Seen"
    assert [one.quote for one in card(ours, 1).citations] == [" It is out "]


def test_a_probability_that_was_stated_before_is_not_passed_over(ours: Archive, file: Path) -> None:
    edited(file, set_cells(0, credence="0.7"))
    plan = imported(ours, file, LATER)
    assert (told(plan, State.CONFLICT), plan.remarks) == ([("credence", "0.5 → 0.7")], ())
    imported(ours, file, LATER, takes_file=True)
    assert [one.probability for one in card(ours, 1).credences] == [0.7, 0.5, 0.7]


class TestImportedAgain:
    """A row whose verdict was edited says the same once that is kept, whatever stands in its other columns."""

    EDITS = pytest.mark.parametrize(
        ("row", "verdict"),
        [(0, "false"), (0, ""), (0, "void"), (0, "partial"), (1, "true"), (1, "late"), (1, "false"), (1, "open")],
    )

    @pytest.fixture
    def ours(self, new: Opener) -> Archive:
        """A claim that came true by what somebody else found out, and one that is open."""
        archive = new("ours")
        proof = {"evidence_url": "https://example.org/proof", "evidence_quote": "It is out", "evidence_on": TODAY}
        archive.run(changes.add_claim, a_claim("One"))
        archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY, reason="It came", **proof))
        archive.run(changes.add_claim, a_claim("Two"))
        with archive._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE verdict SET decided_by = 'bo'")
        return archive

    def check(self, ours: Archive, file: Path, row: int) -> None:
        first = imported(ours, file, LATER)
        kept = card(ours, row + 1).verdicts
        again = imported(ours, file, LATER + timedelta(days=9))
        assert list(counts(again)) == ["same"]
        assert (again.remarks, card(ours, row + 1).verdicts) == ((), kept)
        assert State.CONFLICT.value not in counts(first)

    @EDITS
    def test_the_whole_report(self, ours: Archive, file: Path, row: int, verdict: str) -> None:
        edited(file, set_cells(row, verdict=verdict))
        self.check(ours, file, row)

    @EDITS
    @pytest.mark.parametrize("version", ["", "1"])
    def test_some_columns(self, ours: Archive, tmp_path: Path, row: int, verdict: str, version: str) -> None:
        file, day = tmp_path / "some.csv", "" if row else TODAY
        file.write_text(
            f"claim_id,version,verdict,occurred_on\n{row + 1},{version},{verdict},{day}\n", encoding="utf-8"
        )
        self.check(ours, file, row)

    def test_what_is_edited_besides_is_taken(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, verdict="partial"))
        imported(ours, file, LATER)
        edited(file, set_cells(0, occurred_on="2025-08-02", decided_by="cy"))
        assert told(imported(ours, file, LATER, takes_file=True), State.CONFLICT) == [
            ("occurred_on", "2025-07-11 → 2025-08-02"),
            ("decided_by", "ada → cy"),
        ]
        newest = card(ours, 1).verdicts[0]
        assert (newest.verdict, newest.occurred_on, newest.decided_by) == (Verdict.PARTIAL, date(2025, 8, 2), "cy")

    def test_new_details_of_an_open_claim_are_refused(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(0, verdict=""))
        imported(ours, file, LATER)
        edited(file, set_cells(0, reason="Another reason"))
        assert [one.partition(": ")[2] for one in faults(looked_at(ours, file, LATER))] == [
            "reason: a reason needs a verdict"
        ]


@pytest.mark.parametrize(
    ("name", "cell"), [("decided_on", "2025-08-01"), ("decided_by", "Bo"), ("reason", "It came to nothing")]
)
def test_who_decided_and_when_are_corrected_without_a_conflict(ours: Archive, file: Path, name: str, cell: str) -> None:
    edited(file, set_cells(0, **{name: cell}))
    assert [field for field, _ in told(imported(ours, file, LATER), State.CHANGED)] == [name]
    assert str(getattr(card(ours, 1).verdicts[0], name)) == cell


UNTOLD = [
    (Verdict.TRUE, "next week", date(2025, 7, 20)),
    (Verdict.TRUE, "by the end of 2026", LATER),
    *((verdict, "next week", None) for verdict in (Verdict.PARTIAL, Verdict.LATE, Verdict.FALSE, Verdict.VOID)),
]


@pytest.mark.parametrize(("verdict", "due_text", "expected"), UNTOLD)
class TestDaysUntold:
    """When something came true that no day is told of is worked out alike for every file, and never contradicts it."""

    def test_of_a_new_claim(
        self, new: Opener, tmp_path: Path, verdict: Verdict, due_text: str, expected: date | None
    ) -> None:
        header, row = "statement,said_on,due_text,verdict", f"It ships,{TODAY},{due_text},{verdict.value}"
        for name, lines in {"report": f"claim_id,{header}\n,{row}\n", "table": f"{header}\n{row}\n"}.items():
            archive, file = new(name), tmp_path / f"{name}.csv"
            file.write_text(lines, encoding="utf-8")
            plan = imported(archive, file, LATER)
            assert counts(plan) == {"new": 1}
            assert (DAY_TAKEN in plan.remarks) == (verdict is Verdict.TRUE)
            newest = card(archive, 1).verdicts[0]
            assert (newest.verdict, newest.occurred_on) == (verdict, expected)

    def test_of_a_claim_that_is_kept(
        self, new: Opener, tmp_path: Path, verdict: Verdict, due_text: str, expected: date | None
    ) -> None:
        archive, file = new(), tmp_path / "some.csv"
        window = window_fields(due_text, TODAY, "en")[0]
        archive.run(changes.add_claim, a_claim("One", due_text=due_text, **window))
        file.write_text(f"claim_id,verdict\n1,{verdict.value}\n", encoding="utf-8")
        assert imported(archive, file, LATER).remarks == (DAY_TAKEN,) * (verdict is Verdict.TRUE)
        assert (card(archive, 1).verdicts[0].verdict, card(archive, 1).verdicts[0].occurred_on) == (verdict, expected)
        assert looked_at(archive, file, LATER).remarks == ()


IN_TIME, TOO_LATE = "2025-07-20", "2025-08-05"
FITTED = {
    Verdict.LATE: "1 verdict of true is of a day after the window: it is kept as late",
    Verdict.TRUE: "1 verdict of late is of a day in the window: it is kept as true",
}


class TestDaysAfterTheWindow:
    """What came true after its window is late, and late within it true, by a file as by every other way."""

    @pytest.fixture
    def ours(self, new: Opener) -> Archive:
        archive = new("ours")
        window = window_fields("next week", TODAY, "en")[0]
        archive.run(changes.add_claim, a_claim("One", due_text="next week", **window))
        return archive

    @pytest.mark.parametrize("claim_id", [1, 2])
    @pytest.mark.parametrize(
        ("told_as", "expected"),
        [(f"true,{TOO_LATE}", Verdict.LATE), (f"late,{IN_TIME}", Verdict.TRUE), (f"TRUE,{IN_TIME}", Verdict.TRUE)],
    )
    def test_of_what_is_typed(
        self, ours: Archive, tmp_path: Path, claim_id: int, told_as: str, expected: Verdict
    ) -> None:
        file = tmp_path / "some.csv"
        row = f"{claim_id if claim_id == 1 else ''},Claim {claim_id},{TODAY},next week,{told_as}"
        file.write_text(f"claim_id,statement,said_on,due_text,verdict,occurred_on\n{row}\n", encoding="utf-8")
        plan = imported(ours, file, LATER)
        newest = card(ours, claim_id).verdicts[0]
        assert (newest.verdict, str(newest.occurred_on)) == (expected, told_as.partition(",")[2])
        assert plan.remarks == ((FITTED[expected],) if expected.value not in told_as.casefold() else ())
        if claim_id == 1:
            assert dict(told(plan, State.CHANGED))["verdict"] == f" → {expected.value}"
            again = looked_at(ours, file, LATER)
            assert (counts(again), again.remarks) == ({"same": 1}, plan.remarks)

    def test_a_verdict_that_its_day_contradicts_is_remarked(self, ours: Archive, tmp_path: Path) -> None:
        ours.run(changes.mark_claim, 1, decided(Verdict.LATE, date.fromisoformat(TOO_LATE)))
        file = claims_report(ours, tmp_path / "claims.csv")
        assert looked_at(ours, file, LATER).remarks == ()
        plan = imported(ours, edited(file, set_cells(0, verdict="true")), LATER)
        assert (counts(plan), plan.remarks) == ({"same": 1}, (FITTED[Verdict.LATE],))

    def test_of_a_day_that_is_edited(self, ours: Archive, tmp_path: Path) -> None:
        ours.run(changes.mark_claim, 1, decided(Verdict.TRUE, date(2025, 7, 14), reason="It came"))
        file = claims_report(ours, tmp_path / "claims.csv")
        edited(file, set_cells(0, occurred_on=TOO_LATE))
        plan = imported(ours, file, LATER)
        assert told(plan, State.CHANGED) == [
            ("occurred_on", "2025-07-14 → 2025-08-05"),
            ("verdict", "true → late"),
        ]
        assert plan.remarks == (FITTED[Verdict.LATE],)
        assert card(ours, 1).verdicts[0].verdict is Verdict.LATE
        assert counts(imported(ours, file, LATER)) == {"same": 1}

    def test_a_reason_alone_moves_no_verdict(self, ours: Archive, tmp_path: Path) -> None:
        ours.run(changes.mark_claim, 1, decided(Verdict.LATE, date(2025, 7, 14)))
        with ours._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE verdict SET verdict = 'late'")
            connection.exec_driver_sql("UPDATE standing SET verdict = 'late'")
        file = claims_report(ours, tmp_path / "claims.csv")
        edited(file, set_cells(0, reason="By two weeks"))
        assert told(imported(ours, file, LATER), State.CHANGED) == [("reason", " → By two weeks")]


class TestDaysAndNames:
    """What a plan shows of a decision is what is written, and nothing else is."""

    @pytest.fixture
    def ours(self, new: Opener) -> Archive:
        """Claims that were decided some time ago by somebody else: one without a day, one on a day, and one open."""
        archive = new("ours")
        for number, (day, reason) in enumerate([(None, "Half of it"), (TODAY, "It came")], start=1):
            archive.run(changes.add_claim, a_claim(f"Claim {number}"))
            archive.run(changes.mark_claim, number, decided(Verdict.PARTIAL, day, reason=reason))
        archive.run(changes.add_claim, a_claim("Claim 3"))
        with archive._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE verdict SET decided_by = 'bo'")
        return archive

    @pytest.mark.parametrize("row", [0, 1])
    def test_a_reason_is_corrected_and_nothing_else(self, ours: Archive, file: Path, row: int) -> None:
        before = card(ours, row + 1).verdicts[0]
        edited(file, set_cells(row, reason="Most of it"))
        assert [name for name, _ in told(imported(ours, file, LATER), State.CHANGED)] == ["reason"]
        after = card(ours, row + 1).verdicts[0]
        assert after.reason == "Most of it"
        for name in ("verdict", "occurred_on", "decided_on", "decided_by"):
            assert getattr(after, name) == getattr(before, name)

    def test_a_day_that_is_emptied_is_gone(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(1, occurred_on=""))
        assert told(imported(ours, file, LATER), State.CHANGED) == [("occurred_on", "2025-07-11 → ")]
        assert card(ours, 2).verdicts[0].occurred_on is None
        edited(claims_report(ours, file), set_cells(1, verdict="true"))
        imported(ours, file, LATER)
        edited(claims_report(ours, file), set_cells(1, verdict="late", occurred_on=""))
        assert told(imported(ours, file, LATER), State.CHANGED) == [
            ("verdict", "true → late"),
            ("occurred_on", "2025-09-01 → "),
        ]
        assert card(ours, 2).verdicts[0].occurred_on is None

    def test_a_new_verdict_without_a_day_is_of_today_and_shows_it(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(2, verdict="true", reason="Here it is"))
        assert told(imported(ours, file, LATER), State.CHANGED) == [
            ("verdict", " → true"),
            ("occurred_on", " → 2025-09-01"),
            ("reason", " → Here it is"),
        ]
        assert card(ours, 3).verdicts[0].occurred_on == LATER

    def test_a_day_that_goes_with_its_verdict_is_shown(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(1, verdict="void"))
        assert told(imported(ours, file, LATER), State.CHANGED) == [
            ("verdict", "partial → void"),
            ("occurred_on", "2025-07-11 → "),
        ]
        assert card(ours, 2).verdicts[0].occurred_on is None

    def test_who_decided_can_be_emptied_and_the_day_is_then_today(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(1, decided_by="", decided_on=""))
        assert told(imported(ours, file, LATER), State.CHANGED) == [
            ("decided_on", "2025-07-11 → 2025-09-01"),
            ("decided_by", "bo → "),
        ]
        newest = card(ours, 2).verdicts[0]
        assert (newest.decided_on, newest.decided_by) == (LATER, "")

    def test_a_verdict_that_is_another_is_of_who_imports(self, ours: Archive, file: Path) -> None:
        edited(file, set_cells(1, verdict="false", occurred_on="", decided_by="", reason=""))
        assert [name for name, _ in told(imported(ours, file, LATER), State.CHANGED)] == [
            "verdict",
            "occurred_on",
            "reason",
        ]
        assert card(ours, 2).verdicts[0].decided_by == "ada"
