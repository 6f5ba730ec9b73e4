"""What was found in a file of another program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.transfer.told import ToldClaim


@dataclass(frozen=True, slots=True)
class Found:
    """The claims that a file tells of, and what is worth knowing about it.

    ``rows`` holds for each claim all the rows that tell of it, where that is more than one.
    """

    told: list[ToldClaim]
    remarks: list[str] = field(default_factory=list)
    rows: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
