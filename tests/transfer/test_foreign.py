"""Files of other programs: each sample is ours, with the headers and in the manner of its program."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import a_claim, decided, due
from tests.transfer.doing import DAY_TAKEN, claims_report, counts, edited, faults, imported, looked_at, steps, told
from tests.transfer.samples import everything_with_moments
from tracker.claims.vocabulary import Kind, Role, Verdict
from tracker.errors import InvalidInput
from tracker.store import bulk, changes, queries, undo
from tracker.store.incoming.plan import State
from tracker.store.merging_names import merge_names
from tracker.transfer.fatebook import WRITTEN_COLUMNS, export_for_fatebook
from tracker.transfer.importing import plan_import, put_rejects_aside, read_file
from tracker.transfer.told import Circumstances

if TYPE_CHECKING:
    from tests.transfer.conftest import Opener
    from tracker.store.archive import Archive
    from tracker.store.rows import ClaimCard

SAMPLES = Path(__file__).with_name("foreign")
LATER = date(2025, 7, 11)
RECOGNISED = {
    "fatebook.csv": "Fatebook's export, UTF-8, comma",
    "fatebook-import.csv": "Fatebook's import form, UTF-8, comma",
    "predictionbook.csv": "PredictionBook's CSV, UTF-8, comma",
    "predictionbook.json": "PredictionBook's JSON",
    "question_data.csv": "Metaculus' questions, UTF-8, comma",
    "claimreview.json": "ClaimReview markup",
    "fact-check-tools.json": "JSON of Google's Fact Check Tools",
    "fact-check-search.json": "JSON of Google's Fact Check Tools",
}


@pytest.fixture
def archive(new: Opener) -> Archive:
    return new("ours")


def card(archive: Archive, claim_id: int) -> ClaimCard:
    return archive.run(queries.claim_card, claim_id, LATER)


def credences(archive: Archive, claim_id: int) -> list[tuple[float, str, str]]:
    return [(one.probability, str(one.stated_on), one.stated_by) for one in card(archive, claim_id).credences[::-1]]


def verdict(archive: Archive, claim_id: int) -> tuple[Verdict | None, str, str] | None:
    decisions = card(archive, claim_id).verdicts
    return (decisions[0].verdict, str(decisions[0].occurred_on), str(decisions[0].decided_on)) if decisions else None


def test_there_is_a_sample_of_every_sort() -> None:
    assert {file.name for file in SAMPLES.iterdir()} == set(RECOGNISED)


@pytest.mark.parametrize("name", RECOGNISED)
def test_a_file_is_recognised_imported_in_one_step_and_known_again(archive: Archive, name: str) -> None:
    assert read_file(SAMPLES / name, Circumstances(LATER)).recognised == RECOGNISED[name]
    empty = archive.run(everything_with_moments)
    plan = imported(archive, SAMPLES / name, LATER)
    assert list(counts(plan)) == ["new"]
    assert steps(archive) == 1
    assert counts(imported(archive, SAMPLES / name, LATER)) == {"same": counts(plan)["new"]}
    assert steps(archive) == 1
    archive.run(undo.undo)
    assert archive.run(everything_with_moments) == empty


@pytest.mark.parametrize("name", [name for name in RECOGNISED if name.endswith(".json")])
def test_bad_items_are_mended_in_a_file_that_is_recognised_too(archive: Archive, name: str, tmp_path: Path) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    first = next(
        part for part in ("A probe lands on", "Crime has doubled", "The station opens", "Water boils") if part in text
    )
    (tmp_path / name).write_text(text.replace(first, "word " * 101), encoding="utf-8")
    reading = read_file(tmp_path / name, Circumstances(LATER))
    plan = plan_import(archive, reading, LATER)
    assert "505 characters" in faults(plan)[0] or "at most 500 can be kept" in faults(plan)[0]
    assert put_rejects_aside(reading, plan, tmp_path / "mend.json") == 1
    mended = (tmp_path / "mend.json").read_text(encoding="utf-8").replace("word " * 101, first)
    (tmp_path / "mend.json").write_text(mended, encoding="utf-8")
    assert counts(imported(archive, tmp_path / "mend.json", LATER)) == {"new": 1}
    assert first in card(archive, 1).fields.statement


class TestFatebook:
    def test_a_question_is_one_claim_with_all_its_forecasts(self, archive: Archive) -> None:
        plan = imported(archive, SAMPLES / "fatebook.csv", LATER)
        assert plan.remarks == ("the forecasts of Ada Writer are kept as your own", DAY_TAKEN)
        fields = card(archive, 1).fields
        assert fields.statement == "Will the new metro line open this year?"
        assert (fields.kind, fields.speaker, fields.said_on) == (Kind.PREDICTION, "Ada Writer", date(2025, 1, 5))
        assert (fields.due_text, fields.due_end) == ("by 2025-12-31", date(2025, 12, 31))
        assert (fields.tags, fields.source_publisher) == (("city", "transport"), "Fatebook")
        assert "no doubt" in fields.notes
        assert "Comments: Bo Reader: too soon; Cy Checker: yes" in fields.notes
        assert credences(archive, 1) == [
            (0.7, "2025-01-05", "ada"),
            (0.2, "2025-02-01", "Bo Reader"),
            (0.55, "2025-03-01", "ada"),
        ]

    def test_its_export_goes_from_nought_to_one(self, archive: Archive) -> None:
        imported(archive, SAMPLES / "fatebook.csv", LATER)
        assert [credences(archive, number)[0][0] for number in (2, 3)] == [0.01, 1.0]

    def test_what_it_resolved_to_is_the_verdict(self, archive: Archive) -> None:
        imported(archive, SAMPLES / "fatebook.csv", LATER)
        assert verdict(archive, 1) is None
        # Resolved after the last day, but it did happen in time: yes is what was asked.
        assert verdict(archive, 2) == (Verdict.TRUE, "2025-05-31", "2025-06-03")
        assert verdict(archive, 3) == (Verdict.FALSE, "None", "2025-05-19")
        assert verdict(archive, 4) == (Verdict.UNVERIFIABLE, "None", "2025-03-21")
        assert card(archive, 3).fields.statement == "Which party wins the town hall? The Greens"

    def test_a_later_export_adds_what_is_new(self, archive: Archive, tmp_path: Path) -> None:
        imported(archive, SAMPLES / "fatebook.csv", LATER)
        archive.run(changes.edit_claim, 1, 1, card(archive, 1).fields.model_copy(update={"notes": "my own"}))
        file = tmp_path / "later.csv"
        file.write_bytes((SAMPLES / "fatebook.csv").read_bytes())

        def a_month_later(rows: list[dict[str, str]]) -> None:
            for row in rows[:3]:
                row |= {
                    "Resolution": "YES",
                    "Resolved at": "2025-07-10 8:0:0",
                    "Question tags": "city; transport; done",
                }
            rows.append(rows[0] | {"Forecast (scale = 0-1)": "0.99", "Forecast created at": "2025-07-01 8:0:0"})

        edited(file, a_month_later)
        plan = looked_at(archive, file, LATER)
        assert counts(plan) == {"conflict": 1, "same": 3}
        assert [(one.field, one.is_conflict) for one in plan.rows[0].differences] == [
            ("notes", True),
            ("tags", False),
            ("verdict", False),
            ("credence", False),
        ]
        edited(file, lambda rows: [row.update({"Question notes": "", "Question comments": ""}) for row in rows[:3]])
        assert counts(imported(archive, file, LATER)) == {"changed": 1, "same": 3}
        fields = card(archive, 1).fields
        assert (fields.notes, fields.tags) == ("my own", ("city", "transport", "done"))
        assert verdict(archive, 1) == (Verdict.TRUE, "2025-07-10", "2025-07-10")
        assert credences(archive, 1)[-1] == (0.99, "2025-07-01", "ada")
        assert list(counts(looked_at(archive, file, LATER))) == ["same"]

    def test_its_days_are_those_of_greenwich_where_it_may_be_tomorrow(self, archive: Archive, tmp_path: Path) -> None:
        file = tmp_path / "later.csv"
        file.write_bytes((SAMPLES / "fatebook.csv").read_bytes())
        told = {"Resolved at": "2025-07-13 1:0:0", "Forecast created at": "2025-07-13 1:0:0"}
        edited(file, lambda rows: rows[3].update(told))
        assert faults(looked_at(archive, file, LATER)) == [
            "later.csv:5: Resolved at: 2025-07-13 is still to come: a verdict needs what has happened.",
            "later.csv:5: Forecast (scale = 0-1): 2025-07-13 is still to come",
        ]
        edited(file, lambda rows: rows[3].update({name: day.replace("13", "12") for name, day in told.items()}))
        imported(archive, file, LATER)
        assert verdict(archive, 2) == (Verdict.TRUE, "2025-05-31", "2025-07-11")
        assert credences(archive, 2)[0][1] == "2025-07-11"

    def test_its_import_form_is_in_percent(self, archive: Archive) -> None:
        plan = imported(archive, SAMPLES / "fatebook-import.csv", LATER)
        assert plan.remarks == ("2 probabilities tell no day: they are taken to be stated today", DAY_TAKEN)
        assert [credences(archive, number)[0][0] for number in (1, 2, 3)] == [0.7, 0.01, 0.005]
        assert credences(archive, 1)[0][1] == "2025-03-02"
        assert card(archive, 1).fields.tags == ("city", "roads")
        assert card(archive, 1).fields.notes == "a note\n\nand more"
        assert verdict(archive, 2) is None

    def test_a_form_whose_forecasts_are_all_below_one_is_asked_about(self, archive: Archive, tmp_path: Path) -> None:
        file = tmp_path / "form.csv"
        file.write_bytes((SAMPLES / "fatebook-import.csv").read_bytes())
        edited(file, lambda rows: rows[0].update(forecast="0.7"))
        assert looked_at(archive, file, LATER).remarks == (
            "no forecast is above 1 percent: if they go from 0 to 1, say --scale 1",
            "2 probabilities tell no day: they are taken to be stated today",
            DAY_TAKEN,
        )
        plan = imported(archive, file, LATER, scale="1")
        assert plan.remarks == ("2 probabilities tell no day: they are taken to be stated today", DAY_TAKEN)
        assert credences(archive, 1)[0][0] == 0.7

    def test_settled_claims_are_written_for_its_import_and_come_back(
        self, archive: Archive, new: Opener, tmp_path: Path
    ) -> None:
        window = {**due("2025-07-14", "2025-07-20"), "due_text": "next week", "said_on": date(2025, 7, 10)}
        for number, (said, happened) in enumerate(
            [(Verdict.TRUE, date(2025, 7, 15)), (Verdict.LATE, date(2025, 8, 5)), (Verdict.VOID, None)], start=1
        ):
            archive.run(changes.add_claim, a_claim(f"=Claim {number}", tags=("a", "b"), notes="mine", **window))
            archive.run(changes.state_credence, number, 0.7 / number, LATER)
            archive.run(changes.mark_claim, number, decided(said, happened))
        archive.run(changes.add_claim, a_claim("Open"))
        archive.run(changes.state_credence, 4, 0.5, LATER)
        archive.run(changes.add_claim, a_claim("Without a probability"))
        archive.run(changes.mark_claim, 5, decided(Verdict.FALSE))
        file = tmp_path / "for-fatebook.csv"
        assert export_for_fatebook(archive, (), file, LATER) == (3, 2)
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        assert list(rows[0]) == list(WRITTEN_COLUMNS)
        assert [(row["resolution"], row["forecast"]) for row in rows] == [
            ("YES", "70"),
            ("NO", "35"),
            ("AMBIGUOUS", "23.33333333"),
        ]
        assert all(row[day] for row in rows for day in ("qCreatedAt", "resolvedAt", "resolveBy", "fCreatedAt"))
        assert rows[0] | {"notesExtra": ""} == {
            "questionTitle": "'=Claim 1",
            "forecast": "70",
            "qCreatedAt": "2025-07-10",
            "resolution": "YES",
            "resolvedAt": "2025-07-11",
            "resolveBy": "2025-07-20",
            "fCreatedAt": "2025-07-11",
            "tags": "a, b",
            "notes": "mine",
            "notesExtra": "",
        }
        theirs = new("theirs")
        assert counts(imported(theirs, file, LATER)) == {"new": 3}
        assert card(theirs, 1).fields.statement == "=Claim 1"
        with pytest.raises(InvalidInput, match="exists already"):
            export_for_fatebook(archive, (), file, LATER)

    def test_what_was_stated_once_a_claim_was_settled_is_no_forecast(self, archive: Archive, tmp_path: Path) -> None:
        for number in (1, 2):
            archive.run(changes.add_claim, a_claim(f"Claim {number}"))
        archive.run(changes.state_credence, 1, 0.4, LATER)
        for number in (1, 2):
            archive.run(changes.mark_claim, number, decided(Verdict.TRUE, LATER))
            archive.run(changes.state_credence, number, 0.99, LATER)
            archive.run(changes.state_credence, number, 1, date(2025, 12, 1))
        file = tmp_path / "for-fatebook.csv"
        assert export_for_fatebook(archive, (), file, date(2025, 12, 1)) == (1, 1)
        with file.open(encoding="utf-8", newline="") as opened:
            rows = [(row["forecast"], row["fCreatedAt"]) for row in csv.DictReader(opened)]
        assert rows == [("40", "2025-07-11")]


class TestPredictionBook:
    def test_its_table_holds_no_confidence_of_ones_own(self, archive: Archive) -> None:
        imported(archive, SAMPLES / "predictionbook.csv", LATER)
        fields = card(archive, 1).fields
        assert (fields.statement, fields.speaker) == ("A probe lands on the Moon in 2023", "ada")
        assert (fields.said_on, fields.due_end) == (date(2023, 5, 1), date(2024, 1, 1))
        assert fields.notes == "Mean confidence on PredictionBook: 62.5 %"
        assert fields.source_url == "https://predictionbook.com/predictions/201"
        assert [verdict(archive, number) for number in (1, 2, 3)] == [
            (Verdict.TRUE, "2023-08-24", "2023-08-24"),
            (Verdict.FALSE, "None", "2024-01-02"),
            None,
        ]
        assert credences(archive, 1) == []

    def test_exactly_a_hundred_rows_are_warned_of(self, archive: Archive, tmp_path: Path) -> None:
        file = tmp_path / "hundred.csv"
        file.write_bytes((SAMPLES / "predictionbook.csv").read_bytes())

        def a_hundred(rows: list[dict[str, str]]) -> None:
            rows[:] = [rows[0] | {"id": str(number), "description": f"Number {number}"} for number in range(100)]

        plan = looked_at(archive, edited(file, a_hundred), LATER)
        assert "exactly 100 rows" in plan.remarks[0]
        fewer = looked_at(archive, edited(file, lambda rows: rows.pop()), LATER).remarks
        assert [remark for remark in fewer if "rows" in remark] == []

    def test_its_json_has_everybodys_responses(self, archive: Archive) -> None:
        imported(archive, SAMPLES / "predictionbook.json", LATER)
        assert credences(archive, 1) == [(0.6, "2023-05-01", "ada"), (0.65, "2023-06-01", "bo")]
        assert card(archive, 1).fields.notes == "ada: It looks good"
        assert credences(archive, 2) == []
        assert card(archive, 2).fields.notes == "bo: Hm"
        assert verdict(archive, 3) == (Verdict.VOID, "None", "2025-07-11")


def test_the_questions_of_metaculus(archive: Archive) -> None:
    plan = imported(archive, SAMPLES / "question_data.csv", LATER)
    assert plan.remarks == ("1 question asks for a number or a choice: what came of it is in the notes", DAY_TAKEN)
    fields = card(archive, 1).fields
    assert (fields.subject, fields.source_publisher) == ("Space", "Metaculus")
    assert (fields.said_on, fields.due_end) == (date(2024, 3, 1), date(2025, 12, 31))
    found = [verdict(archive, number) for number in range(1, 6)]
    assert [one and one[0] for one in found] == [Verdict.TRUE, Verdict.VOID, Verdict.UNVERIFIABLE, None, None]
    assert card(archive, 4).fields.notes == "Resolved on Metaculus: 9876.0"
    assert card(archive, 5).fields.statement == "How will it end? In a splash"


def test_the_questions_of_a_group_on_metaculus_share_the_source_of_their_post(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "question_data.csv").write_bytes((SAMPLES / "question_data.csv").read_bytes())
    address = "https://www.metaculus.com/questions/9/"

    def group(rows: list[dict[str, str]]) -> None:
        for row, label in zip(rows, ("2026", "2027", "Never"), strict=False):
            row.update({"Question URL": address, "Question Title": f"When will it land? ({label})", "Label": label})
        rows[3].update({"Question URL": address, "Question Title": "Another wording of it"})

    file = edited(tmp_path / "question_data.csv", group)
    imported(archive, file, LATER)
    fields = [card(archive, number).fields for number in range(1, 5)]
    assert [one.statement for one in fields[:2]] == ["When will it land? (2026)", "When will it land? (2027)"]
    assert {one.source_title for one in fields} == {"When will it land?"}
    assert counts(looked_at(archive, file, LATER)) == {"same": 5}


def test_another_address_of_the_page_is_no_difference(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "question_data.csv").write_bytes((SAMPLES / "question_data.csv").read_bytes())
    imported(archive, tmp_path / "question_data.csv", LATER)

    def share(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["Question URL"] += "?utm_source=mail"

    assert counts(looked_at(archive, edited(tmp_path / "question_data.csv", share), LATER)) == {"same": 5}


class TestFactChecks:
    def test_claim_reviews(self, archive: Archive) -> None:
        imported(archive, SAMPLES / "claimreview.json", LATER)
        crime, dam, bread = (card(archive, number) for number in (1, 2, 3))
        assert (crime.fields.speaker, crime.fields.said_on) == ("A Candidate", date(2025, 4, 30))
        assert (crime.fields.source_url, crime.fields.language) == ("https://news.example.org/debate", "en")
        assert crime.fields.tags == ("crime", "police")
        assert (crime.verdicts[0].verdict, crime.verdicts[0].decided_by) == (Verdict.FALSE, "The Checkers")
        assert crime.verdicts[0].reason == "Rated “False”. It fell by a fifth"
        evidence = crime.citations[1]
        assert (evidence.role, evidence.publisher, evidence.url) == (
            Role.REFUTES,
            "The Checkers",
            "https://checks.example.org/crime",
        )
        assert dam.verdicts[0].verdict is Verdict.PARTIAL, "told by its place on the scale"
        assert dam.fields.source_url == "https://news.example.org/dam"
        assert (bread.verdicts, bread.fields.notes) == ((), "Rated “Needs salt”")
        assert bread.fields.speaker == "A Minister"

    @pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"@graph": [{"x": 1}, one]}])
    def test_a_review_is_found_however_it_is_wrapped(self, archive: Archive, tmp_path: Path, wrap: Any) -> None:
        one = {"@type": ["Thing", "ClaimReview"], "claimReviewed": "It ships", "datePublished": "2025-07-01"}
        (tmp_path / "one.json").write_text(json.dumps(wrap(one)), encoding="utf-8")
        assert counts(imported(archive, tmp_path / "one.json", LATER)) == {"new": 1}

    def test_what_we_publish_ourselves_is_known_again(self, archive: Archive, tmp_path: Path) -> None:
        told: dict[str, Any] = {"speaker": "OpenAI", "tags": ("a", "b"), "source_url": "https://example.org/said"}
        archive.run(changes.add_claim, a_claim("It ships", **told))
        archive.run(changes.mark_claim, 1, decided(Verdict.LATE, LATER, evidence_url="https://example.org/checked"))
        file = claims_report(archive, tmp_path / "claims.jsonld")
        assert counts(looked_at(archive, file, LATER)) == {"same": 1}

    def test_what_googles_tools_answer(self, archive: Archive) -> None:
        imported(archive, SAMPLES / "fact-check-tools.json", LATER)
        imported(archive, SAMPLES / "fact-check-search.json", LATER)
        station, trains, water = (card(archive, number) for number in (1, 2, 3))
        assert (station.fields.speaker, station.fields.said_on) == ("The railway", date(2024, 11, 1))
        assert station.fields.source_url == "https://news.example.org/station"
        assert trains.fields.source_url == "https://news.example.org/trains"
        assert [one.verdicts[0].verdict for one in (station, trains, water)] == [
            Verdict.TRUE,
            Verdict.PARTIAL,
            Verdict.FALSE,
        ]
        assert [one.citations[-1].url for one in (station, trains, water)] == [
            "https://checks.example.org/two#1",
            "https://checks.example.org/two#1",
            "https://checks.example.org/water",
        ]
        assert water.fields.speaker == "A cook"

    def test_reviews_after_the_first_are_counted(self, archive: Archive, tmp_path: Path) -> None:
        told = json.loads((SAMPLES / "fact-check-search.json").read_text(encoding="utf-8"))
        first = told["claims"][0]["claimReview"][0]
        told["claims"][0]["claimReview"] += [first | {"publisher": {"name": other}} for other in ("Others", "More")]
        (tmp_path / "search.json").write_text(json.dumps(told), encoding="utf-8")
        assert imported(archive, tmp_path / "search.json", LATER).remarks == (
            "2 more reviews of a claim: only the first of each claim is read",
        )
        assert [one.decided_by for one in card(archive, 1).verdicts] == ["The Checkers"]

    @pytest.mark.parametrize("form", ["claimreview", "google"])
    def test_addresses_after_the_first_at_which_a_claim_appeared_are_counted(
        self, archive: Archive, tmp_path: Path, form: str
    ) -> None:
        first, second = "https://news.example.org/first", "https://news.example.org/second"
        one: dict[str, Any] = {"claimReviewed": "It ships"}
        if form == "google":
            one |= {"rating": {"textualRating": "False"}, "claimFirstAppearance": first, "publishDate": "2025-07-01"}
            one |= {"claimAppearances": [first, second]}
        else:
            claim = {"firstAppearance": {"url": first}, "appearance": [first, {"url": second}]}
            one |= {"@type": "ClaimReview", "datePublished": "2025-07-01", "itemReviewed": claim}
        (tmp_path / "one.json").write_text(json.dumps(one), encoding="utf-8")
        assert imported(archive, tmp_path / "one.json", LATER).remarks == (
            "1 more address where a claim appeared: only the first of each claim is kept",
        )
        assert card(archive, 1).fields.source_url == first


class TestKnownAgain:
    def test_what_is_in_the_trash_does_not_come_back(self, archive: Archive) -> None:
        imported(archive, SAMPLES / "fatebook.csv", LATER)
        archive.run(bulk.trash_claims, [1])
        assert counts(looked_at(archive, SAMPLES / "fatebook.csv", LATER)) == {"same": 4}

    def test_of_the_same_claims_the_one_outside_the_trash_is_told_of(self, archive: Archive, tmp_path: Path) -> None:
        for _ in range(2):
            archive.run(changes.add_claim, a_claim("It ships"))
        archive.run(bulk.trash_claims, [1])
        fields = card(archive, 2).fields
        mine = {"statement": fields.statement, "speaker": fields.speaker, "said_on": fields.said_on, "verdict": "false"}
        with (tmp_path / "one.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, mine)
            rows.writeheader()
            rows.writerow(mine)
        imported(archive, tmp_path / "one.csv", LATER)
        assert [one.verdict for one in card(archive, 2).verdicts] == [Verdict.FALSE]

    def test_nothing_that_is_kept_is_written_over(self, archive: Archive) -> None:
        mine: dict[str, Any] = {
            "statement": "The station opens in March",
            "speaker": "the Railway",
            "said_on": date(2024, 11, 1),
        }
        archive.run(changes.add_claim, a_claim(**mine, kind=Kind.OTHER, source_url="https://elsewhere.example.org"))
        archive.run(changes.mark_claim, 1, decided(Verdict.FALSE))
        plan = imported(archive, SAMPLES / "fact-check-tools.json", LATER)
        assert told(plan, State.CONFLICT) == [
            ("source_url", "https://elsewhere.example.org → https://news.example.org/station"),
            ("verdict", "false → true"),
        ]
        assert card(archive, 1).fields.source_url == "https://elsewhere.example.org"
        imported(archive, SAMPLES / "fact-check-tools.json", LATER, takes_file=True)
        assert card(archive, 1).fields.source_url == "https://news.example.org/station"
        assert card(archive, 1).verdicts[0].verdict is Verdict.TRUE

    def test_a_claim_is_known_by_every_name_of_its_speaker(self, archive: Archive, tmp_path: Path) -> None:
        file = tmp_path / "a.csv"
        file.write_text("Claim,Date,Speaker\nIt ships,2025-07-01,S. Altman\n", encoding="utf-8")
        imported(archive, file, LATER)
        file.write_text("Claim,Date,Speaker\nIt sells,2025-07-01,Sam Altman\n", encoding="utf-8")
        imported(archive, file, LATER)
        archive.run(merge_names, "speaker", "S. Altman", "Sam Altman")
        rows = ("It ships,2025-07-01,s. altman", "It ships,2025-07-01,Sam Altman", "It sells,2025-07-01,S. Altman")
        file.write_text("\n".join(("Claim,Date,Speaker", *rows[::2], "")), encoding="utf-8")
        assert counts(looked_at(archive, file, LATER)) == {"same": 2}
        file.write_text("\n".join(("Claim,Date,Speaker", *rows, "")), encoding="utf-8")
        (fault,) = faults(looked_at(archive, file, LATER))
        assert fault.startswith("a.csv:3: : line 2 tells of the same claim")

    @pytest.mark.parametrize(
        ("trashed", "expected"),
        [
            ([1], "1 row tells of claim 1, which is in the trash: tracker trash --restore 1"),
            ([2, 1], "2 rows tell of claims that are in the trash, as claim 1: status:trash lists them, "),
        ],
    )
    def test_what_is_in_the_trash_is_told(
        self, archive: Archive, tmp_path: Path, trashed: list[int], expected: str
    ) -> None:
        file = tmp_path / "a.csv"
        file.write_text("Claim,Date\nIt ships,2025-07-01\nIt sells,2025-07-01\n", encoding="utf-8")
        imported(archive, file, LATER)
        assert looked_at(archive, file, LATER).remarks == ()
        archive.run(bulk.trash_claims, trashed)
        plan = looked_at(archive, file, LATER)
        assert counts(plan) == {"same": 2}
        (remark,) = plan.remarks
        assert remark.startswith(expected)

    def test_the_same_claim_twice_in_a_file_is_told(self, archive: Archive, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("Claim,Date\nIt ships,2025-07-01\nIt ships,2025-07-01\n", encoding="utf-8")
        (fault,) = faults(looked_at(archive, tmp_path / "a.csv", LATER))
        assert fault.startswith("a.csv:3: : line 2 tells of the same claim")
