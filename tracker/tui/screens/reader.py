"""Reading an article: its text with what looks like a claim underlined, and one card at a time to keep or pass over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from tracker.tui.screens.passage_keeping import ADD_KEY, NEXT_KEY, PassageKeeping
from tracker.tui.widgets.article_text import ArticleText
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.look_alikes import LookAlikes

if TYPE_CHECKING:
    from textual.app import ComposeResult

AMONG_PASSAGES = frozenset(("go", "go_by_sentence", "go_to_end", "folded"))
"""The actions that go from passage to passage, or say which are offered."""


class ReaderScreen(PassageKeeping):
    """The text and the card, and the keys that walk from passage to passage."""

    DEFAULT_CSS = """
    ReaderScreen {
        layout: vertical;
        #title, #details { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #title { background: $primary-background; color: $text; }
        #body { height: 1fr; }
        #card { height: 50%; padding: 0 1; border-top: solid $primary-background; scrollbar-size-vertical: 1; }
        #offer { height: auto; }
    }
    ReaderScreen.-wide {
        #body { layout: horizontal; }
        ArticleText { width: 3fr; }
        #card { width: 2fr; height: 1fr; border-top: none; border-left: solid $primary-background; }
    }
    """
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(110, "-wide")]  # noqa: RUF012 -- as Textual declares it
    FOOTER: ClassVar[tuple[str, ...]] = ("passage.keep", "passage.skip", "passage.edit", "reader.folded", "reader.back")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down,j",
            "go(1)",
            "next",
            id="reader.next",
            show=False,
            tooltip="Go to the next that looks like a claim",
        ),
        Binding("up,k", "go(-1)", "before", id="reader.before", show=False, tooltip="Go to the one before"),
        Binding(
            "right,l",
            "go_by_sentence(1)",
            "next sentence",
            id="reader.next_sentence",
            show=False,
            tooltip="Go to the next sentence, whatever it says: it can be kept too",
        ),
        Binding(
            "left,h",
            "go_by_sentence(-1)",
            "sentence before",
            id="reader.sentence_before",
            show=False,
            tooltip="Go to the sentence before",
        ),
        Binding(
            "g,home",
            "go_to_end(True)",
            "first",
            id="reader.first",
            show=False,
            tooltip="Go to the first that looks like a claim",
        ),
        Binding("G,end", "go_to_end(False)", "last", id="reader.last", show=False, tooltip="Go to the last one"),
        Binding(
            "m",
            "folded",
            "more",
            id="reader.folded",
            tooltip="Offer those that are only also possible too, or no more",
        ),
        Binding("pagedown", "scroll(1)", "page down", id="reader.page_down", show=False, tooltip="Read on by a page"),
        Binding("pageup", "scroll(-1)", "page up", id="reader.page_up", show=False, tooltip="Read back by a page"),
        Binding("o", "open", "open", id="reader.open", show=False, tooltip="Open the article in the browser"),
        Binding("escape", "back", "back", id="reader.back", tooltip="Leave; the article goes on where you were"),
    ]

    def compose(self) -> ComposeResult:
        """Where one is, what is told of the article, its text, the card, keys."""
        yield Static(id="title", markup=False)
        yield Static(id="details", markup=False)
        with Container(id="body"):
            yield ArticleText()
            with VerticalScroll(id="card", can_focus=False):
                yield LookAlikes(self.desk, add_key=ADD_KEY, next_key=NEXT_KEY)
                yield Static(id="offer", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the text first; what is suggested follows."""
        text = self.query_one(ArticleText)
        text.show_text(self.read.text)
        text.focus()
        self.show()
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One walks from passage to passage once they are known, which takes a while in a long article."""
        return self.is_ready if action in AMONG_PASSAGES else super().check_action(action, parameters)

    def on_article_text_pointed(self, pointed: ArticleText.Pointed) -> None:
        """Go to the sentence that was clicked; a second click keeps it."""
        if self.is_ready:
            self.reading.go_to_text(pointed.offset)
            self.show()
            if pointed.times > 1:
                self.action_keep()

    def action_go(self, by: int) -> None:
        """Go to another passage that is offered."""
        self.reading.go(by)
        self.show()

    def action_go_by_sentence(self, by: int) -> None:
        """Go to another sentence."""
        self.reading.go_by_sentence(by)
        self.show()

    def action_go_to_end(self, first: bool) -> None:  # noqa: FBT001 -- an action's parameter
        """Go to the first or the last passage that is offered."""
        self.reading.go_to_end(first=first)
        self.show()

    def action_folded(self) -> None:
        """Offer more, or fewer."""
        self.reading.shows_folded = not self.reading.shows_folded
        self.show()

    def action_scroll(self, pages: int) -> None:
        """Read on or back without going to another passage."""
        text = self.query_one(ArticleText)
        text.scroll_relative(y=pages * max(1, text.size.height - 2), animate=False)

    def action_open(self) -> None:
        """Open the address of the article."""
        self.open_address(self.fields.url, "No address is noted for this article: D adds one.")
