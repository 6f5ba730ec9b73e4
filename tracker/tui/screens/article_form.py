"""Where an article comes in: by its address, from a file, or pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tracker.articles.load import LoadedArticle, article_from_text, load_article
from tracker.articles.loading.decoding import encoding_names
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.places import example_articles
from tracker.store.articles import article_text, read_articles, text_as_read
from tracker.tui.desk import job
from tracker.tui.screens.form import Form
from tracker.tui.widgets.field_row import FieldRow, LineInput
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.name_input import NameCompletion
from tracker.tui.widgets.window_input import KEY

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.store.articles import ArticleRow, ReadText
    from tracker.tui.desk import Desk

_ABOUT = (
    "The sentences that look like claims are offered one at a time. "
    "Nothing is kept until you say so, and the article goes on where you left it."
)


class ArticleForm(Form["ReadText | None"]):
    """Answers with the article that was opened, None when the form is left."""

    DEFAULT_CSS = """
    ArticleForm {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        #about { height: auto; padding: 0 1; margin: 0 0 1 0; color: $foreground-muted; }
        #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #row-text TextArea { max-height: 100%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "read", "read", id="article.read", priority=True, tooltip="Open the article"),
        Binding(
            KEY,
            "example",
            "an example",
            id="article.example",
            show=False,
            tooltip="Name an article of our own, to try it; again: another",
        ),
        Binding(
            "escape", "leave", "leave", id="article.leave", tooltip="Back; what is typed is kept for the next time"
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Read an article", {})
        self._earlier: tuple[ArticleRow, ...] = ()

    def compose(self) -> ComposeResult:
        """The address or file, or the text itself."""
        note = "   what you had typed is back" if self.came_back else ""
        yield Static(Content.assemble((self.form_name, "bold"), (note, "$foreground-muted")), id="title", markup=False)
        yield Static(_ABOUT, id="about", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            first = self.texts_at_first
            yield FieldRow("place", "Address, file", text=first.get("place", ""), hint="https://… or article.html")
            yield FieldRow("text", "or its text", text=first.get("text", ""), is_long=True)
            yield FieldRow("encoding", "Encoding", text=first.get("encoding", ""), hint="empty: found by itself")
        yield KeyLine()

    async def on_mount(self) -> None:
        """Start with the address; those of earlier articles complete."""
        editor = self.query_one(LineInput)
        editor.hands_over_texts = True
        editor.focus()
        completion = NameCompletion(editor, "place")
        self.keep_while_typing()
        await self._complete_encodings()
        self._earlier = await self.desk.ask(read_articles)
        await self.mount(completion)
        completion.offer([row.opened_from for row in self._earlier if row.opened_from])
        if not self._earlier:
            self.row("place").echo(f"{KEY} names an article of our own, to try it on")

    async def _complete_encodings(self) -> None:
        completion = NameCompletion(self.row("encoding").query_one(LineInput), "encoding")
        await self.mount(completion)
        completion.offer(encoding_names())

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name}", FieldRow)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed."""
        return {name: self.row(name).text for name in ("place", "text", "encoding")}

    @on(Input.Submitted)
    def open_at_once(self) -> None:
        """Open what the address or file name names; without one go on to the text."""
        if self.row("place").text.strip():
            self.action_read()
        else:
            self.row("text").editor.focus()

    def on_line_input_pasted_text(self, pasted: LineInput.PastedText) -> None:
        """Take a text for the article itself, wherever it is pasted."""
        self.row("text").text = pasted.text
        self.row("text").editor.focus()

    @job
    async def action_read(self) -> None:
        """Open the article, or say why it cannot be read."""
        texts = self.texts
        row = self.row("place" if texts["place"].strip() else "text")
        row.echo("reading …")
        try:
            loaded = await self._loaded(texts)
        except InvalidInput as refusal:
            read = await self._read_earlier(texts["place"].strip(), refusal)
            if read is None:
                row.echo(display(str(refusal)))
                return
        else:
            read = text_as_read(loaded)
        self.mark_saved()
        self.dismiss(read)

    async def _loaded(self, texts: dict[str, str]) -> LoadedArticle:
        place = texts["place"].strip()
        if place:
            may = self.desk.settings.articles.allow_private_redirects
            return await self.desk.work_out(
                load_article, place, encoding=texts["encoding"], allow_private_redirects=may
            )
        return await self.desk.work_out(article_from_text, texts["text"])

    async def _read_earlier(self, place: str, refusal: InvalidInput) -> ReadText | None:
        """The article as it was opened from the same place before, which cannot be read there any more."""
        row = next((row for row in self._earlier if place and row.opened_from == place), None)
        if row is None:
            return None
        told = f"{refusal} This is the text as it was read before."
        # It is told beside the article, when the form is left.
        self.app.notify(display(told), severity="warning", markup=False, timeout=8)
        return await self.desk.ask(article_text, row.article_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Examples are for who has read nothing yet."""
        del parameters
        return action != "example" or not self._earlier

    @job
    async def action_edit_outside(self) -> None:
        """Write or paste the text in the user's own editor."""
        self.write_outside(self.row("text"))

    def action_example(self) -> None:
        """Name an example; again: the next."""
        names = [str(path) for path in example_articles()]
        row = self.row("place")
        now = names.index(row.text) if row.text in names else -1
        row.text = names[(now + 1) % len(names)]
        row.editor.focus()

    def action_leave(self) -> None:
        """Leave, keeping what is typed for the next time."""
        if self.leave_draft():
            self.notify("What you typed is kept: A opens the form again.", markup=False)
        self.dismiss(None)
