"""Commands that write a claim down, or write it anew."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.streams import OutputTrouble, text_from_input
from tracker.cli.terminal import plain_record, say, say_json, warn
from tracker.cli.unset import refuse_empty
from tracker.errors import EditConflict

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.claims.model import ClaimFields
    from tracker.cli.call import Call
    from tracker.store.archive import Archive
    from tracker.store.rows import ClaimCard

F = TypeVar("F", bound="Callable[..., Any]")

_OPTIONS = (
    click.option("--speaker", metavar="NAME", help="Who said it: a person or an organisation."),
    click.option("--subject", metavar="NAME", help="What it is about; claims are grouped by it."),
    click.option("--kind", metavar="KIND", help="release, delay, prediction, promise, … Without it: other."),
    click.option("--said", "said_on", metavar="DAY", help="When it was said, as 2025-07-11. Without it: today."),
    click.option("--due", "due_text", metavar="WORDS", help="The deadline in the words in which it was said."),
    click.option(
        "--reading",
        type=click.IntRange(min=1),
        metavar="N",
        help="Which reading of the deadline is meant, as tracker window numbers them. Without it: the first.",
    ),
    click.option(
        "--language",
        metavar="CODE",
        help="Its language: de, en or fr. Without it: that of the deadline.",
    ),
    click.option("--quote", metavar="WORDS", help="The quotation, word for word."),
    click.option("--url", "source_url", metavar="URL", help="The source's address."),
    click.option("--archive", "source_archive_url", metavar="URL", help="Where an archived copy of the source is."),
    click.option("--title", "source_title", metavar="WORDS", help="The source's title."),
    click.option("--publisher", "source_publisher", metavar="NAME", help="Who published the source."),
    click.option("--author", "source_author", metavar="NAME", help="Who wrote the source."),
    click.option("--published", "source_published_on", metavar="DAY", help="When the source was published."),
    click.option("--via", metavar="NAME", help="Who passed the words on, for second-hand reporting."),
    click.option("--revises", metavar="ID", help="The claim whose date this one moves, drops or repeats."),
    click.option("--depends-on", metavar="ID", help="The claim without which this one cannot be judged."),
    click.option("--criteria", metavar="WORDS", help="What counts as true."),
    click.option("--review-on", metavar="DAY", help="When to come back to it, whatever its deadline."),
    click.option("--notes", metavar="WORDS", help="Notes of your own."),
    click.option("--tag", "tags", metavar="WORD", multiple=True, help="A word to group claims by; may be given again."),
    click.option("--json", "as_json", is_flag=True, help="Print the claim's whole record as JSON."),
)


def _with_the_fields_of_a_claim(command: F) -> F:
    """Give a command one option for each field."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(
    epilog="""\b
Examples:
  tracker add "The open model ships next week" --speaker "Sam Altman" \\
      --said 2025-07-11 --due "next week" --url https://example.org/article
  tracker add "It is put off" --kind delay --due indefinitely --revises 1"""
)
@click.argument("statement")
@_with_the_fields_of_a_claim
@click.pass_obj
def add(call: Call, /, *, statement: str, as_json: bool, **options: Any) -> None:
    """Keep a claim: who said what, when, and by when it should come true.

    STATEMENT is the claim in one sentence of your own; - reads it from standard input. A deadline that cannot be read
    is kept as it was said.
    """
    from tracker.claims.drafts import read_draft
    from tracker.store.changes import add_claim

    refuse_empty("--said", options["said_on"], "a day", "today")
    texts = _typed(options) | {"statement": _read(statement)}
    fields = read_draft(texts, call.today, call.conventions)
    with call.archive(may_be_new=True) as archive:
        same = _same_claim(archive, fields)
        number = archive.run(add_claim, fields)
        if same:
            warn(f"Claim {same} says the same. tracker undo takes the new one back.")
        _tell(call, archive, number, f"Kept as claim {number}.", as_json=as_json)


def _same_claim(archive: Archive, fields: ClaimFields) -> int | None:
    """The number of a claim in which the same speaker says the same, if there is one."""
    from tracker.claims.matching import Likeness
    from tracker.claims.naming import name_key
    from tracker.store.likeness import claims_like, known_spellings

    same = [one for one in archive.run(claims_like, fields.statement) if one.likeness is Likeness.SAME]
    if not same:
        return None
    wanted = name_key(fields.speaker)
    kept_under = {name_key(name): name_key(kept) for name, kept in archive.run(known_spellings, "speaker").items()}
    wanted = kept_under.get(wanted, wanted)
    return next((one.claim_id for one in same if name_key(one.speaker) == wanted), None)


@click.command(
    epilog="""\b
Examples:
  tracker edit 3 --due "by the end of 2027"
  tracker edit 3 --via "" --publisher TechCrunch"""
)
@click.argument("claim_id", metavar="ID", type=int)
@click.option("--statement", metavar="WORDS", help="The claim in one sentence of your own; - reads standard input.")
@_with_the_fields_of_a_claim
@click.pass_obj
def edit(call: Call, /, *, claim_id: int, statement: str | None, as_json: bool, **options: Any) -> None:
    """Change what is written down about a claim.

    Only the fields that are named change; an empty text clears one. --tag names all tags that the claim is to have.
    """
    from tracker.claims.deadlines import Timing, told_of_review_day
    from tracker.claims.drafts import READING, draft_of, read_draft
    from tracker.store.changes import edit_claim
    from tracker.store.queries import claim_card

    texts = _typed(options)
    if statement is not None:
        texts["statement"] = _read(statement)
    if not texts:
        raise click.UsageError("Name what is to change: tracker edit --help lists the fields.")
    with call.archive() as archive:
        card = archive.run(claim_card, claim_id, call.today)
        kept = draft_of(card.fields)
        if texts.get("due_text", kept["due_text"]) != kept["due_text"]:
            del kept[READING]  # it was chosen for the old words
        fields = read_draft(kept | texts, call.today, call.conventions, kept=kept)
        try:
            is_changed = archive.run(
                edit_claim, claim_id, card.version, fields, call.conventions, gives_review_day="review_on" in texts
            )
        except EditConflict:
            fields, is_changed = _edit_together(call, archive, card, fields)
        told = "is changed. tracker undo takes it back." if is_changed else "stays as it was: nothing was changed."
        _tell(call, archive, claim_id, f"Claim {claim_id} {told}", as_json=as_json)
        after = archive.run(claim_card, claim_id, call.today).fields
        if goes := told_of_review_day(Timing.of(card.fields), Timing.of(after), call.today):
            warn(goes)


def _edit_together(call: Call, archive: Archive, card: ClaimCard, mine: ClaimFields) -> tuple[ClaimFields, bool]:
    """Write an edit beside what somebody else wrote since the card was read; what stands, and whether that is new.

    Raises EditConflict where both changed the same field.
    """
    from tracker.claims.changed import title_of_field
    from tracker.claims.merging import merge
    from tracker.store.changes import edit_claim
    from tracker.store.queries import claim_card

    while True:
        theirs = archive.run(claim_card, card.claim_id, call.today)
        merged = merge(card.fields, mine, theirs.fields)
        if merged.conflicts:
            named = ", ".join(map(title_of_field, merged.conflicts))
            raise EditConflict(
                f"Claim {card.claim_id} was changed by somebody else while you edited it, and you both changed: "
                f"{named}. Nothing was written."
            )
        with suppress(EditConflict):  # somebody was faster once more
            return merged.with_mine, archive.run(
                edit_claim, card.claim_id, theirs.version, merged.with_mine, call.conventions
            )


def _read(statement: str) -> str:
    """The statement that is typed, or for - what comes in."""
    return text_from_input() if statement == "-" else statement


def _typed(options: dict[str, Any]) -> dict[str, str]:
    """What was given on the command line, as it would stand in the fields of a form."""
    from tracker.claims.drafts import READING
    from tracker.claims.vocabulary import LIST_JOINT

    tags, reading = options.pop("tags"), options.pop("reading")
    texts: dict[str, str] = {name: text for name, text in options.items() if text is not None}
    return texts | ({"tags": LIST_JOINT.join(tags)} if tags else {}) | ({READING: str(reading)} if reading else {})


def _tell(call: Call, archive: Archive, number: int, told: str, *, as_json: bool) -> None:
    """Say what was written and how the deadline was read. An output that is at fault does not keep the first back."""
    try:
        _tell_in_full(call, archive, number, told, as_json=as_json)
    except OutputTrouble as trouble:
        raise OutputTrouble(f"{trouble} {told}") from trouble


def _tell_in_full(call: Call, archive: Archive, number: int, told: str, *, as_json: bool) -> None:
    from tracker.claims.deadlines import Timing, echo_window, name_reading, review_day
    from tracker.display import display
    from tracker.store.queries import claim_card
    from tracker.store.records import records_of

    if as_json:
        record = archive.run(lambda session: next(records_of(session, [number], call.today)))
        say_json(plain_record(record))
    else:
        say(told)
    fields = archive.run(claim_card, number, call.today).fields
    usual = review_day(Timing.of(fields)._replace(review_on=None), call.today, call.conventions)
    echo = echo_window(
        fields.due_text,
        fields.said_on,
        fields.language,
        call.conventions,
        reading=name_reading(fields.due_edtf, fields.due_rule),
        review_on=None if fields.review_on == usual else fields.review_on,
    )
    is_unread = bool(fields.due_text) and not fields.due_rule
    if is_unread or not as_json:
        words = f"{fields.due_text} → " if fields.due_text else ""
        (warn if is_unread else say)(display(f"due: {words}{echo}"))
    if not as_json:
        _say_other_readings(call, number, fields)


def _say_other_readings(call: Call, number: int, fields: ClaimFields) -> None:
    """Each other way in which a kept deadline can be read, and how that is taken."""
    from tracker.claims.deadlines import echo_of_days, name_reading, readings_of
    from tracker.display import display

    kept = name_reading(fields.due_edtf, fields.due_rule)
    readings = readings_of(fields.due_text, fields.said_on, fields.language, call.conventions)
    names = [name_reading(one.edtf, one.rule) for one in readings]
    for place, (name, other) in enumerate(zip(names, readings, strict=True), start=1):
        # What was not kept by any of them, as words that take a promise back, has no other.
        if kept in names and name != kept:
            takes = f"tracker edit {number} --reading {place} takes it"
            say(display(f"  or {place}: {echo_of_days(other, fields.said_on)}: {takes}"))
