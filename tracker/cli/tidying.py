"""Commands that keep many claims in order: tags and the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.choosing import Choice, by_filter
from tracker.cli.terminal import plain_record, say, say_json_list, warn

if TYPE_CHECKING:
    from tracker.cli.call import Call
    from tracker.store.archive import Archive

_IN_TRASH = "status:trash"
_EMPTY = "The trash is empty."


@click.command(
    epilog="""\b
Examples:
  tracker tag 4 7 --add rumour
  tracker tag --filter "speaker:altman said:2025" --add openai --remove ai"""
)
@click.argument("claim_ids", metavar="[ID]...", nargs=-1, type=int)
@click.option("--add", metavar="TAG", multiple=True, help="A tag to put on; may be given again.")
@click.option("--remove", metavar="TAG", multiple=True, help="A tag to take off; may be given again.")
@by_filter
@click.pass_obj
def tag(
    call: Call,
    *,
    claim_ids: tuple[int, ...],
    add: tuple[str, ...],
    remove: tuple[str, ...],
    filter_text: str | None,
    is_sure: bool,
) -> None:
    """Put tags on claims, or take them off."""
    from tracker.store.bulk import tag_claims

    choice = Choice(claim_ids, filter_text, is_sure)
    if not add and not remove:
        raise click.UsageError("Say which tags: --add TAG, --remove TAG.")
    with call.archive() as archive:
        count = archive.run(tag_claims, choice.claims(archive, call.today), add, remove)
    if count:
        say(f"{count} claim{'s' * (count > 1)} changed: tracker undo takes that back.")
    else:
        say("Nothing to change: the tags are as you want them.")


@click.command(
    epilog="""\b
Examples:
  tracker trash 4 7
  tracker trash --filter tag:rumour
  tracker trash
  tracker trash --restore 4"""
)
@click.argument("claim_ids", metavar="[ID]...", nargs=-1, type=int)
@click.option("--restore", "is_restored", is_flag=True, help="Bring the claims back from the trash.")
@by_filter
@click.option("--json", "as_json", is_flag=True, help="Print the claims in the trash as a JSON list.")
@click.pass_obj
def trash(
    call: Call, *, claim_ids: tuple[int, ...], is_restored: bool, filter_text: str | None, is_sure: bool, as_json: bool
) -> None:
    """Move claims to the trash, bring them back, or list what is in it.

    What is in the trash appears in no list, report or thread, and waits there as it is. Without an ID or a filter the
    trash is listed.
    """
    from tracker.store.filters import parse_filter

    if not claim_ids and filter_text is None and not is_restored:
        _list_trash(call, as_json=as_json)
        return
    if as_json:
        raise click.UsageError("--json goes with the list of what is in the trash.")
    choice = Choice(claim_ids, filter_text, is_sure)
    with call.archive() as archive:
        if is_restored:
            _restore(archive, choice.claims(archive, call.today, *parse_filter(_IN_TRASH)))
        else:
            _move(archive, choice.claims(archive, call.today))


def _move(archive: Archive, claim_ids: list[int]) -> None:
    """Move the claims to the trash and say how they come back."""
    from tracker.store.bulk import trash_claims

    count = archive.run(trash_claims, claim_ids)
    if len(claim_ids) == 1:
        again = "" if count else " already"
        say(f"Claim {claim_ids[0]} is in the trash{again}: tracker trash --restore {claim_ids[0]} brings it back.")
    else:
        say(f"{count} claim{'s' * (count != 1)} moved to the trash: tracker trash lists what is in it.")


def _restore(archive: Archive, claim_ids: list[int]) -> None:
    """Bring the claims back and say so."""
    from tracker.store.bulk import restore_claims

    count = archive.run(restore_claims, claim_ids)
    if len(claim_ids) == 1:
        say(f"Claim {claim_ids[0]} {'is back from' if count else 'is not in'} the trash.")
    else:
        say(f"{count} claim{'s' * (count != 1)} back from the trash.")


def _list_trash(call: Call, *, as_json: bool) -> None:
    """The claims in the trash, those said last first."""
    from tracker.cli.claims import print_list
    from tracker.store.filters import parse_filter
    from tracker.store.queries import claim_numbers
    from tracker.store.records import hand_out, listed_records

    terms = parse_filter(_IN_TRASH)
    if call.is_first_look():
        say_json_list(()) if as_json else warn(_EMPTY)
        return
    with call.archive() as archive:
        if as_json:
            archive.run(
                hand_out, listed_records, terms, call.today, lambda found: say_json_list(map(plain_record, found))
            )
        elif archive.run(claim_numbers, terms, call.today):
            print_list(archive, terms, call.today)
        else:
            warn(_EMPTY)
