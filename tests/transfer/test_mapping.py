"""Tables of one's own: which column tells what, as it is proposed, said and kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import a_claim, decided, due
from tests.transfer.doing import DAY_TAKEN, counts, faults, imported, looked_at
from tests.transfer.samples import TODAY, everything_with_moments
from tracker import places
from tracker.claims.vocabulary import Kind, Verdict
from tracker.errors import InvalidInput, TrackerError
from tracker.store import changes, queries
from tracker.transfer.importing import wish_of
from tracker.transfer.kept_mappings import KeptMapping, keep_mapping, kept_mappings
from tracker.transfer.manner import Manner
from tracker.transfer.mapping import TARGETS, proposed, read_mapping, written
from tracker.transfer.words import column_words, verdict_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.transfer.conftest import Opener

LATER = date(2025, 9, 1)

HEADERS: dict[str, dict[str, str]] = {
    "Claim;Speaker;When;By when": {
        "statement": "Claim",
        "speaker": "Speaker",
        "said_on": "When",
        "due_text": "By when",
    },
    "Affirmation;Quand;Échéance": {"statement": "Affirmation", "said_on": "Quand", "due_text": "Échéance"},
    "Aussage;Wann;Frist": {"statement": "Aussage", "said_on": "Wann", "due_text": "Frist"},
    "Question;Resolve by;Who;Tags": {
        "statement": "Question",
        "speaker": "Who",
        "due_text": "Resolve by",
        "tags": "Tags",
    },
    "claim text;claimant;deadline;URL": {"speaker": "claimant", "due_text": "deadline", "source_url": "URL"},
    "Claim;Speakers;Publishr;Confidense": {
        "statement": "Claim",
        "speaker": "Speakers",
        "source_publisher": "Publishr",
        "credence": "Confidense",
    },
    "Affirmation;Échéance;Média;Probabilité": {
        "statement": "Affirmation",
        "due_text": "Échéance",
        "source_publisher": "Média",
        "credence": "Probabilité",
    },
    "Aussage;Sprecher;Frist;Urteil": {
        "statement": "Aussage",
        "speaker": "Sprecher",
        "due_text": "Frist",
        "verdict": "Urteil",
    },
    "statement;said_on;due_text": {"statement": "statement", "said_on": "said_on", "due_text": "due_text"},
    "height;width;state;dated": {},
}


@pytest.mark.parametrize(("header", "expected"), HEADERS.items())
def test_columns_are_proposed_by_their_names(header: str, expected: dict[str, str]) -> None:
    assert proposed(header.split(";")) == expected


def test_every_field_that_can_be_mapped_has_a_name_and_no_other_does() -> None:
    assert set(column_words()) <= set(TARGETS)
    assert {"statement", "due_text", "verdict", "credence"} <= set(column_words())


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *((word, Verdict.TRUE) for word in ("YES", "true", "came true", "Oui", "wahr", "holds up", "1")),
        *((word, Verdict.FALSE) for word in ("no", "Pants on fire!", "faux", "Falsch", "0")),
        *((word, Verdict.UNVERIFIABLE) for word in ("AMBIGUOUS", "cannot be judged")),
        *((word, Verdict.VOID) for word in ("annulled", "N/A")),
        *((word, None) for word in ("", "  ", "open", "en cours", "offen")),
    ],
)
def test_words_for_what_came_of_it(word: str, expected: Verdict | None) -> None:
    assert verdict_of(word) is expected


def table(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "table.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_a_table_becomes_claims(new: Opener, tmp_path: Path) -> None:
    archive = new("ours")
    file = table(
        tmp_path,
        "Claim;Said by;Date;Deadline;Outcome;Confidence;Labels;Link",
        "It   ships;Sam Altman;11/07/2025;next week;Yes;70%;ai, models;https://example.org/a",
        "It is free;OpenAI;31/07/2025;by the end of 2026;;0,55;;",
    )
    plan = imported(archive, file, LATER)
    assert counts(plan) == {"new": 2}
    one, two = (archive.run(queries.claim_card, number, LATER) for number in (1, 2))
    assert (one.fields.statement, one.fields.speaker, one.fields.said_on) == (
        "It ships",
        "Sam Altman",
        date(2025, 7, 11),
    )
    assert (one.fields.due_start, one.fields.due_end) == (date(2025, 7, 14), date(2025, 7, 20))
    assert (one.fields.tags, one.fields.source_url) == (("ai", "models"), "https://example.org/a")
    assert (one.verdicts[0].verdict, one.verdicts[0].occurred_on) == (Verdict.TRUE, date(2025, 7, 20))
    assert [card.credences[0].probability for card in (one, two)] == [0.7, 0.55]
    assert two.fields.due_end == date(2026, 12, 31)


SCALES = [
    ("Confidence", "", {"70": 0.7, "5": 0.05}),
    ("Confidence", "", {"0.7": 0.7, "0.05": 0.05}),
    ("Confidence", "", {"1": 1.0, "0.05": 0.05}),
    ("Confidence", "100", {"1": 0.01, "0.5": 0.005}),
    ("Confidence (%)", "", {"1": 0.01, "0.5": 0.005}),
    ("Probability in percent", "", {"0.5%": 0.005, "1": 0.01}),
]


@pytest.mark.parametrize(("header", "scale", "expected"), SCALES)
def test_how_far_probabilities_go_is_told_by_the_largest_or_said(
    new: Opener, tmp_path: Path, header: str, scale: str, expected: dict[str, float]
) -> None:
    archive = new()
    file = table(tmp_path, f"Claim;{header}", *(f"Claim {number};{cell}" for number, cell in enumerate(expected)))
    imported(archive, file, LATER, scale=scale, columns=(f"credence={header}",))
    found = [archive.run(queries.credences_of, number)[0].probability for number in (1, 2)]
    assert found == list(expected.values())


SCALES_AS_TOLD = [
    ("Confidence", "70;0;1", ["“Confidence” is read in percent: --scale 1 reads it from 0 to 1"]),
    ("Confidence", "0,7;0;1", ["“Confidence” is read from 0 to 1: --scale 100 reads it in percent"]),
    ("Confidence", "1;70%", ["“Confidence” is read from 0 to 1: --scale 100 reads it in percent"]),
    ("Confidence (%)", "70;0.5", []),
    ("Confidence", "70%;0.5%", []),
    ("Confidence", "perhaps;", []),
]


@pytest.mark.parametrize(("header", "cells", "expected"), SCALES_AS_TOLD)
def test_a_scale_that_is_guessed_is_told(
    new: Opener, tmp_path: Path, header: str, cells: str, expected: list[str]
) -> None:
    rows = (f"Claim {number};2025-07-11;{cell}" for number, cell in enumerate(cells.split(";")))
    file, archive = table(tmp_path, f"Claim;Date;{header}", *rows), new()
    assert [remark for remark in looked_at(archive, file, LATER).remarks if "scale" in remark] == expected
    assert "scale" not in "".join(looked_at(archive, file, LATER, scale="100").remarks)


@pytest.mark.parametrize("cells", ["0.5;0.9;70", "0,5;1.5", "1;.05;100", "70%;0.9;2"])
def test_probabilities_of_either_scale_are_asked_about(new: Opener, tmp_path: Path, cells: str) -> None:
    file = table(
        tmp_path, "Claim;Confidence", *(f"Claim {number};{cell}" for number, cell in enumerate(cells.split(";")))
    )
    with pytest.raises(InvalidInput) as refusal:
        looked_at(new(), file, LATER)
    assert "“Confidence” holds numbers below 1 and above" in str(refusal.value)
    assert "say --scale 1 or --scale 100" in str(refusal.value)
    assert faults(looked_at(new("shares"), file, LATER, scale="1"))
    assert faults(looked_at(new("percent"), file, LATER, scale="100")) == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0.7", [(0.7, TODAY)]),
        ("50%", [(0.7, TODAY), (0.5, TODAY)]),
        ("0.9", [(0.9, LATER), (0.7, TODAY), (0.5, TODAY)]),
    ],
)
def test_a_probability_without_a_day_is_none_of_long_ago(
    new: Opener, tmp_path: Path, cell: str, expected: list[tuple[float, date]]
) -> None:
    archive = new()
    archive.run(changes.add_claim, a_claim("It ships", said_on=date(2017, 9, 29)))
    for probability in (one for one, _ in expected[::-1] if one in {0.5, 0.7}):
        archive.run(changes.state_credence, 1, probability, TODAY)
    file = table(tmp_path, "Claim,Speaker,Date,Chance", f"It ships,Sam Altman,2017-09-29,{cell}")
    plan = imported(archive, file, LATER)
    assert list(counts(plan)) == ["changed" if cell == "0.9" else "same"]
    found = archive.run(queries.credences_of, 1)
    assert [(one.probability, one.stated_on) for one in found] == expected
    assert counts(looked_at(archive, file, LATER)) == {"same": 1}


@pytest.mark.parametrize(
    "header", ["statement,said_on,verdict,credence", "claim_id,statement,said_on,verdict,credence"]
)
def test_a_probability_without_a_day_is_of_today_in_a_new_claim_too(new: Opener, tmp_path: Path, header: str) -> None:
    archive = new()
    number = "," * header.startswith("claim_id")
    file = table(tmp_path, header, f"{number}It ships,2025-07-11,true,0.9", f"{number}It sells,2025-07-11,,")
    plan = imported(archive, file, LATER)
    (stated,) = archive.run(queries.credences_of, 1)
    assert (stated.probability, stated.stated_on) == (0.9, LATER)
    if not number:
        assert plan.remarks == (
            "“credence” is read from 0 to 1: --scale 100 reads it in percent",
            "1 probability tells no day: it is taken to be stated today",
            DAY_TAKEN,
        )
        assert counts(looked_at(archive, file, date(2025, 9, 2))) == {"same": 2}


def test_sources_of_one_address_that_say_different_things_are_kept_as_they_are_told(
    new: Opener, tmp_path: Path
) -> None:
    archive = new()
    file = table(
        tmp_path,
        "statement,said_on,source_url,source_title,source_publisher",
        "One,2025-07-11,https://example.org/a,The first title,Page",
        "Two,2025-07-11,https://example.org/a,Another title,Page",
        "Three,2025-07-11,https://example.org/a,Another title,",
        "Four,2025-07-11,https://example.org/a,,",
    )
    imported(archive, file, LATER)
    told = [archive.run(queries.claim_card, number, LATER).fields for number in range(1, 5)]
    titles = ["The first title", "Another title", "Another title", "The first title"]
    assert [(one.source_title, one.source_publisher) for one in told] == [(title, "Page") for title in titles]
    assert len(archive.run(everything_with_moments)["source"]) == 2
    assert counts(looked_at(archive, file, LATER)) == {"same": 4}


def test_a_source_that_is_known_by_another_title_stays_beside_the_one_of_the_file(new: Opener, tmp_path: Path) -> None:
    archive = new()
    archive.run(changes.add_claim, a_claim("Known", source_url="https://example.org/a", source_title="The first title"))
    file = table(tmp_path, "statement,source_url,source_title", "One,https://example.org/a,Another title")
    imported(archive, file, LATER)
    told = [archive.run(queries.claim_card, number, LATER).fields.source_title for number in (1, 2)]
    assert told == ["The first title", "Another title"]


def test_a_mapping_that_is_said_goes_before_what_is_proposed(new: Opener, tmp_path: Path) -> None:
    archive = new()
    file = table(tmp_path, '"What, then?",Claim,Date', "The statement,A note,2025-07-11")
    imported(archive, file, LATER, columns=('"statement=What, then?",notes=claim', "kind="))
    fields = archive.run(queries.claim_card, 1, LATER).fields
    assert (fields.statement, fields.notes, fields.kind) == ("The statement", "A note", Kind.OTHER)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("statement", "“statement” is no mapping: write field=Column"),
        ("x=y", "There is no field “x”. tracker import --help lists them."),
        ("statment=Claim", "There is no field “statment”. Did you mean “statement”?"),
        ("statement=Clam", "The file has no column “Clam”. Did you mean “Claim”?"),
        ("due_start=Claim", "There is no field “due_start”"),
        ("bogus=Claim", "There is no field “bogus”. tracker import --help lists them."),
    ],
)
def test_a_mapping_that_cannot_be_is_told(told: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_mapping([told], ["Claim", "Date"])
    assert sentence in str(refusal.value)


def test_what_is_wrong_is_told_by_the_columns_own_name(new: Opener, tmp_path: Path) -> None:
    file = table(tmp_path, "Claim;Date;Outcome;Confidence;Link", ";soon;perhaps;170;example.org", "Fine;2025-07-11;;;")
    assert faults(looked_at(new(), file, LATER, scale="100")) == [
        "table.csv:2: Claim: Write what is claimed, in one sentence.",
        "table.csv:2: Date: “soon” is not a day of the calendar: write it as 2025-07-11.",
        "table.csv:2: Link: “example.org” is not a web address: it must start with http:// or https://.",
        "table.csv:2: Outcome: there is no verdict “perhaps”: there are true, late, partial, false, unverifiable, void",
        "table.csv:2: Confidence: “170” is not a probability between 0 and 100",
    ]


@pytest.mark.parametrize("verdict", ["true", "late", "partial", "false"])
@pytest.mark.parametrize("day", ["Happened", "Decided"])
def test_a_verdict_on_a_day_that_is_still_to_come_is_refused(
    new: Opener, tmp_path: Path, day: str, verdict: str
) -> None:
    columns = ("occurred_on=Happened", "decided_on=Decided")
    cell = {"Happened": "2027-05-01;", "Decided": ";2027-05-01"}[day]
    file = table(
        tmp_path, "Claim;Date;Verdict;Happened;Decided", f"It ships;2025-07-11;{verdict};{cell}", "Fine;2025-07-11;;;"
    )
    plan = imported(archive := new(), file, LATER, columns=columns, keeps_good=True)
    sentence = f"table.csv:2: {day}: 2027-05-01 is still to come: a verdict needs what has happened."
    assert (faults(plan), counts(plan)) == ([sentence], {"new": 1, "bad": 1})
    assert archive.run(queries.claim_card, 1, LATER).fields.statement == "Fine"


DAYS_BESIDE_WINDOWS = {
    "after its last day": ("yes", "2025-07-21", "", (Verdict.LATE, date(2025, 7, 21))),
    "on its last day": ("true", "2025-07-20", "", (Verdict.TRUE, date(2025, 7, 20))),
    "late in time": ("late", "2025-07-20", "", (Verdict.TRUE, date(2025, 7, 20))),
    "late on no day": ("late", "", "", (Verdict.LATE, None)),
    "on no day, decided later": ("true", "", "", (Verdict.TRUE, date(2025, 7, 20))),
    "in part": ("partial", "2025-07-21", "", (Verdict.PARTIAL, date(2025, 7, 21))),
    "judged on its substance": ("true", "2025-07-21", "capability", (Verdict.TRUE, date(2025, 7, 21))),
}


REMARKS = {
    "after its last day": ("1 verdict of true is of a day after the window: it is kept as late",),
    "late in time": ("1 verdict of late is of a day in the window: it is kept as true",),
    "on no day, decided later": (DAY_TAKEN,),
}


@pytest.mark.parametrize("case", DAYS_BESIDE_WINDOWS)
@pytest.mark.parametrize("is_known", [False, True])
def test_what_came_true_is_late_or_in_time_by_its_window_as_if_it_were_marked(
    new: Opener, tmp_path: Path, case: str, *, is_known: bool
) -> None:
    verdict, day, kind, expected = DAYS_BESIDE_WINDOWS[case]
    archive = new()
    if is_known:
        claims = table(tmp_path, "Claim;Date;Deadline;kind", f"It ships;2025-07-11;next week;{kind}")
        imported(archive, claims, LATER)
        file = table(tmp_path, "Claim;Date;Verdict;occurred_on", f"It ships;2025-07-11;{verdict};{day}")
    else:
        header = "Claim;Date;Deadline;kind;Verdict;occurred_on"
        file = table(tmp_path, header, f"It ships;2025-07-11;next week;{kind};{verdict};{day}")
    plan = imported(archive, file, LATER)
    decided = archive.run(queries.claim_card, 1, LATER).verdicts[0]
    assert (decided.verdict, decided.occurred_on) == expected
    assert plan.remarks == REMARKS.get(case, ())
    again = looked_at(archive, file, LATER)
    assert (counts(again), again.remarks) == ({"same": 1}, ())


def test_a_verdict_that_is_kept_as_a_table_told_it_is_no_conflict(new: Opener, tmp_path: Path) -> None:
    archive = new()
    archive.run(changes.add_claim, a_claim("It ships", **due("2025-07-14", "2025-07-20")))
    archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, date(2025, 7, 21)))
    file = table(tmp_path, "Claim;Speaker;Date;Verdict;occurred_on", "It ships;Sam Altman;2025-07-11;true;2025-07-21")
    assert counts(looked_at(archive, file, LATER)) == {"same": 1}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["It ships;;2025-07-20;"], ("1 claim has no verdict: what the file tells of its outcome is left out",)),
        (["A;;;seen", "B;open; ;x"], ("2 claims have no verdict: what the file tells of their outcome is left out",)),
        (["It ships;false;;seen", "B;; ;"], ()),
    ],
)
def test_an_outcome_without_a_verdict_is_told_to_be_left_out(
    new: Opener, tmp_path: Path, rows: list[str], expected: tuple[str, ...]
) -> None:
    file = table(tmp_path, "Claim;Verdict;occurred_on;reason;Date", *(f"{row};2025-07-11" for row in rows))
    assert looked_at(new(), file, LATER).remarks == expected


def test_a_table_that_is_called_like_one_of_an_export_is_not_taken_for_it(new: Opener, tmp_path: Path) -> None:
    file = table(tmp_path, "id,claim,speaker", "7,It ships,Ada").rename(tmp_path / "claim.csv")
    assert counts(imported(archive := new(), file, LATER)) == {"new": 1}
    assert archive.run(queries.claim_card, 1, LATER).fields.speaker == "Ada"


def test_a_guard_against_formulas_is_taken_away_from_tables_alone(new: Opener, tmp_path: Path) -> None:
    imported(archive := new(), table(tmp_path, "Claim,Notes", "'=1+1,''-"), LATER)
    (tmp_path / "one.json").write_text('{"@type": "ClaimReview", "claimReviewed": "\'=2"}', encoding="utf-8")
    imported(archive, tmp_path / "one.json", LATER)
    one, two = (archive.run(queries.claim_card, number, LATER).fields for number in (1, 2))
    assert (one.statement, one.notes, two.statement) == ("=1+1", "'-", "'=2")


def test_claims_without_a_day_are_told_of(new: Opener, tmp_path: Path) -> None:
    plan = imported(archive := new(), table(tmp_path, "Claim;Due", "It ships;soon"), LATER)
    assert plan.remarks == ("1 claim tells no day: it is taken to be said today",)
    assert archive.run(queries.claim_card, 1, LATER).fields.said_on == LATER


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ("", Manner())),
        ("dmy", ("", Manner(day_order="dmy"))),
        ("MDY, scale 100", ("", Manner(day_order="mdy", scale="100"))),
        ("cp1252 dmy", ("", Manner("cp1252", "dmy"))),
        ("fatebook-import", ("fatebook-import", Manner())),
    ],
)
def test_how_a_file_is_to_be_read_can_be_said_in_words(words: str, expected: tuple[str, Manner]) -> None:
    assert wish_of(words) == expected


def test_a_word_that_says_nothing_of_a_file_is_told() -> None:
    with pytest.raises(InvalidInput, match="“backwards” is no way to read a file: write dmy, mdy, scale 100"):
        wish_of("dmy backwards")


@pytest.mark.parametrize(
    "columns", [{"statement": "Question"}, {"statement": 'What, "then"?', "notes": "a=b", "via": ""}]
)
def test_a_mapping_that_is_written_is_read_again(columns: dict[str, str]) -> None:
    assert read_mapping([written(columns)], list(columns.values())) == columns


class TestKeptMappings:
    @pytest.fixture(autouse=True)
    def settings(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def test_a_mapping_is_kept_under_its_name_and_known_by_its_columns(self, new: Opener, tmp_path: Path) -> None:
        columns = {"statement": "Satz", "said_on": "am"}
        keep_mapping(KeptMapping(" our   table ", columns, Manner(day_order="mdy")))
        keep_mapping(KeptMapping("Our table", columns, Manner(day_order="mdy")))
        keep_mapping(KeptMapping("another", {"statement": "Nirgends"}))
        assert list(kept_mappings()) == ["Our table", "another"]
        assert places.mappings_file().stat().st_mode & 0o777 == 0o600
        file = table(tmp_path, "Satz,am,x", "It ships,3/4/2025,y")
        imported(archive := new(), file, LATER)
        assert archive.run(queries.claim_card, 1, LATER).fields.said_on == date(2025, 3, 4)
        assert counts(looked_at(archive, file, LATER, preset="Our table")) == {"same": 1}

    def test_one_that_does_not_fit_or_is_not_there_is_told(self, new: Opener, tmp_path: Path) -> None:
        keep_mapping(KeptMapping("ours", {"statement": "Satz", "said_on": "am"}))
        file = table(tmp_path, "Claim,Date", "It ships,2025-07-11")
        for preset, sentence in (
            ("ours", "has no column “Satz”, “am”, which the mapping “ours” names"),
            ("theirs", "There is no preset “theirs”. There are: fatebook,"),
            ("fatebok", "There is no preset “fatebok”. Did you mean “fatebook”? There are: fatebook,"),
            ("fatebook", "This is not Fatebook's export: it has no column"),
            ("claimreview", "is a table: the preset “claimreview” reads JSON"),
        ):
            with pytest.raises(InvalidInput) as refusal:
                looked_at(new(), file, LATER, preset=preset)
            assert sentence in str(refusal.value)

    @pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', '{"a": {"columns": 1}}', '{"a": {"manner": {"x": 1}}}'])
    def test_a_damaged_file_is_told_and_never_overwritten(self, content: str) -> None:
        file = places.mappings_file()
        file.parent.mkdir(parents=True)
        file.write_text(content, encoding="utf-8")
        for act in (kept_mappings, lambda: keep_mapping(KeptMapping("ours", {"statement": "Satz"}))):
            with pytest.raises(TrackerError, match="cannot be read: mend the file, or move it away"):
                act()
        assert file.read_text(encoding="utf-8") == content

    @pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\x1bb"])
    def test_a_name_that_cannot_be_kept_is_refused(self, name: str) -> None:
        with pytest.raises(InvalidInput):
            keep_mapping(KeptMapping(name, {"statement": "Satz"}))
        assert kept_mappings() == {}
