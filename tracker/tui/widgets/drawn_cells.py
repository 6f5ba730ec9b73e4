"""Texts cut and filled to the cells of a terminal, of which a Chinese or Japanese character takes two."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

_JOINER = "\u200d"
"""It draws what comes next, an ellipsis or a blank as well, together with the letter before it."""


def cut(text: str, cells: int) -> str:
    """``text`` in at most so many cells, with an ellipsis where something is left out."""
    whole = text.rstrip(_JOINER)
    if cell_len(whole) <= cells:
        return whole
    return set_cell_size(whole, cells - 1).rstrip(f" {_JOINER}") + "…" if cells > 0 else ""


def filled(text: str, cells: int) -> str:
    """``text`` in exactly so many cells: cut, or filled up with blanks."""
    return set_cell_size(cut(text, cells), cells)
