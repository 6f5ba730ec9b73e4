"""Reading a page in a process of its own, so that no page can keep this one waiting, fill its memory or end it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date

from tracker.articles.loading.article import LoadedArticle
from tracker.articles.loading.refusals import PASTE_INSTEAD, cannot_be_read
from tracker.errors import InvalidInput

_READER = ("-P", "-W", "ignore", "-m", "tracker.articles.loading.page_reader")
"""Without the present folder on the path: an article's neighbour might be called json.py."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the child is asked for: an address, or a file's bytes that are handed to it.

    ``place`` is what was given, ``seconds`` how long everything may take, ``encoding`` what the reader chose.
    """

    place: str
    is_address: bool
    seconds: float
    allow_private_redirects: bool = False
    encoding: str = ""


def read_in_child(asked: Asked, body: bytes = b"") -> LoadedArticle:
    """Have a page read. Raises InvalidInput; the child is gone afterwards, whatever happened."""
    request = json.dumps(asdict(asked)).encode() + b"\n" + body
    try:
        done = subprocess.run(  # noqa: S603 -- this Python, and nothing of the page's among its arguments
            [sys.executable, *_READER],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=asked.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        what = "it was not there whole" if asked.is_address else "it could not be taken apart"
        told = f"{what} within {asked.seconds:g} seconds; try again later, or {PASTE_INSTEAD}"
        raise cannot_be_read(asked.place, told) from None
    except OSError as error:
        told = f"no process can be started for it ({error.strerror}); {PASTE_INSTEAD}"
        raise cannot_be_read(asked.place, told) from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise cannot_be_read(asked.place, f"it is too intricate to be taken apart; {PASTE_INSTEAD}") from None
    if "refused" in told:
        raise InvalidInput(told["refused"])
    day = told["published_on"]
    return LoadedArticle(**told | {"published_on": date.fromisoformat(day) if day else None})
