"""Draw the pictures of the README from the examples: ``python seeds/draw_pictures.py`` writes ``seeds/pictures``.

The day is fixed, so that the same program draws the same pictures.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tracker.store.archive import Archive
from tracker.store.examples import load_examples
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk

if TYPE_CHECKING:
    from textual.pilot import Pilot

TODAY = date(2026, 11, 23)
SIZE = (110, 32)
FOLDER = Path(__file__).resolve().parent / "pictures"
PICTURES: dict[str, tuple[str, ...]] = {
    "claims": ("j",) * 4,
    "filter": ("slash", *"speaker:o"),
    "claim": (*"jjjj", "enter"),
    "thread": (*"jjj", "T"),
    "form": ("a",),
    "reader": ("A", "ctrl+o", "ctrl+o", "enter", "j", "s", "j"),
    "verdict": ("slash", *"iter", "space", *"2034", "enter", "m", "f"),
    "review": ("R",),
    "sources": ("S", "j", "j"),
    "record": ("P",),
    "export": ("x", "right", "right", "right", "tab", "right", "right", "right"),
    "help": ("question_mark",),
}
"""The name of each picture and the keys pressed before it is drawn."""


async def draw(place: str, keys: tuple[str, ...]) -> str:
    """The screen after some keys, as SVG without the address of a font."""
    desk = Desk(partial(Archive.open, place, user="you"), lambda: TODAY)
    app = TrackerApp(desk)
    try:
        async with app.run_test(size=SIZE) as pilot:
            await _settle(pilot, desk)
            for key in keys:
                await pilot.press(key)
                await _settle(pilot, desk)
            drawn = app.export_screenshot(title="tracker")
    finally:
        desk.close()
    without_fonts = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    without_folder = re.sub(r"[^;<]*/examples\.tracker", "examples.tracker", without_fonts)
    return re.sub(r"terminal-\d+", "terminal", without_folder)


async def _settle(pilot: Pilot[int], desk: Desk) -> None:
    await pilot.pause()
    while desk.is_busy:
        await pilot.pause()
    await pilot.pause()


def main() -> None:
    """Draw every picture on a database that is thrown away."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        place = str(Path(folder) / "examples.tracker")
        with Archive.open(place, user="you", clock=lambda: datetime(2026, 11, 23, 12, tzinfo=UTC)) as archive:
            load_examples(archive, TODAY)
        for name, keys in PICTURES.items():
            (FOLDER / f"{name}.svg").write_text(asyncio.run(draw(place, keys)), encoding="utf-8")


if __name__ == "__main__":
    main()
