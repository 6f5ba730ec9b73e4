from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import turns
from tracker.transfer.kept_mappings import kept_mappings
from tracker.tui.left_drafts import LeftDrafts
from tracker.turns import turn_in

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
EACH = 60

BOTH_READY = """
import sys
from pathlib import Path
from tracker.transfer.kept_mappings import KeptMapping, keep_mapping
from tracker.tui.left_drafts import LeftDrafts
print("ready", flush=True)
sys.stdin.readline()
"""
KEEP_DRAFTS = f"""{BOTH_READY}
for number in range({EACH}):
    LeftDrafts(Path(sys.argv[1])).keep(f"{{sys.argv[2]}} {{number}}", {{"statement": "Half a thought"}})
"""
KEEP_MAPPINGS = f"""{BOTH_READY}
for number in range({EACH}):
    keep_mapping(KeptMapping(f"{{sys.argv[2]}} {{number}}", {{"statement": "Claim"}}), Path(sys.argv[1]))
"""


def side_by_side(code: str, file: Path) -> None:
    """Let two programs change a file at the same time."""
    with ExitStack() as running:
        programs = [
            running.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", code, str(file), name],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
                )
            )
            for name in ("one", "other")
        ]  # fmt: skip
        for program in programs:
            assert program.stdout
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            assert program.stdin
            program.stdin.close()
        assert [program.wait(120) for program in programs] == [0, 0]


def test_no_draft_is_lost_between_two_windows(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    side_by_side(KEEP_DRAFTS, file)
    kept = LeftDrafts(file)
    assert [name for one in ("one", "other") for n in range(EACH) if not kept.of(name := f"{one} {n}")] == []
    assert list(tmp_path.iterdir()) == [file]


def test_no_mapping_is_lost_between_two_imports(tmp_path: Path) -> None:
    file = tmp_path / "mappings.json"
    side_by_side(KEEP_MAPPINGS, file)
    assert len(kept_mappings(file)) == 2 * EACH


def test_a_turn_that_never_ends_holds_nobody_up_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_LONGEST_WAIT", 0.0)
    with turn_in(tmp_path):
        LeftDrafts(tmp_path / "drafts.json").keep("Add a claim", {"statement": "Half a thought"})
    assert LeftDrafts(tmp_path / "drafts.json").of("Add a claim")


def test_where_there_is_no_folder_yet_nobody_waits(tmp_path: Path) -> None:
    LeftDrafts(tmp_path / "new" / "drafts.json").keep("Add a claim", {"statement": "Half a thought"})
    assert LeftDrafts(tmp_path / "new" / "drafts.json").of("Add a claim")
