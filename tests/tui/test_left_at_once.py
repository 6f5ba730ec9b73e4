from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual import events

from .samples import INDEFINITELY, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener


@pytest.mark.parametrize("key", ["a", "e", "r", "d", "m", "+"])
async def test_a_form_that_is_left_while_it_opens_ends_nothing(opened: Opener, place: Path, key: str) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened() as person:
        for turns in (0, 40, 80):
            person.app.post_message(events.Key(key, key))
            for _ in range(turns):
                await asyncio.sleep(0)
            person.app.post_message(events.Key("escape", None))
            await person.settle()
            await person.press("escape")
        assert "The open model is delayed" in person.screen
