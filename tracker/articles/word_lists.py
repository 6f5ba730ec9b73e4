"""A language's files, read once: ``tracker/languages/<code>/<name>.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")


@cache
def word_lists(language: str, name: str) -> dict[str, Any]:
    """Return what a language's file holds; empty when the language or its file is not there."""
    if not _CODE.fullmatch(language):
        return {}
    from pathlib import Path  # noqa: PLC0415 - slow to import, and needed once a language

    path = Path(__file__).resolve().parent.parent / "languages" / language / f"{name}.toml"
    if not path.is_file():
        return {}
    import tomllib  # noqa: PLC0415

    return tomllib.loads(path.read_text(encoding="utf-8"))


def written_out(phrase: str) -> list[str]:
    """Return every choice of a phrase: ``week{,s}`` gives week and weeks."""
    found = re.search(r"\{([^{}]*)\}", phrase)
    if not found:
        return [phrase]
    before, after = phrase[: found.start()], phrase[found.end() :]
    return [whole for choice in found.group(1).split(",") for whole in written_out(before + choice + after)]
