"""The verdicts as a list to choose from by one key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tracker.claims.vocabulary import Kind, Verdict
from tracker.tui.palette import status_style

if TYPE_CHECKING:
    from textual import events

OPEN_KEY = "o"


class VerdictChoice(Widget, can_focus=True):
    """One line a verdict; its key or the arrows choose it."""

    DEFAULT_CSS = """
    VerdictChoice { height: auto; padding: 0 1; margin: 0 0 1 0; }
    VerdictChoice:focus { background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                v.key,
                f"choose('{v.value}')",
                v.label,
                id=f"verdict.{v.value}",
                show=False,
                tooltip=f"Decide: {v.label}",
            )
            for v in Verdict
        ),
        Binding(
            OPEN_KEY, "choose('open')", "open again", id="verdict.open", show=False, tooltip="Take the verdict back"
        ),
        Binding("down,j", "step(1)", "next", id="verdict.next", show=False, tooltip="The verdict below"),
        Binding("up,k", "step(-1)", "previous", id="verdict.previous", show=False, tooltip="The verdict above"),
        Binding("enter", "app.focus_next", "go on", id="verdict.go_on", tooltip="Go on to the day and the evidence"),
    ]

    chosen: reactive[str] = reactive("")
    """The code of the verdict that is chosen, ``open`` to take one back, empty before anything is chosen."""

    @dataclass
    class Chosen(Message):
        """Another verdict was chosen; None opens the claim again."""

        verdict: Verdict | None

    class ChosenByKey(Message):
        """A verdict was chosen by its key, perhaps the one that was chosen already: what is asked next can be told."""

    def __init__(self, kind: Kind, *, is_settled: bool) -> None:
        super().__init__()
        self._kind = kind
        fitting = (verdict for verdict in Verdict if verdict is not Verdict.LATE or not kind.judged_on_substance)
        self._choices: list[Verdict | None] = [*fitting, *([None] if is_settled else [])]

    def render(self) -> Content:
        """Key, glyph and label, the chosen one marked."""
        lines: list[Content] = []
        for verdict in self._choices:
            is_chosen = _code_of(verdict) == self.chosen
            mark = "▸ " if is_chosen else "  "
            weight = "bold " if is_chosen else ""
            key, glyph = (verdict.key, verdict.glyph) if verdict else (OPEN_KEY, "○")
            label = verdict.label_for(self._kind) if verdict else "open again: take the verdict back"
            colour = status_style(verdict) if verdict else "$foreground-muted"
            lines.append(Content.assemble((f"{mark}{key}  ", "bold"), (f"{glyph} {label}", f"{weight}{colour}")))
        return Content("\n").join(lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A verdict can be taken back where one stands."""
        if (action, *parameters) == ("choose", _code_of(None)):
            return None in self._choices
        return super().check_action(action, parameters)

    def watch_chosen(self, code: str) -> None:
        """Tell the form."""
        for verdict in self._choices:
            if code == _code_of(verdict):
                self.post_message(self.Chosen(verdict))

    def choose(self, code: str) -> bool:
        """Choose a verdict, or say that it is none on a claim of this kind; whether it is chosen."""
        if code in map(_code_of, self._choices):
            self.chosen = code
            return True
        self.screen.notify(f"“{code}” is no verdict on a {self._kind}.", severity="warning", markup=False)
        return False

    def action_choose(self, code: str) -> None:
        """Choose by key."""
        if self.choose(code):
            self.post_message(self.ChosenByKey())

    def action_step(self, by: int) -> None:
        """Choose the verdict above or below."""
        codes = [_code_of(verdict) for verdict in self._choices]
        place = codes.index(self.chosen) + by if self.chosen else 0
        self.chosen = codes[max(0, min(place, len(codes) - 1))]

    def on_click(self, event: events.Click) -> None:
        """Choose the line clicked."""
        if 0 <= event.y < len(self._choices):
            self.chosen = _code_of(self._choices[event.y])


def _code_of(verdict: Verdict | None) -> str:
    return verdict.value if verdict else "open"
