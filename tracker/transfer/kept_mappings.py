"""Mappings that somebody has kept under a name, in a file from one import to the next, for every database alike."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker import places
from tracker.claims.drafts import problems_of_text
from tracker.claims.naming import name_key
from tracker.errors import InvalidInput, TrackerError
from tracker.reports.files import bytes_written_whole
from tracker.transfer.manner import Manner
from tracker.transfer.mapping import TARGETS
from tracker.turns import turn_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping under its name: for each field the column, and how the file is to be read."""

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = field(default_factory=Manner)

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a table has all of its columns."""
        return bool(self.columns) and set(self.columns.values()) <= set(header)


def kept_mappings(file: Path | None = None) -> dict[str, KeptMapping]:
    """Every mapping that was kept, by its name. Raises TrackerError when the file is damaged."""
    file = file or places.mappings_file()
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return {str(name): _mapping(str(name), about) for name, about in told.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError, InvalidInput) as error:
        raise TrackerError(f"The mappings in {file} cannot be read: mend the file, or move it away.") from error


def _mapping(name: str, about: dict[str, Any]) -> KeptMapping:
    columns = {field: str(about["columns"][field]) for field in TARGETS if field in about["columns"]}
    manner = {key: str(value) for key, value in about.get("manner", {}).items() if value}
    return KeptMapping(name, columns, Manner(**manner))


def keep_mapping(mapping: KeptMapping, file: Path | None = None) -> None:
    """Keep a mapping, in place of the one that its name stood for. Raises InvalidInput or TrackerError."""
    file = file or places.mappings_file()
    name = " ".join(mapping.name.split())
    problems = problems_of_text("name", "name", name, _LONGEST_NAME)
    if problems or not name:
        raise InvalidInput(problems[0].sentence if problems else "A mapping needs a name.")
    try:
        places.make_private_folder(file.parent)
    except OSError as error:
        raise TrackerError(f"The mapping cannot be kept in {file}: {error.strerror}.") from error
    with turn_in(file.parent):
        kept = {other.name: other for other in kept_mappings(file).values() if name_key(other.name) != name_key(name)}
        _write({**kept, name: KeptMapping(name, mapping.columns, mapping.manner)}, file)


def _write(kept: Mapping[str, KeptMapping], file: Path) -> None:
    told = {
        one.name: {
            "columns": dict(one.columns),
            "manner": {key: value for key in Manner.__slots__ if (value := getattr(one.manner, key))},
        }
        for one in kept.values()
    }
    with bytes_written_whole(file, force=True) as written:
        written.write((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())
