"""Every screen looks as it was found good, at four sizes; ``python -m tests.tui.frames`` draws them anew."""

from __future__ import annotations

import pytest

from .frames import FOLDER, SCENES, SIZES, Scene, frame_file, frames


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_it_did(size: tuple[int, int]) -> None:
    changed = []
    async for scene, text in frames(*size):
        if frame_file(scene, *size).read_text(encoding="utf-8") != text:
            changed.append(f"{scene.name}\n{text}")
    assert not changed, "\n".join(changed)


def test_there_is_a_frame_for_every_screen_and_none_besides() -> None:
    assert set(FOLDER.glob("*.txt")) == {frame_file(scene, *size) for scene in SCENES for size in SIZES}


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene.name != "palette"], ids=lambda scene: scene.name)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_help_and_quit_are_on_every_screen(scene: Scene, size: tuple[int, int]) -> None:
    lines = frame_file(scene, *size).read_text(encoding="utf-8").splitlines()
    assert len(lines) == size[1]
    assert max(map(len, lines)) <= size[0]
    assert " help  " in lines[-1]
    assert " quit" in lines[-1]
