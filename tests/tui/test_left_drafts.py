from __future__ import annotations

import asyncio
import stat
from functools import partial
from pathlib import Path
from threading import Event, Thread, current_thread
from typing import TYPE_CHECKING, Any

import pytest

from tracker.errors import TrackerError
from tracker.places import drafts_file
from tracker.store.archive import Archive
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk
from tracker.tui.left_drafts import LeftDrafts
from tracker.tui.private_file import read_private_file, write_privately
from tracker.tui.screens.form import Form

from .driver import Driver
from .samples import LATE_ROCKET, TODAY, keep

if TYPE_CHECKING:
    from .conftest import Opener


def test_a_draft_outlives_the_program(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    LeftDrafts(file).keep("Add a claim", {"statement": "Half a thought é"})
    assert LeftDrafts(file).of("Add a claim") == {"statement": "Half a thought é"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_last_draft_takes_the_file_with_it(tmp_path: Path) -> None:
    drafts = LeftDrafts(tmp_path / "drafts.json")
    drafts.keep("a", {"x": "1"})
    drafts.keep("b", {"x": "2"})
    drafts.keep("a", {})
    assert LeftDrafts(tmp_path / "drafts.json").of("b") == {"x": "2"}
    drafts.keep("b", {})
    assert not list(tmp_path.iterdir())


def test_windows_of_the_program_leave_each_other_s_drafts_alone(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    one, other = LeftDrafts(file), LeftDrafts(file)
    one.keep("Add a claim", {"statement": "Half a thought"})
    other.keep("Edit claim 3", {"statement": "Another"})
    other.keep("Edit claim 3", {})
    assert LeftDrafts(file).of("Add a claim") == {"statement": "Half a thought"}


def test_what_one_window_has_saved_no_other_brings_back(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    one, other = LeftDrafts(file), LeftDrafts(file)
    one.keep("Add a claim", {"statement": "Half a thought"})
    assert other.of("Add a claim") == {"statement": "Half a thought"}
    one.keep("Add a claim", {})
    assert other.of("Add a claim") == {}
    other.keep("Edit claim 3", {"statement": "Another"})
    assert LeftDrafts(file).of("Add a claim") == {}


def test_a_draft_and_what_is_put_aside_are_swapped_in_one_go(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    one, other = LeftDrafts(file), LeftDrafts(file)
    for typed, before in (({"statement": "A bridge"}, {}), ({"statement": "A tunnel"}, {"statement": "A bridge"})):
        one.keep("Add a claim", typed)
        one.swap("Add a claim", typed, "Add a claim, put aside")
        assert (other.of("Add a claim"), other.of("Add a claim, put aside")) == (before, typed)
    one.swap("Add a claim", {}, "Add a claim, put aside")
    one.swap("Add a claim", {}, "Add a claim, put aside")
    assert not file.exists()


def test_two_that_write_at_the_same_moment_do_not_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "drafts.json"
    put_in_place = Path.replace

    def put_in_place_behind_another(new: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", put_in_place)
        write_privately(file, {"by": "another"})
        return new.replace(target)

    monkeypatch.setattr(Path, "replace", put_in_place_behind_another)
    write_privately(file, {"by": "one"})
    assert read_private_file(file) == {"by": "one"}
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    file.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_privately(file, {"by": "one"})
    assert list(tmp_path.iterdir()) == [file]


def test_a_draft_is_forgotten_also_while_it_is_being_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = LeftDrafts(tmp_path / "drafts.json")
    forgetting = Thread(target=drafts.keep, args=("Add a claim", {}))
    put_in_place = Path.replace

    def put_in_place_meanwhile(new: Path, target: Path) -> Path:
        forgetting.start()
        forgetting.join(0.2)
        return put_in_place(new, target)

    monkeypatch.setattr(Path, "replace", put_in_place_meanwhile)
    drafts.keep("Add a claim", {"statement": "Half a thought"})
    forgetting.join()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damaged", [b"", b"{", b"[1]", b"\xff\xfe", b'"text"', b'{"Add a claim": 1}'])
def test_a_damaged_file_holds_no_drafts(tmp_path: Path, damaged: bytes) -> None:
    file = tmp_path / "drafts.json"
    file.write_bytes(damaged)
    assert LeftDrafts(file).of("Add a claim") == {}


def test_where_nothing_can_be_written_it_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    drafts = LeftDrafts(tmp_path / "file" / "drafts.json")
    with pytest.raises(TrackerError, match="cannot be kept"):
        drafts.keep("a", {"x": "1"})
    drafts.keep("a", {"x": "2"})
    assert drafts.of("a") == {"x": "2"}


def test_a_server_s_address_is_not_told_by_the_file_s_name() -> None:
    name = drafts_file("postgresql://me:secret@host/claims").name
    assert "secret" not in name
    assert "host" not in name


@pytest.mark.parametrize("keys", [("a",), ("m", "t", "enter", "enter", "enter", "enter")])
async def test_quitting_in_the_middle_of_typing_loses_nothing(
    place: Path, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    keep(place, LATE_ROCKET)
    for typed, expected in (("half a thought", "half a thought"), ("", "half a thought")):
        drafts = await asyncio.to_thread(LeftDrafts, tmp_path / "drafts.json")
        desk = Desk(partial(Archive.open, str(place)), lambda: TODAY, drafts=drafts)
        app = TrackerApp(desk)
        async with app.run_test(size=(100, 30)) as pilot:
            person = Driver(app, pilot)
            await person.settle()
            await person.press(*(keys if typed else keys[:1]))
            await person.type(typed)
            assert expected in person.screen
            await person.press("ctrl+q")
        desk.close()


@pytest.mark.parametrize("left", [{}, {"statement": "An old thought"}])
async def test_a_form_that_stands_untouched_takes_nothing_away_that_another_window_left_in_it(
    opened: Opener, tmp_path: Path, left: dict[str, str]
) -> None:
    other = LeftDrafts(tmp_path / "drafts.json")
    other.keep("Add a claim", left)
    async with opened() as person:
        person.app.desk.drafts = LeftDrafts(tmp_path / "drafts.json")
        await person.press("a")
        other.keep("Add a claim", {"statement": "A newer thought"})
        await person.press("escape")
        assert other.of("Add a claim") == {"statement": "A newer thought"}
        await person.press("a")
        assert "A newer thought" in person.screen
        await person.press("end")
        await person.type(" of mine")
        await person.press("escape")
        assert other.of("Add a claim") == {"statement": "A newer thought of mine"}


async def test_what_another_window_puts_aside_meanwhile_stays_and_is_brought_back(
    opened: Opener, tmp_path: Path
) -> None:
    other = LeftDrafts(tmp_path / "drafts.json")
    async with opened(100, 40) as person:
        person.app.desk.drafts = LeftDrafts(tmp_path / "drafts.json")
        await person.press("a")
        other.swap("Add a claim", {"statement": "The bridge opens"}, "Add a claim, put aside")
        await person.type("A tunnel")
        await person.press("escape", "a", "ctrl+s", "a")
        assert "what you had typed is put aside: ctrl+n brings it back" in person.screen
        other.swap("Add a claim", {"statement": "A ferry"}, "Add a claim, put aside")
        await person.press("ctrl+n")
        assert "A ferry" in person.line_with("Claim  ")


async def test_a_draft_that_is_kept_late_does_not_bring_a_saved_form_back(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts, typed_by = LeftDrafts(tmp_path / "drafts.json"), current_thread()
    may_begin, done, keep_at_once = Event(), Event(), drafts.keep

    def keep_late(*told: Any) -> None:
        if current_thread() is typed_by:
            keep_at_once(*told)
            return
        assert may_begin.wait(60)
        keep_at_once(*told)
        done.set()

    monkeypatch.setattr(drafts, "keep", keep_late)
    async with opened(100, 40) as person:
        person.app.desk.drafts = drafts
        await person.press("a")
        await person.press_without_waiting(*"Rocket")
        form = person.app.screen
        assert isinstance(form, Form)
        form._keep_typed()
        await person.press_without_waiting("ctrl+s")
        await person.press_until("", "1 Sep 2025 · other · #1")
        may_begin.set()
        await asyncio.to_thread(done.wait)
        await person.press("a")
        assert "what you had typed is back" not in person.screen
        assert "Rocket" not in person.screen
    assert not (tmp_path / "drafts.json").exists()


async def test_a_form_is_left_once_it_is_saved_though_its_draft_cannot_be_forgotten(
    opened: Opener, tmp_path: Path
) -> None:
    file = tmp_path / "drafts.json"
    async with opened(100, 40) as person:
        person.app.desk.drafts = LeftDrafts(file)
        person.app.desk.drafts.keep("Add a claim", {"statement": "Half a thought"})
        file.unlink()
        file.mkdir()
        await person.press("a")
        assert "what you had typed is back" in person.screen
        await person.press("ctrl+s")
        assert "Claim 1 is kept" in person.notices
        assert f"What is typed cannot be kept in {file}" in person.notices
        assert "Half a thought" in person.line_with("▸")
