from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from .samples import NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener


async def test_what_is_wrong_with_the_database_is_told_at_the_start(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    with closing(sqlite3.connect(place)) as file:
        file.execute("DELETE FROM standing WHERE claim_id = 1")
        file.commit()
    async with opened(100, 30) as person:
        assert "1 claim has no standing. Leave and run: tracker doctor --deep" in person.notices


async def test_of_a_database_that_is_well_nothing_is_told(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        assert person.notices == ""
