"""Where a report's first words stand behind the place that it was sent from: "PARIS, 11 March (Agency) - "."""

from __future__ import annotations

import re

_CITY = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’/-]{1,40}"
_DATELINE = re.compile(rf"{_CITY}(?:,[^()\n–—]{{1,30}}?)?\s*(?:\([^()\n]{{1,30}}\)\s*)?(\s-{{1,2}}\s|[–—])\s*")


def behind_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence's own words begin; between two dashes stands what tells more of the first ones."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found and text.find(found.group(1), found.end(), end) < 0 else start
