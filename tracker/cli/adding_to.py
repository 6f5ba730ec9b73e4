"""Commands that add to a claim that is kept: one more source, one's own probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.terminal import say, warn

if TYPE_CHECKING:
    from tracker.cli.call import Call

_ONE_PERCENT = 0.01


@click.command(
    epilog="""\b
Examples:
  tracker cite 4 --url https://example.org/article --title "An article" --quote "next week"
  tracker cite 4 --role refutes --publisher "A paper" --quote "not before spring\""""
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
@click.option("--role", metavar="ROLE", default="states", help="states, supports or refutes. Without it: states.")
@click.pass_obj
def cite(call: Call, /, *, claim_id: int, role: str, **options: str | None) -> None:
    """Attach one more source to a claim.

    It states the claim too, or supports or refutes it. A source that is known by its address is not kept twice.
    """
    from tracker.claims.typed import read_code
    from tracker.claims.vocabulary import Role
    from tracker.store.changes import add_source

    texts = {name: text for name, text in options.items() if text is not None}
    with call.archive() as archive:
        archive.run(add_source, claim_id, texts, read_code(Role, role, "role"))
    say(f"Claim {claim_id} has one more source: tracker show {claim_id} lists them.")


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
        meant = percent_in_words(probability * 100)
        warn(f"That is less than one percent: tracker credence {claim_id} {meant} would say {meant}.")
