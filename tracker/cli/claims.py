"""Commands about claims: keep, list, show, judge, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.choosing import Choice, by_filter
from tracker.cli.claim_lines import claim_lines, how_many
from tracker.cli.filtering import FILTER_HELP, FilterCommand, read_filter
from tracker.cli.terminal import plain_record, say, say_json, say_json_list, warn
from tracker.cli.unset import never_empty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.cli.call import Call
    from tracker.store.archive import Archive
    from tracker.store.rows import ClaimRow
    from tracker.store.terms import Term

_AT_ONCE = 2_000


@click.command("list", cls=FilterCommand, epilog=FILTER_HELP)
@click.argument("words", metavar="[FILTER]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the claims' whole records as a JSON list.")
@click.pass_obj
def list_claims(call: Call, *, words: tuple[str, ...], as_json: bool) -> None:
    """List claims, those said last first."""
    from tracker.store.straight import claims_with_words

    if not as_json and (page := claims_with_words(call.address, " ".join(words), call.today)):
        _print_rows(page.rows, page.overdue)
        return
    from tracker.store.records import hand_out, listed_records

    terms = read_filter(words)
    if call.is_first_look():
        say_json_list(()) if as_json else _tell_of_none(terms)
        return
    with call.archive() as archive:
        if as_json:
            archive.run(
                hand_out, listed_records, terms, call.today, lambda found: say_json_list(map(plain_record, found))
            )
        elif not print_list(archive, terms, call.today):
            _tell_of_nearest(archive, " ".join(words), call.today)


def print_list(archive: Archive, terms: tuple[Term, ...], today: date) -> bool:
    """The table of the claims that a filter lets through, or what to do when there are none; whether there are any."""
    from tracker.store import queries

    page = archive.run(queries.list_claims, terms, today, 0, _AT_ONCE)
    rows = list(page.rows)
    while len(rows) < page.total and page.rows:
        page = archive.run(queries.list_claims, terms, today, len(rows), _AT_ONCE, page)
        rows += page.rows
    if not rows:
        _tell_of_none(terms)
        return False
    _print_rows(rows, page.overdue)
    return True


def _print_rows(rows: Sequence[ClaimRow], overdue: int) -> None:
    """The table of some claims, and beside the output how many they are."""
    for line in claim_lines(rows, click.style):
        say(line)
    warn(how_many(rows, overdue))


def _tell_of_none(terms: tuple[Term, ...]) -> None:
    from tracker.store.orders import SORT

    warn(
        "No claim fits this filter."
        if any(term.field != SORT for term in terms)
        else 'No claims yet. Keep one with: tracker add "…" --due "next week"   Or look at examples: tracker demo'
    )


def _tell_of_nearest(archive: Archive, text: str, today: date) -> None:
    """List what is near to a filter that finds nothing, beside the output: what reads that gets no such claims."""
    from tracker.store.nearest import nearest_claims, nearest_in_words

    nearest = archive.run(nearest_claims, text, today)
    if nearest.rows:
        warn(nearest_in_words(nearest))
        for line in claim_lines(nearest.rows, click.style):
            warn(line)


@click.command()
@click.argument("claim_id", metavar="ID", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def show(call: Call, *, claim_id: int, as_json: bool) -> None:
    """Show all that is known of one claim."""
    from tracker.cli.card import card_as_json, card_lines
    from tracker.store.claim_history import whole_card
    from tracker.store.filters import parse_filter
    from tracker.store.records import hand_out, records_of, verdict_records

    with call.archive() as archive:
        card = archive.run(whole_card, claim_id, call.today)
        only = parse_filter(f"id:{claim_id}{' status:trash' * card.is_trashed}")
        decisions = archive.run(hand_out, verdict_records, only, call.today, list)
        record = archive.run(lambda session: next(records_of(session, [claim_id], call.today)))
    if as_json:
        say_json(card_as_json(card, record, decisions, call.today))
    else:
        for line in card_lines(card, decisions, call.today):
            say(line)


@click.command(
    epilog="""\b
Examples:
  tracker mark 4 true --on 2025-08-05 --evidence https://example.org/release --thread
  tracker mark 7 8 void --reason "misquoted"
  tracker mark --filter "subject:atlas status:overdue" false
  tracker mark 7 open"""
)
@click.argument("claim_ids", metavar="[ID]...", nargs=-1, type=int)
@click.argument("verdict")
@click.option(
    "--on",
    "occurred_on",
    metavar="DAY",
    callback=never_empty("a day", "none"),
    help="When it happened. Without it what is true happened today, once its window is over on the last day of that; "
    "of what is late or partial the day is not known.",
)
@click.option("--evidence", "evidence_url", metavar="URL", help="The address of the source that shows it.")
@click.option("--title", "evidence_title", metavar="WORDS", help="The title of that source.")
@click.option("--quote", "evidence_quote", metavar="WORDS", help="The words of that source that show it.")
@click.option("--reason", metavar="WORDS", help="Why, in your own words.")
@click.option(
    "--thread",
    "whole_thread",
    is_flag=True,
    help="Decide about every open claim of the thread: each comes true or late by its own window.",
)
@by_filter
@click.pass_obj
def mark(
    call: Call,
    /,
    *,
    claim_ids: tuple[int, ...],
    verdict: str,
    whole_thread: bool,
    filter_text: str | None,
    is_sure: bool,
    **options: str | None,
) -> None:
    """Record what became of a claim, of several, or of a whole thread.

    VERDICT is true, late, partial, false, unverifiable or void; open takes an earlier verdict back. What is true of one
    claim is kept as late when its day is after the window, and what is late as true when it is not.
    """
    from tracker.claims.decisions import read_decision
    from tracker.cli.judging import mark_many, mark_one, settle_thread

    choice = Choice(claim_ids, filter_text, is_sure)
    if whole_thread and choice.only is None:
        raise click.UsageError("--thread goes with the number of one claim.")
    texts = {name: text for name, text in options.items() if text is not None}
    decision = read_decision(texts | {"verdict": verdict}, call.today)
    if decision.verdict is None and options["occurred_on"]:
        raise click.UsageError("A claim that is opened again has no day: leave --on away.")
    with call.archive() as archive:
        if choice.only is None:
            mark_many(archive, choice.claims(archive, call.today), decision)
        elif whole_thread:
            settle_thread(archive, choice.only, decision)
        else:
            mark_one(archive, choice.only, decision, call.today)
    if options["occurred_on"] and decision.verdict and not decision.verdict.tells_a_day:
        warn(f"A verdict of {decision.verdict.value} has no day: the one given with --on was left out.")


@click.command()
@click.pass_obj
def undo(call: Call) -> None:
    """Take your last step back."""
    from tracker.store.undo import undo as take_back

    with call.archive() as archive:
        say(_shown(f"Taken back: {archive.run(take_back)}"))


@click.command()
@click.pass_obj
def redo(call: Call) -> None:
    """Make the step again that you undid last."""
    from tracker.store.undo import redo as make_again

    with call.archive() as archive:
        say(_shown(f"Done again: {archive.run(make_again)}"))


def _shown(text: str) -> str:
    from tracker.display import display

    return display(text)
