"""The command line that programs ask most: claims that hold some words, listed before more is imported than that takes.

What reads command lines takes longer to import than the claims take to be found. Whatever is not plain words, or is
not found so, is left to the command.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tracker.cli import clock
from tracker.cli.streams import OutputTrouble, is_watched, let_go_of_the_output
from tracker.errors import TrackerError
from tracker.places import database_address

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_answered_at_once(arguments: Sequence[str]) -> bool:
    """Whether a command line asked for claims with some words, and what it asks for was written to the output.

    Nothing was written otherwise. At a terminal the list has colours, which are left to the command.
    """
    match arguments:
        case ["--db", address, "list", *words] if address.strip():
            pass
        case ["list", *words]:
            address = ""
        case _:
            return False
    if not words or any(word.startswith("-") for word in words) or not sys.stdout or is_watched(sys.stdout):
        return False
    from tracker.store.straight import claims_with_words

    try:
        page = claims_with_words(database_address(address), " ".join(words), clock.today())
    except TrackerError:
        return False
    if page is None:
        return False
    from tracker.cli.claim_lines import claim_lines, how_many

    try:
        sys.stdout.writelines(f"{line}\n" for line in claim_lines(page.rows))
        sys.stdout.flush()
    except BrokenPipeError:
        let_go_of_the_output()
        return True
    except OutputTrouble as trouble:
        let_go_of_the_output()
        sys.stderr.write(f"tracker: {trouble}\n")
        raise SystemExit(trouble.exit_code) from trouble
    sys.stderr.write(f"{how_many(page.rows, page.overdue)}\n")
    return True
