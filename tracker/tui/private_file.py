"""A small file of the user's own: written whole or not at all, and readable by nobody else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tracker.places import make_private_folder

if TYPE_CHECKING:
    from pathlib import Path


def write_privately(file: Path, text: str) -> None:
    """Write a file anew beside the old one, then put it in its place. Raises OSError."""
    new = file.with_suffix(".new")
    make_private_folder(file.parent)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
    new.replace(file)
