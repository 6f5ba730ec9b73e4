"""How a file is to be read where it does not tell by itself."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.errors import InvalidInput

DAY_ORDERS = ("dmy", "mdy")
SCALES = {"1": 1.0, "100": 100.0}


@dataclass(frozen=True, slots=True)
class Manner:
    """``encoding`` as Python names it, ``day_order`` of 3/4/2025, and the ``scale`` of probabilities: "1" or "100".

    What is empty is told from the file. Raises InvalidInput for anything else.
    """

    encoding: str = ""
    day_order: str = ""
    scale: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.day_order and self.day_order not in DAY_ORDERS:
            raise InvalidInput(f"Days are written day first or month first: {' or '.join(DAY_ORDERS)}.")
        if self.scale and self.scale not in SCALES:
            raise InvalidInput(f"Probabilities go up to {' or to '.join(SCALES)}.")
