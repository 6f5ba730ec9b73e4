"""How a refusal must read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.display import display
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable


def refusal_of(load: Callable[..., object], *args: object, **more: object) -> str:
    """The sentence with which this is refused: one, short, and safe for a terminal."""
    with pytest.raises(InvalidInput) as refusal:
        load(*args, **more)
    sentence = str(refusal.value)
    check_sentence(sentence)
    return sentence


def check_sentence(sentence: str) -> None:
    assert display(sentence) == sentence
    assert sentence.endswith(".")
    assert not sentence.endswith("..")
    assert "; " in sentence or ": " in sentence
    assert len(sentence) < 300
    assert "Traceback" not in sentence
