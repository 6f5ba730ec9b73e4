"""A language's files, read once: ``tracker/languages/<code>/<name>.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")


def _folder() -> Path:
    from pathlib import Path  # noqa: PLC0415 - slow to import, and needed once a language

    return Path(__file__).resolve().parent


@cache
def word_lists(language: str, name: str) -> dict[str, Any]:
    """Return what a language's file holds; empty when the language or its file is not there."""
    if not _CODE.fullmatch(language):
        return {}
    path = _folder() / language / f"{name}.toml"
    if not path.is_file():
        return {}
    import tomllib  # noqa: PLC0415

    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def languages_with(name: str) -> tuple[str, ...]:
    """Return the codes of the languages that have a file of this name, sorted."""
    return tuple(sorted(path.parent.name for path in _folder().glob(f"*/{name}.toml")))


def written_out(phrases: Iterable[str]) -> Iterator[str]:
    """Yield every choice of each phrase: ``week{,s}`` gives week and weeks."""
    for phrase in phrases:
        found = re.search(r"\{([^{}]*)\}", phrase)
        if not found:
            yield phrase
            continue
        choices = found.group(1).split(",")
        yield from written_out([phrase[: found.start()] + choice + phrase[found.end() :] for choice in choices])
