from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reports.samples import TODAY, Kept, keep, window
from tests.store.test_corrected import kept_late
from tracker.claims.decisions import Decision
from tracker.claims.vocabulary import Verdict
from tracker.reports.edition import ReportChoices
from tracker.reports.writing import send_report
from tracker.store.changes import mark_claim
from tracker.store.record import RecordGroup
from tracker.store.record_orders import Order, RecordPart

if TYPE_CHECKING:
    from tracker.store.archive import Archive


def told(archive: Archive, report: str, **choices: Any) -> str:
    sink = Kept()
    send_report(archive, ReportChoices(report, format="text", **choices), sink, today=TODAY)
    return sink.bytes.decode()


def test_the_record_reads_as_one_would_send_it(empty_archive: Archive) -> None:
    june = window(TODAY.replace(month=6, day=1), TODAY.replace(month=6, day=30))
    for number, verdict in enumerate([*[Verdict.TRUE] * 4, Verdict.PARTIAL, Verdict.FALSE]):
        claim_id = keep(empty_archive, f"Part {number}", speaker="Ada", said_on=TODAY.replace(month=1), **june)
        day = TODAY.replace(month=6, day=20) if verdict.tells_a_day else None
        empty_archive.run(mark_claim, claim_id, Decision(verdict, TODAY, day))
    keep(empty_archive, "Soon", speaker="Bo")
    keep(empty_archive, "Never", speaker="Bo", **june)
    keep(empty_archive, "Perhaps", speaker="Cy")
    written = told(empty_archive, "record", filter="kind:release")
    assert written.split("\n\nPublishers\n")[0] == (
        "Who keeps dates\n"
        "═══════════════\n"
        "\n"
        "As of 20 Aug 2025, of the claims that fit “kind:release”. Who keeps dates and who slips.\n"
        "\n"
        "9 claims, 6 of them settled. Of 6 that can be judged 4½ came true, late or not: 75 %\n"
        "(36–94). Of 7 last days 5 were kept: 71 % (36–92).\n"
        "\n"
        "Speakers\n"
        "────────\n"
        "\n"
        "Speaker  Claims  Came true          On time            Typical slip  Said ahead\n"
        "───────  ──────  ─────────────────  ─────────────────  ────────────  ─────────────\n"
        "Ada           6  75 % (36–94) of 6  83 % (44–97) of 6  —             5 months\n"
        "Bo            2  —                  0 of 1             —             11 days after\n"
        "\n"
        "Nothing that can be judged yet: Cy."
    )
    assert written.endswith("drawn to the average.\n")


def test_a_part_of_the_record_is_counted_and_told_alone(empty_archive: Archive) -> None:
    june = window(TODAY.replace(month=6, day=1), TODAY.replace(month=6, day=30))
    for name in ("Bo", "Ada", "Cy"):
        keep(empty_archive, "It ships", speaker=name, **june)
    written = told(empty_archive, "record", part=RecordPart(RecordGroup.SPEAKER, Order.NAME, is_reversed=True))
    assert "3 claims, 0 of them settled." in written
    assert [line.split()[0] for line in written.splitlines() if " of 1" in line] == ["Cy", "Bo", "Ada"]
    assert "Publishers" not in written
    assert " ".join(written.split()).endswith("so that only their number is given.")
    assert "ranked" not in written


def test_what_is_due_names_the_corrected_day(empty_archive: Archive) -> None:
    kept_late(empty_archive, *[30] * 5)
    september = window(TODAY.replace(month=9, day=1), TODAY.replace(month=9, day=10), "early September")
    keep(empty_archive, "The next one", speaker="Sam Altman", **september)
    keep(empty_archive, "Somebody else's", speaker="Bo", **september)
    rows = [line.split("  ") for line in told(empty_archive, "due").splitlines() if "Sep 2025" in line]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert cells == [
        ["1 Sep 2025", "● upcoming", "1–10 Sep 2025", "10 Oct 2025 (n = 5)", "Sam Altman", "6", "The next one"],
        ["1 Sep 2025", "● upcoming", "1–10 Sep 2025", "—", "Bo", "7", "Somebody else's"],
    ]


def test_moved_dates_read_thread_by_thread(archive: Archive) -> None:
    written = told(archive, "slips")
    assert "It ships early\n──────────────\n\nIt slipped twice, by 20 days in all.\n" in written
    assert "11 Jul 2025  Sam Altman  rescheduled   +20  Jun 2025        14–20 Jul 2025  11 days after" in written
    assert "postponed          14–20 Jul 2025  no date         9 days ahead" in written


def test_a_calibration_reads_with_its_scores(archive: Archive) -> None:
    written = told(archive, "calibration")
    sentence = "1 settled claim with a probability before. Brier score 0.562, log score 1.386: 0 is perfect"
    assert sentence in " ".join(written.split())
    assert "20–30 %       1  25 %        1 of 1" in written


def test_decisions_that_were_replaced_say_so(archive: Archive) -> None:
    written = told(archive, "verdicts")
    assert "✗ did not come true (replaced)" in written
    assert "opened again" in written
    assert "◷ came true late, 16 days late" in written


def test_the_citations_say_that_only_some_sources_are_told(archive: Archive) -> None:
    sentence = "Of each claim's sources only those that the filter names are listed."
    assert sentence in told(archive, "citations", filter="source:a")
    assert sentence not in told(archive, "citations", filter="status:open -source:a")


def test_a_citation_leads_to_its_source_in_markdown(archive: Archive) -> None:
    sink = Kept()
    send_report(archive, ReportChoices("citations", format="markdown"), sink, today=TODAY)
    assert "[Report](<https://example.org/report>)" in sink.bytes.decode()
