"""Texts from data are shown as they are, whatever they hold: nothing of them acts on the terminal or the program."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tracker.claims.model import ClaimFields
from tracker.store import changes
from tracker.store.archive import Archive

from .samples import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener

HOSTILE = {
    "colour": "[red]alarm[/red]",
    "closing tag": "[/]",
    "link that quits": "[@click=app.quit]press me[/]",
    "sic": "he said [sic] that",
    "backslash": "\\[bold]\\",
    "clear screen": "a\x1b[2Jb",
    "title": "a\x1b]0;pwned\x07b",
    "clipboard": "a\x1b]52;c;aGVsbG8=\x07b",
    "link": "a\x1b]8;;http://example.org\x1b\\b",
    "c1": "a\x9b31mb",
    "bidi": "a\u202egnp.exe\u2066b",
    "zero width": "a\u200bb\ufeffc",
    "accents": "z" + "\u0301" * 500,
    "long word": "w" * 480,
    "emoji": "👩\u200d🚀 🇫🇷 ﷽",
    "newlines": "a\nb\r\nc\td",
    "formula": '=cmd()|"/c calc"',
}
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
LET_THROUGH = {"\n", "\u200d", "\u200c"}


def keep_hostile(place: Path, text: str) -> None:
    """Put the text into every field, past all checks, as another program could."""
    fields = ClaimFields.model_construct(
        **ClaimFields(statement="x", said_on=TODAY).model_dump()
        | dict.fromkeys(
            (
                "statement",
                "due_text",
                "criteria",
                "notes",
                "speaker",
                "subject",
                "quote",
                "via",
                "source_title",
                "source_publisher",
                "source_author",
                "source_url",
            ),
            text,
        )
        | {"tags": (text,)}
    )
    with Archive.open(str(place), user=text) as archive:
        archive.run(changes.add_claim, fields)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_no_screen_lets_a_text_act(opened: Opener, place: Path, text: str) -> None:
    keep_hostile(place, text)
    async with opened(100, 30) as person:
        ways = ((), ("enter",), ("escape", "m"), ("escape", "e"), ("escape", "x"), ("escape", "question_mark"))
        for keys in (*ways, ("escape", "T"), ("escape", "S"), ("e",), ("escape", "y", "escape")):
            await person.press(*keys)
            shown = set(person.screen) - LET_THROUGH
            acting = {character for character in shown if unicodedata.category(character) in FORBIDDEN}
            assert not acting, f"after {keys}"
        await person.press("escape", "slash")
        await person.paste(text)
        await person.press("enter")
        assert person.app.is_running


@pytest.mark.parametrize("name", ["colour", "closing tag", "link that quits", "sic", "backslash"])
async def test_square_brackets_stay_on_the_screen(opened: Opener, place: Path, name: str) -> None:
    keep_hostile(place, HOSTILE[name])
    async with opened(160, 45) as person:
        assert person.screen.count(HOSTILE[name]) >= 3
        await person.press("enter")
        assert person.screen.count(HOSTILE[name]) >= 6
