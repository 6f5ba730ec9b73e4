"""What every screen looks like, as text, at four sizes: ``python -m tests.tui.frames`` writes the frames anew.

Look at each frame that changed before keeping it: the test only knows whether it is the same as before.
"""

from __future__ import annotations

import asyncio
import contextlib
import csv
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.tui.driver import Driver
from tracker.reports.edition import ReportChoices
from tracker.reports.writing import write_report
from tracker.store.archive import Archive
from tracker.store.examples import load_examples
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk
from tracker.tui.widgets.claim_list import ClaimList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FOLDER = Path(__file__).with_name("frames")
TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIZES = ((60, 20), (80, 24), (120, 40), (160, 45))


@dataclass(frozen=True)
class Scene:
    """A screen: the keys that lead there from the list and, after “type:”, what is typed; how many esc lead back."""

    name: str
    keys: tuple[str, ...] = ()
    back: int = 1


SCENES = (
    Scene("claims", (), 0),
    Scene("help", ("question_mark",)),
    Scene("picked", ("space", "space", "space")),
    Scene("filter", ("slash",), 2),
    Scene("filter typed", ("slash", "type:status:overdue speaker:mu"), 3),
    Scene("filter wrong", ("slash", "type:stauts:overdue due:2025 "), 3),
    Scene("order", ("s",)),
    Scene("columns", ("vertical_line",)),
    Scene("views", ("V",)),
    Scene("backups", ("B",)),
    Scene("filter by", ("j", "j", "j", "f")),
    Scene("tags", ("t",)),
    Scene("put off", ("z",)),
    Scene("credence", ("c",)),
    Scene("claim", ("enter",)),
    Scene("thread", ("T",)),
    Scene("verdict", ("slash", "type:mars 2024", "enter", "m"), 2),
    Scene("many verdicts", ("g", "space", "space", "m"), 2),
    Scene("add", ("a", "type:OpenAI's open model ships", "tab", "type:Sam Altmann", "tab", "tab", "tab", "type:soon")),
    Scene("edit", ("e",)),
    Scene("cite", ("plus", "type:A later report", "tab", "type:techcrunsh")),
    Scene("source off", ("j", "j", "minus")),
    Scene("open an article", ("A",)),
    Scene("reader", ("A", "ctrl+o", "ctrl+o", "enter")),
    Scene("reader deadline", ("A", "ctrl+o", "ctrl+o", "enter", "j", "d"), 2),
    Scene("reader sentence", ("A", "ctrl+o", "ctrl+o", "enter", "m", "G", "l")),
    Scene("review", ("R",)),
    Scene("review over", ("R", *["n"] * 5)),
    Scene("sources", ("S",)),
    Scene("source edit", ("S", "e"), 2),
    Scene("record", ("P",)),
    Scene("record by kind", ("P", "4")),
    Scene("calibration", ("P", "5")),
    Scene("export", ("x",)),
    Scene("export text", ("x", "right", "right", "right", "tab", "right", "right", "right")),
    Scene("import", ("I", "type:claims.csv", "enter")),
    Scene("import table", ("I", "type:table.csv", "enter")),
    Scene("palette", ("ctrl+p",)),
    Scene("empty", ("slash", "type:nothing fits this", "enter"), 2),
)


def frame_file(scene: Scene, width: int, height: int) -> Path:
    """Where the frame of a screen at a size is kept."""
    return FOLDER / f"{scene.name.replace(' ', '_')}-{width}x{height}.txt"


def write_files(archive: Archive) -> None:
    """Files to import: the report of claims with some edits, and a table of somebody's own."""
    write_report(archive, ReportChoices("claims"), Path("claims.csv"), today=TODAY)
    with Path("claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[2] |= {"due_text": "May 2030", "tags": "openai; delays"}
    rows[3]["said_on"] = "2030-01-01"
    rows.append({"statement": "The open model comes with weights", "speaker": "OpenAI", "said_on": "2025-07-11"})
    with Path("claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], restval="")
        writer.writeheader()
        writer.writerows(rows)
    table = "Aussage;Wer;Bis wann;Wahrscheinlichkeit\nDer Bahnhof öffnet;Die Bahn;Ende 2027;20 %\n"
    Path("table.csv").write_text(table, encoding="utf-8")


async def frames(width: int, height: int) -> AsyncIterator[tuple[Scene, str]]:
    """Every screen on the examples, in a terminal of a size."""
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        place = str(Path(folder) / "claims.tracker")
        with Archive.open(place, user="ada", clock=lambda: NOON) as archive:
            load_examples(archive, TODAY)
            write_files(archive)
        desk = Desk(partial(Archive.open, place, user="ada", clock=lambda: NOON), lambda: TODAY)
        try:
            app = TrackerApp(desk)
            async with app.run_test(size=(width, height)) as pilot:
                person = Driver(app, pilot)
                await person.settle()
                # The title names the database, which has another folder each time.
                desk.place = "claims.tracker"
                await person.press("1")
                app.screen_stack[-1].query_one(ClaimList).reload()
                await person.settle()
                for scene in SCENES:
                    for key in scene.keys:
                        if key.startswith("type:"):
                            await person.type(key.removeprefix("type:"))
                        else:
                            await person.press(key)
                    yield scene, person.screen + "\n"
                    await person.press(*["escape"] * scene.back)
                    person.app.clear_notifications()
        finally:
            desk.close()


async def write_all() -> None:
    """Write every frame anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for width, height in SIZES:
        async for scene, text in frames(width, height):
            frame_file(scene, width, height).write_text(text, encoding="utf-8")
            sys.stdout.write(f"{scene.name} {width}x{height}\n")


if __name__ == "__main__":
    asyncio.run(write_all())
