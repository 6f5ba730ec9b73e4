"""How rates read in little room, the same on the screens and in reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.claims.scoring import Rate

NAMELESS = {
    "speaker": "nobody named",
    "publisher": "no publisher",
    "subject": "no subject",
    "kind": "no kind",
}
"""What a line of the record is called that names nobody, by what claims are counted by."""


def percent(share: float) -> str:
    """``81 %``, rounded as one would by hand."""
    return f"{hundredths(share)} %"


def bounds(rate: Rate) -> str:
    """The interval: ``(49–94)``."""
    low, high = rate.interval
    return f"({hundredths(low)}–{hundredths(high)})"


def count(number: float) -> str:
    """A count that may end in a half: ``29½``."""
    whole = int(number)
    half = "½" if number - whole else ""
    return half if half and not whole else f"{whole:,}{half}"


def rate_in_words(rate: Rate, room: int, *, has_number: bool) -> str:
    """``72 % (49–94), n 10`` in as many of its parts as ``room`` columns hold, a dash without claims.

    With few claims only their counts are told, and that they are too few.
    """
    if rate.share is None:
        return "—"
    if rate.is_small:
        told = f"{count(rate.hits)} of {rate.of}"
        longer: tuple[str, ...] = (f"{told}: too few", told)
    else:
        number = f", n {rate.of:,}" if has_number else ""
        told = percent(rate.share)
        longer = (f"{told} {bounds(rate)}{number}", f"{told}{number}", told)
    return next((text for text in longer if len(text) <= room), told)


def hundredths(share: float) -> int:
    """A share in percent, rounded as one would by hand."""
    return int(share * 100 + 0.5)
