"""How long the long tests take: short as a rule, at full length with ``TRACKER_LONG_TESTS=1``."""

from __future__ import annotations

import os

IS_LONG = os.environ.get("TRACKER_LONG_TESTS") == "1"


def so_many(short: int, long: int) -> int:
    """How often to try something."""
    return long if IS_LONG else short
