"""The command that reads an article: what looks like a claim in it, and keeping some of that."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.article import ALL, SHOWN, Article, tell
from tracker.cli.terminal import warn
from tracker.display import display
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.cli.call import Call
    from tracker.dates.conventions import Conventions
    from tracker.store.archive import Archive
    from tracker.store.articles import Decisions, ReadText

_DETAILS = (
    click.option("--title", metavar="WORDS", help="The article's title, where another was found."),
    click.option("--publisher", metavar="NAME", help="Who published it."),
    click.option("--author", metavar="NAME", help="Who wrote it."),
    click.option("--published", "published_on", metavar="DAY", help="When it was published, as 2025-07-11."),
    click.option("--language", metavar="CODE", help="Its language, such as en or fr."),
    click.option("--url", metavar="URL", help="Its address."),
    click.option("--archive", "archive_url", metavar="URL", help="The address of an archived copy."),
)


def _with_details(command: Any) -> Any:
    for option in reversed(_DETAILS):
        command = option(command)
    return command


@click.command(
    epilog="""\b
Examples:
  tracker read article.html
  tracker read https://example.org/article --accept shown
  tracker read - --published 2025-07-11 --accept 1,3-5 --skip 2 < article.txt"""
)
@click.argument("place", metavar="FILE|ADDRESS|-")
@click.option("--accept", metavar="WHICH", help="Keep these as claims: shown, all, or numbers such as 1,3-5.")
@click.option("--skip", metavar="WHICH", help="Note that these make no claim to keep.")
@click.option("--cite", metavar="N=ID", multiple=True, help="Add the article to claim ID, with the words of number N.")
@click.option("--confirm", metavar="N=ID", multiple=True, help="Say that number N is what claim ID quotes, changed.")
@click.option("--subject", metavar="NAME", help="What the claims that are kept are about.")
@click.option("--encoding", default="", metavar="NAME", help="What it is written in, where another was found.")
@_with_details
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def read(
    call: Call,
    /,
    *,
    place: str,
    accept: str | None,
    skip: str | None,
    cite: tuple[str, ...],
    confirm: tuple[str, ...],
    subject: str | None,
    encoding: str,
    as_json: bool,
    **details: str | None,
) -> None:
    """Read an article: list what looks like a claim in it, and keep some.

    Each is numbered and has its reasons. Nothing is kept without --accept. A file may be text, Markdown or HTML; -
    reads standard input. What was decided about the same text before is told.
    """
    opened = _opened(call, place, encoding)
    told = {name: text for name, text in details.items() if text is not None}
    writes = any((accept, skip, cite, confirm))
    refused = 0
    if not writes and call.is_first_look():
        article = _with_passages(_corrected(opened, told, call.today), None, call.conventions)
    else:
        with call.archive(may_be_new=writes) as archive:
            article = _at_hand(archive, opened, told, call)
            if writes:
                _check_numbers(article, accept or "", skip or "")
                _check_links(archive, article, cite, confirm)
                _correct(archive, article, call.today, is_told=bool(told))
                _link(archive, article, cite, confirm)
                _skip(archive, article, skip or "")
                article = _at_hand(archive, article.opened, {}, call)
                refused = _accept(call, archive, article, accept or "", subject or "")
                article = _at_hand(archive, article.opened, {}, call)
    tell(article, call, as_json=as_json)
    if refused:
        click.get_current_context().exit(InvalidInput.exit_code)


def _opened(call: Call, place: str, encoding: str) -> ReadText:
    from tracker.articles.load import load_article
    from tracker.store.articles import text_as_read

    may = call.settings.articles.allow_private_redirects
    return text_as_read(load_article(place, encoding=encoding, allow_private_redirects=may))


def _at_hand(archive: Archive, opened: ReadText, told: dict[str, str], call: Call) -> Article:
    """The article as it is kept, or as it was opened, with what is told of it."""
    from tracker.store.articles import decisions_about

    decisions = archive.run(decisions_about, opened)
    as_kept = replace(opened, fields=decisions.kept.fields) if decisions.kept else opened
    return _with_passages(_corrected(as_kept, told, call.today), decisions, call.conventions)


def _corrected(opened: ReadText, told: dict[str, str], today: date) -> ReadText:
    from tracker.claims.sources import draft_of_source, read_source_fields

    if not told:
        return opened
    return replace(opened, fields=read_source_fields(draft_of_source(opened.fields) | told, today, opened.fields))


def _with_passages(opened: ReadText, decisions: Decisions | None, conventions: Conventions) -> Article:
    """The article with its sentences and what was decided about them; None where nothing can have been."""
    from tracker.articles.reading import Reading
    from tracker.articles.suggest import every_sentence

    fields = opened.fields
    reading = Reading(opened.text, every_sentence(opened.text, fields.language, fields.published_on, conventions))
    reading.decide(decisions.marks if decisions else ())
    places = tuple(n for n, offer in enumerate(reading.offers) if offer.suggestion.is_suggested)
    return Article(opened, opened.fields, reading, places, decisions.quoting if decisions else frozenset())


def _check_numbers(article: Article, accept: str, skip: str) -> None:
    """Raise InvalidInput for passages that there are not or that are named twice, before anything is written."""
    accepted, skipped = ((article.numbers(which) if which else []) for which in (accept, skip))
    both = [number for number in accepted if number in skipped]
    if both and not {accept, skip} & {ALL, SHOWN}:
        raise InvalidInput(f"Passage {both[0]} cannot be kept and skipped: name it once. Nothing was written.")


def _check_links(archive: Archive, article: Article, cite: Sequence[str], confirm: Sequence[str]) -> None:
    """Raise InvalidInput for links that cannot be or that there are, before anything is written."""
    from tracker.store.claim_rows import live_row

    for number, claim_id in map(_pair, (*cite, *confirm)):
        archive.run(live_row, claim_id)
        if article.is_decided_for(number, claim_id):
            raise InvalidInput(f"Passage {number} is of claim {claim_id} already. Nothing was written.")
    for _, claim_id in map(_pair, confirm):
        if claim_id not in article.quoting:
            raise InvalidInput(f"Claim {claim_id} quotes nothing of this article: --cite adds it. Nothing was written.")


def _correct(archive: Archive, article: Article, today: date, *, is_told: bool) -> None:
    """Keep the article as it was told, for all claims that cite it."""
    from tracker.store.passages import keep_article
    from tracker.store.sources import edit_source, source_card

    if not is_told:
        return
    card = archive.run(source_card, archive.run(keep_article, article.opened), today)
    archive.run(edit_source, card.source_id, card.version, article.fields)


def _link(archive: Archive, article: Article, cite: Sequence[str], confirm: Sequence[str]) -> None:
    """Add the article to claims, or say that its words are those that claims quote."""
    from tracker.store.passages import cite_passage, confirm_passage

    for number, claim_id in map(_pair, confirm):
        archive.run(confirm_passage, article.opened, article.span(number), claim_id)
    for number, claim_id in map(_pair, cite):
        draft = article.draft(number, date.min)
        around = (draft["quote"], draft["quote_prefix"], draft["quote_suffix"])
        archive.run(cite_passage, article.opened, article.span(number), claim_id, around, article.quoting)


def _skip(archive: Archive, article: Article, which: str) -> None:
    from tracker.store.passages import skip_passages

    if which:
        numbers = article.numbers(which)
        count = archive.run(skip_passages, article.opened, [article.span(number) for number in numbers])
        decided = f", {len(numbers) - count} decided before" if count < len(numbers) else ""
        warn(f"{count} passage{'s' * (count != 1)} skipped{decided}.")


def _accept(call: Call, archive: Archive, article: Article, which: str, subject: str) -> int:
    """Keep what nothing was decided about as claims, in one step; how many could not be kept."""
    from tracker.claims.drafts import Refused, read_draft
    from tracker.store.passages import keep_claims

    wanted, refused = [], 0
    for number in article.numbers(which) if which else ():
        if article.reading.is_decided(article.place(number)):
            continue
        try:
            fields = read_draft(article.draft(number, call.today, subject), call.today, call.conventions)
        except Refused as why:
            warn(display(f"{number}: {why}"))
            refused += 1
        else:
            wanted.append((article.span(number), fields))
    if which:
        count = len(archive.run(keep_claims, article.opened, wanted, article.quoting, only_open=True))
        others = f", {len(wanted) - count} kept by somebody else meanwhile" if count < len(wanted) else ""
        warn(f"{count} claim{'s' * (count != 1)} kept{others}.{' tracker undo takes it back.' * bool(count)}")
    return refused


def _pair(text: str) -> tuple[int, int]:
    """``3=12``: a passage's number and a claim's. Raises InvalidInput for anything else."""
    found = re.fullmatch(r"([0-9]{1,6})=([0-9]{1,9})", text.strip())
    if found is None:
        raise InvalidInput(f"“{display(text)}” names no passage and claim: write 3=12 for passage 3 and claim 12.")
    return int(found[1]), int(found[2])
