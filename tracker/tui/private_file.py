"""A small file of the user's own, in JSON: written whole or not at all, and readable by nobody else."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tracker.places import make_private_folder

if TYPE_CHECKING:
    from pathlib import Path


def read_private_file(file: Path) -> Any:
    """What a file holds, None when there is none. Raises OSError, and ValueError for what is no JSON."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    import json  # noqa: PLC0415 -- at most starts there is no file, and nothing may delay the first look

    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def write_privately(file: Path, told: Any) -> None:
    """Write a file anew beside the old one, then put it in its place. Raises OSError; then nothing is left behind."""
    import json  # noqa: PLC0415 -- as above

    text = json.dumps(told, indent=2) + "\n"
    # Another window of the program may be writing the same file at this moment: each has a new file of its own.
    new = file.with_suffix(f".{os.urandom(8).hex()}.new")
    make_private_folder(file.parent)
    try:
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as opened:
            opened.write(text)
        new.replace(file)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
