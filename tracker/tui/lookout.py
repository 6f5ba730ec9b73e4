"""What happens by itself while the screens are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from tracker.display import display
from tracker.store.doctor import examine
from tracker.tui.desk import job

if TYPE_CHECKING:
    from tracker.tui.desk import Desk


class Lookout(Widget):
    """Sits unseen below all screens and tells what the user should know and did not ask for."""

    DEFAULT_CSS = "Lookout { display: none; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def on_mount(self) -> None:
        """Pass on what the desk has to tell, from now on."""
        self.desk.listen(self._tell)
        self.look_over()

    @job
    async def look_over(self) -> None:
        """Tell what is wrong with the database, as far as that can be seen at once."""
        if findings := await self.desk.hand_over(examine):
            told = " ".join(finding.sentence for finding in findings)
            self._tell(f"{told} Leave and run: tracker doctor --deep")

    def _tell(self, remark: str) -> None:
        self.app.notify(display(remark), severity="warning", markup=False, timeout=15)
