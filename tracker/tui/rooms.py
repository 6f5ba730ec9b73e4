"""Every room that one walks into, and the help.

All that takes long to import hangs on them, so they come after the first look. The user's own keys are read once they
are here, for keys can be given only to what is known of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.tui.lookout import Lookout
from tracker.tui.screens.claim_view import ClaimView
from tracker.tui.screens.claims import ClaimsScreen
from tracker.tui.screens.help import HelpScreen
from tracker.tui.screens.record import RecordScreen
from tracker.tui.screens.review import ReviewScreen
from tracker.tui.screens.sources import SourcesScreen
from tracker.tui.screens.thread import ThreadScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.tui.desk import Desk
    from tracker.tui.screens.room import VisitedRoom

__all__ = ["ROOMS", "ClaimsScreen", "HelpScreen", "Lookout"]

ROOMS: dict[str, Callable[[Desk, int], VisitedRoom]] = {
    "claim": ClaimView,
    "record": lambda desk, _number: RecordScreen(desk),
    "review": lambda desk, _number: ReviewScreen(desk),
    "sources": lambda desk, _number: SourcesScreen(desk),
    "thread": ThreadScreen,
}
"""By the name under which others ask for them."""
