"""Commands that add to a claim that is kept: one more source, one's own probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.claims.naming import name_key
from tracker.claims.wording import in_quotation_marks
from tracker.cli.terminal import say, warn
from tracker.display import shorten
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.claims.vocabulary import Role
    from tracker.cli.call import Call
    from tracker.store.rows import CitationRow, ClaimCard

_ONE_PERCENT = 0.01
_QUOTE_LENGTH = 40


@click.command(
    epilog="""\b
Examples:
  tracker cite 4 --url https://example.org/article --title "An article" --quote "next week"
  tracker cite 4 --role refutes --publisher "A paper" --quote "not before spring"
  tracker cite 4 --remove "A paper\""""
)
@click.argument("claim_id", metavar="ID", type=int)
@click.option("--url", metavar="URL", help="The source's address.")
@click.option("--archive", "archive_url", metavar="URL", help="Where an archived copy of the source is.")
@click.option("--title", metavar="WORDS", help="The source's title.")
@click.option("--publisher", metavar="NAME", help="Who published the source.")
@click.option("--author", metavar="NAME", help="Who wrote the source.")
@click.option("--published", "published_on", metavar="DAY", help="When the source was published.")
@click.option("--quote", metavar="WORDS", help="The quotation, word for word.")
@click.option("--via", metavar="NAME", help="Who passed the words on, for second-hand reporting.")
@click.option("--role", metavar="ROLE", help="states, supports or refutes. Without it: states.")
@click.option("--remove", metavar="WORDS", help="Take off the source of which these words are told, or of this number.")
@click.pass_obj
def cite(call: Call, /, *, claim_id: int, role: str | None, remove: str | None, **options: str | None) -> None:
    """Attach one more source to a claim, or take one off.

    It states the claim too, or supports or refutes it. A source that is known by its address is not kept twice. One
    that is taken off a claim stays among the sources.
    """
    from tracker.claims.typed import read_code
    from tracker.claims.vocabulary import Role
    from tracker.store.changes import add_source, remove_source
    from tracker.store.queries import claim_card

    texts = {name: text for name, text in options.items() if text is not None}
    if remove is not None and texts:
        raise InvalidInput("--remove goes with --role alone: a source is taken off, or one is added.")
    known_role = read_code(Role, role, "role") if role is not None else None
    with call.archive() as archive:
        if remove is None:
            archive.run(add_source, claim_id, texts, known_role or Role.STATES)
            say(f"Claim {claim_id} has one more source: tracker show {claim_id} lists them.")
            return
        meant = _citation_with(remove, known_role, archive.run(claim_card, claim_id, call.today))
        archive.run(remove_source, claim_id, meant.citation_id)
    say(f"Claim {claim_id} has one source less: {_in_words(meant)}. tracker undo brings it back.")


def _citation_with(words: str, role: Role | None, card: ClaimCard) -> CitationRow:
    """The one source of a claim that has a number, or of which all of some words are told.

    Raises InvalidInput where that is none, or several: then each is listed with its number.
    """
    wanted = name_key(words).split()
    if not wanted:
        raise InvalidInput("Say with --remove words that are told of the source: of its title, address or quotation.")
    of_role = [cited for cited in card.citations if role in {None, cited.role}]
    found = [cited for cited in of_role if [str(cited.citation_id)] == wanted] or [
        cited for cited in of_role if all(word in _words_told_of(cited) for word in wanted)
    ]
    if len(found) == 1:
        return found[0]
    if not card.citations:
        raise InvalidInput(f"Claim {card.claim_id} has no source.")
    which = f"Several sources of claim {card.claim_id} hold" if found else f"No source of claim {card.claim_id} holds"
    listed = "; ".join(f"{cited.citation_id} {_in_words(cited)}" for cited in found or card.citations)
    raise InvalidInput(f"{which} “{words}”: {listed}. Name one by its number. Nothing was written.")


def _words_told_of(cited: CitationRow) -> str:
    """All that is told of a source, also its day as a command writes it."""
    return name_key(" ".join((*cited.told, str(cited.published_on or ""))))


def _in_words(cited: CitationRow) -> str:
    named = ", ".join(filter(None, (cited.title, cited.publisher))) or cited.url
    quoted = in_quotation_marks(shorten(cited.quote, _QUOTE_LENGTH)) if cited.quote else ""
    return f"{cited.role}: {', '.join(filter(None, (named, quoted))) or cited.via}"


@click.command(
    epilog="""\b
Examples:
  tracker credence 4 70
  tracker credence 4 12.5%"""
)
@click.argument("claim_id", metavar="ID", type=int)
@click.argument("percent")
@click.pass_obj
def credence(call: Call, *, claim_id: int, percent: str) -> None:
    """State how likely you think it that a claim comes true.

    PERCENT is a number from 0 to 100, with or without %: 70 and 70% are the same, 0.7 is less than one percent. What
    you stated before is kept beside it.
    """
    from tracker.claims.typed import read_percent
    from tracker.claims.wording import percent_in_words
    from tracker.store.changes import state_credence

    probability = read_percent(percent)
    with call.archive() as archive:
        archive.run(state_credence, claim_id, probability, call.today)
    say(f"Claim {claim_id}: {percent_in_words(probability)} likely, as you see it on {call.today}.")
    if 0 < probability < _ONE_PERCENT:
        meant = probability * 100
        would = f"tracker credence {claim_id} {meant * 100:.4g} would say {percent_in_words(meant)}"
        warn(f"That is less than one percent: {would}.")
