"""Texts that would act on a terminal or on the program, and an archive that is full of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sqlmodel import select

from tracker.claims.decisions import Decision
from tracker.claims.model import ClaimFields, SavedView
from tracker.claims.vocabulary import Verdict
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.store.views import save_view

from .samples import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

HOSTILE = {
    # what Textual's markup would take for itself
    "colour": "[red]alarm[/red]",
    "closing tag": "[/]",
    "wrong closing tag": "[/bold]",
    "link that quits": "[@click=app.quit]press me[/]",
    "link that undoes": "[@click='app.undo()']press me[/]",
    "link in markup": "[link=file:///etc/passwd]press me[/link]",
    "sic": "he said [sic] that",
    "open bracket": "[",
    "nested brackets": "[[bold]][[/bold]]",
    "backslash": "\\[bold]\\",
    "theme variable": "[$error]x[/] $primary {red}",
    "emoji code": ":warning: :bomb:",
    # what a terminal would take for itself
    "clear screen": "a\x1b[2Jb",
    "colour escape": "a\x1b[31mb",
    "move the cursor": "a\x1b[1;1Hb",
    "ask for an answer": "a\x1b[6n\x1b[cb",
    "alternate screen": "a\x1b[?1049lb",
    "mouse off": "a\x1b[?1000l\x1b[?2004lb",
    "title": "a\x1b]0;pwned\x07b",
    "title without bell": "a\x1b]2;pwned\x1b\\b",
    "clipboard": "a\x1b]52;c;aGVsbG8=\x07b",
    "link": "a\x1b]8;;http://example.org\x1b\\b",
    "device control": "a\x1bP+q544e\x1b\\b",
    "application command": "a\x1b_Gf=100;AAAA\x1b\\b",
    "privacy message": "a\x1b^secret\x1b\\b",
    "reset": "a\x1bcb",
    "bare escape": "a\x1b b",
    "c1": "a\x9b31mb",
    "c1 device control": "a\x90qpayload\x9cb",
    "c1 command": "a\x9d0;pwned\x9cb",
    "nul": "a\x00b",
    "bell": "a\x07b",
    "backspace": "visible\x08\x08\x08\x08\x08\x08\x08hidden",
    "carriage return": "visible\rhidden",
    "tabs": "a\t\t\tb",
    "vertical tab": "a\x0bb",
    "form feed": "a\x0cb",
    "delete": "a\x7fb",
    "shift out": "a\x0eb\x0f",
    "newlines": "a\nb\r\nc\td",
    "many newlines": "a" + "\n" * 200 + "b",
    # what changes how text is laid out
    "bidi": "a\u202egnp.exe\u2066b",
    "bidi embeddings": "a\u202a\u202b\u202d\u202cb",
    "bidi isolates": "a\u2067\u2068b\u2069",
    "direction marks": "a\u200e\u200f\u061cb",
    "line separator": "a\u2028b\u2029c\u0085d",
    "zero width": "a\u200bb\ufeffc\u2060d",
    "soft hyphens": "a\u00ad\u00ad\u00adb",
    "lone variation selectors": "\ufe0f\ufe0e\U000e0100a",
    "tags": "a" + "".join(chr(0xE0000 + ord(letter)) for letter in "quit") + "b",
    "interlinear annotation": "a\ufff9b\ufffac\ufffb",
    "private use": "a\ue000\U000f0000b",
    "noncharacters": "a\ufffe\uffff\U0010ffffb",
    "accents": "z" + "\u0301" * 500,
    "enclosing marks": "z" + "\u20dd" * 50 + "\u0336" * 50,
    "long word": "w" * 5_000,
    "wide": "漢字" * 300,
    "right to left": "שלום \u05d1\u05bc\u05b8 مرحبا ﷽ ﷺ",
    "emoji": "👩\u200d🚀 🇫🇷 👨\u200d👩\u200d👧\u200d👦 👍🏽 ﷽",
    "emoji chain": "👩\u200d" * 200,
    "thai and devanagari": "ก็็็็็็็็ क्षि त्र्य",
    # what something that reads the text later would take for itself
    "formula": '=cmd()|"/c calc"',
    "other formulas": "@SUM(1)\t+1\t-1",
    "sql": "'; DROP TABLE claim; --",
    "format strings": "%s%n {0} {__class__} ${HOME} $(id) `id`",
    "json": '{"a": null}\\u001b\\',
    "path": "../../../etc/passwd\x00.csv",
}
FIELDS = (
    "statement", "due_text", "criteria", "notes", "speaker", "subject", "quote", "via", "source_title",
    "source_publisher", "source_author", "source_url", "source_archive_url",
)  # fmt: skip
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
LET_THROUGH = {"\n", "\u200d", "\u200c"}


def acting_in(text: str) -> set[str]:
    """The characters of a text that act on a terminal instead of being shown."""
    return {character for character in set(text) - LET_THROUGH if unicodedata.category(character) in FORBIDDEN}


def keep_hostile(place: Path, *texts: str) -> None:
    """Keep claims of which each field holds one of the texts, past all checks, as another program could.

    Each claim begins where the one before it stopped; the last goes on with the first text.
    """
    claims = -(-len(texts) // len(FIELDS))
    with Archive.open(str(place), user=texts[0]) as archive:
        for number in range(claims):
            told = {name: texts[(number * len(FIELDS) + at) % len(texts)] for at, name in enumerate(FIELDS)}
            fields = ClaimFields.model_construct(
                **ClaimFields(statement="x", said_on=TODAY).model_dump() | told | {"tags": (told["speaker"],)}
            )
            claim_id = archive.run(changes.add_claim, fields)
            archive.run(
                changes.mark_claim,
                claim_id,
                Decision(
                    verdict=Verdict.TRUE if number % 2 else None,
                    decided_on=TODAY,
                    reason=told["statement"],
                    evidence_url=told["due_text"],
                    evidence_title=told["criteria"],
                    evidence_publisher=told["notes"],
                    evidence_quote=told["speaker"],
                ),
            )
            archive.run(save_view, f"view {number}", "")
            archive.run(rename_view, f"view {number}", told["subject"])


def rename_view(session: Session, name: str, hostile: str) -> None:
    """Give a saved view a name that no form would take."""
    session.exec(select(SavedView).where(SavedView.name == name)).one().name = hostile
