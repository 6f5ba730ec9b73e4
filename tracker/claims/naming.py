"""Names as they are compared: two with the same key are one name."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """A name as it is compared: case, accents' spelling and spacing do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
