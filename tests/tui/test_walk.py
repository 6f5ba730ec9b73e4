"""The whole walk by keys only: keep two claims of a thread, judge them, take it back, hand them out."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from tracker.store.archive import Archive
from tracker.store.filters import parse_filter
from tracker.store.queries import list_claims

from .samples import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_claim_is_kept_moved_judged_and_handed_out_by_keys_alone(
    opened: Opener, place: Path, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(*size) as person:
        assert "write down a claim" in person.screen
        await person.press("a")
        for text in ("The open model ships next week", "Sam Altman", "release", "2025-07-11", "la semaine prochaine"):
            await person.type(text)
            await person.press("enter")
        await person.type("OpenAI open model")
        await person.press("enter", "tab")
        for text in ("https://example.org/a", "OpenAI waits", "TechCrunch"):
            await person.type(text)
            await person.press("enter")
        assert "Mon 14 – Sun 20 Jul 2025" in person.screen
        await person.press("ctrl+s")
        assert "Claim 1 is kept" in person.notices
        assert "▲ overdue" in person.line_with("▸")

        await person.press("r")
        await person.type("The open model is delayed indefinitely")
        await person.press("enter", "enter", "enter")
        await person.type("2025-07-11")
        await person.press("enter")
        await person.type("indefinitely")
        await person.press("ctrl+s")
        assert "∞ postponed" in person.line_with("14–20 Jul 2025")
        assert "indefinitely" in person.line_with("○ no date")

        await person.press("m", "t")
        await person.type("2025-08-05")
        await person.press("enter")
        await person.type("https://example.org/released")
        assert "16 days after" in person.screen
        await person.press("ctrl+s")
        assert "◷ came true late" in person.line_with("14–20 Jul 2025")
        assert "indefinitely" in person.line_with("✓ came true")

        await person.press("u")
        assert "Undone: settle 2 claims" in person.notices
        assert "∞ postponed" in person.line_with("14–20 Jul 2025")
        await person.press("ctrl+r")
        assert "◷ came true late" in person.line_with("14–20 Jul 2025")

        await person.press("x", "ctrl+s")
        assert "2 rows written" in person.notices

    with (tmp_path / "claims-2025-09-01.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["claim_id"], row["status"], row["days_late"]) for row in rows] == [
        ("1", "late", "16"),
        ("2", "true", ""),
    ]
    with Archive.open(str(place)) as archive:
        page = archive.run(list_claims, parse_filter("status:settled"), TODAY)
    assert page.total == 2
