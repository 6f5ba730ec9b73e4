"""What a file was found to be and what it would change: recognised as, its mapping, what to decide, its first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.display import display
from tracker.store.incoming.plan import Confirmed, ImportPlan, State
from tracker.transfer.sheets import Sheet
from tracker.tui.widgets.import_text import counts_line, in_screens_words, plan_text
from tracker.tui.widgets.mapping_list import MappingList
from tracker.tui.widgets.toggles import Tick

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.transfer.importing import Reading
    from tracker.transfer.mapping import Unmapped

NO_COLUMN = "no column"
_MARGIN = 4


class ImportOutcome(Vertical):
    """Shows one thing at a time: work that is going on, a refusal, or a plan.

    ``columns`` is the mapping that is shown, ``header`` what there is to choose from.
    """

    DEFAULT_CSS = """
    ImportOutcome {
        height: auto;
        #recognised { height: auto; margin: 1 0; }
        #switches { height: auto; display: none; }
        Tick { border: none; padding: 0; height: 1; margin: 0 3 0 0; background: transparent; display: none; }
        Tick:focus { border: none; background: $boost; }
        #plan { height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.header: tuple[str, ...] = ()
        self.columns: dict[str, str] = {}
        self._plan: ImportPlan | None = None

    def compose(self) -> ComposeResult:
        """A sentence and the counts, the mapping, what to decide, the rows."""
        yield Static(id="recognised", markup=False)
        yield MappingList()
        with Vertical(id="switches"):
            yield Tick("keep the good rows", id="keeps-good")
            yield Tick("in conflicts the file counts", id="takes-file")
        yield Static(id="plan", markup=False)

    def confirmed(self, plan: ImportPlan) -> Confirmed:
        """The plan with what was decided about bad rows and conflicts."""
        keeps_good, takes_file = (self.query_one(name, Tick).value for name in ("#keeps-good", "#takes-file"))
        return Confirmed(plan, takes_file=takes_file, keeps_good=keeps_good)

    def tell_working(self, what: str) -> None:
        """Say what is being done."""
        self._tell(Content.styled(f"{what} …", "$foreground-muted"))

    def tell_refused(self, sentence: str) -> None:
        """Say why the file cannot be read."""
        self._forget()
        self._tell(Content.styled(display(in_screens_words(sentence)), "$text-error"))

    def tell_unmapped(self, refusal: Unmapped) -> None:
        """Offer the columns for what nothing tells yet."""
        self._forget()
        self.header, self.columns = refusal.header, {"statement": NO_COLUMN, **refusal.columns}
        self.query_one(MappingList).tell(self.columns, {})
        told = "No column looks like a claim's statement: choose below which one is."
        self._tell(Content.styled(told, "$text-warning"))

    def tell_plan(self, reading: Reading, plan: ImportPlan) -> None:
        """Show what the file is and would change."""
        self._forget()
        self._plan = plan
        if reading.columns is not None:
            self.header, self.columns = reading.header, dict(reading.columns)
            source = reading.source
            first = source.lines[0].cells if isinstance(source, Sheet) and source.lines else {}
            self.query_one(MappingList).tell(self.columns, first)
        undecided = {"#keeps-good": plan.counts[State.BAD], "#takes-file": plan.counts[State.CONFLICT]}
        for name, count in undecided.items():
            self.query_one(name, Tick).display = bool(count)
        self.query_one("#switches").display = any(undecided.values())
        self._tell(Content.assemble((display(reading.recognised), "bold"), "\n", counts_line(plan)))
        self.on_resize()

    def on_resize(self) -> None:
        """Fit the rows to the width."""
        if self._plan is not None:
            self.query_one("#plan", Static).update(plan_text(self._plan, self.screen.size.width - _MARGIN))

    def _forget(self) -> None:
        self._plan, self.header, self.columns = None, (), {}
        self.query_one("#switches").display = self.query_one(MappingList).display = False

    def _tell(self, told: Content) -> None:
        self.query_one("#recognised", Static).update(told)
        self.query_one("#plan", Static).update(Content(""))


def nothing_to_write(plan: ImportPlan) -> str:
    """Why a plan, as it was decided, writes nothing."""
    bad, conflicts = plan.counts[State.BAD], plan.counts[State.CONFLICT]
    if bad:
        return f"{bad:,} row{'s' * (bad != 1)} cannot be kept: mend the file, or tick “keep the good rows”."
    if conflicts:
        return "What is in conflict stays as it is here, unless you tick that the file counts."
    return "Nothing to write: everything is here already."
