"""Commands about sources: list them, show one, correct it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.tables import aligned, joined
from tracker.cli.terminal import plain_record, say, say_json, say_json_list, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.cli.call import Call
    from tracker.store.archive import Archive
    from tracker.store.sources import SourceCard, SourceRow

_AT_ONCE = 2_000


@click.command("sources")
@click.argument("words", metavar="[TEXT]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the sources as a JSON list.")
@click.pass_obj
def list_sources(call: Call, *, words: tuple[str, ...], as_json: bool) -> None:
    """List the sources, those published last first.

    TEXT is words that must occur in the publisher, the title, the author or the address.
    """
    text = " ".join(words)
    if call.is_first_look():
        say_json_list(()) if as_json else _tell_of_none(text)
        return
    with call.archive() as archive:
        rows = _all_sources(archive, text)
        if as_json:
            say_json_list(plain_record(dataclasses.asdict(row)) for row in rows)
            return
        found = list(rows)
    for line in aligned([_cells(row) for row in found], (None, None, 24, None, None)):
        say(joined(line))
    if found:
        warn(f"{len(found)} source{'s' * (len(found) > 1)}")
    else:
        _tell_of_none(text)


@click.command(
    epilog="""\b
Examples:
  tracker source 3
  tracker source 3 --publisher TechCrunch --archive https://web.archive.org/…"""
)
@click.argument("source_id", metavar="ID", type=int)
@click.option("--title", metavar="WORDS", help="Its title from now on; an empty text takes it away.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--url", metavar="URL", help="Its address.")
@click.option("--archive", "archive_url", metavar="URL", help="The address of an archived copy.")
@click.option("--published", "published_on", metavar="DAY", help="When it was published.")
@click.option("--language", metavar="CODE", help="Its language, such as en or fr.")
@click.option("--type", metavar="WORD", help="What it is: article, post, filing, talk, ….")
@click.option("--json", "as_json", is_flag=True, help="Print the source with its first claims as JSON.")
@click.pass_obj
def source(call: Call, /, *, source_id: int, as_json: bool, **options: str | None) -> None:
    """Show a source with its claims, or correct it for all of them.

    The fields that are named are corrected; the others stay as they are.
    """
    from tracker.claims.sources import draft_of_source, read_source_fields
    from tracker.store.sources import edit_source, source_card

    told = {name: text for name, text in options.items() if text is not None}
    with call.archive() as archive:
        card = archive.run(source_card, source_id, call.today)
        if told:
            fields = read_source_fields(draft_of_source(card.fields) | told, call.today, card.fields)
            is_changed = archive.run(edit_source, source_id, card.version, fields)
            card = archive.run(source_card, source_id, call.today)
            warn(_what_was_done(card, is_changed=is_changed))
    if as_json:
        say_json(_as_json(card))
    else:
        for line in _lines(card):
            say(line)


def _tell_of_none(text: str) -> None:
    warn("No source holds these words." if text.strip() else "No sources yet: each is kept with a claim.")


def _all_sources(archive: Archive, text: str) -> Iterator[SourceRow]:
    from tracker.store import sources

    offset, total = 0, 1
    while offset < total:
        page = archive.run(sources.list_sources, text, offset, _AT_ONCE)
        yield from page.rows
        offset, total = offset + _AT_ONCE, page.total


def _cells(row: SourceRow) -> list[str]:
    published = str(row.published_on or "")
    claims = f"{row.claim_count} claim{'s' * (row.claim_count != 1)}"
    return [f"{row.source_id:>4}", published, row.publisher, claims, row.title or row.url or row.author]


def _what_was_done(card: SourceCard, *, is_changed: bool) -> str:
    if not is_changed:
        return f"Source {card.source_id} stays as it was."
    count = card.claim_count
    cited = f" for the {count} claims that cite it" if count > 1 else ""
    return f"Source {card.source_id} is changed{cited}. tracker undo takes it back."


def _lines(card: SourceCard) -> Iterator[str]:
    """The source, its fields by name, and its claims."""
    from tracker.claims.sources import draft_of_source
    from tracker.claims.wording import status_in_words
    from tracker.display import display

    yield display(f"Source {card.source_id}  {card.fields.name}")
    for name, text in draft_of_source(card.fields).items():
        if text and name != "title":
            yield f"  {_NAMES.get(name, name):<12}  {display(text)}"
    yield ""
    yield f"{card.claim_count} claim{'s' * (card.claim_count != 1)}"
    table = [
        [f"{cited.claim_id:>6}", status_in_words(cited.status, cited.kind), cited.speaker, cited.statement]
        for cited in card.claims
    ]
    yield from map(joined, aligned(table, (None, None, 24, None)))
    if card.claim_count > len(card.claims):
        yield f"  and {card.claim_count - len(card.claims)} more: tracker list {display(card.filter)}"


_NAMES = {"url": "address", "archive_url": "archived at", "published_on": "published on"}


def _as_json(card: SourceCard) -> dict[str, Any]:
    told = plain_record(card.fields._asdict())
    claims = [plain_record(dataclasses.asdict(cited)) for cited in card.claims]
    counted = {"claim_count": card.claim_count, "claims": claims, "version": card.version}
    return {"source_id": card.source_id} | told | counted
