"""Whatever the screens can write, a command can write."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import tracker.cli
import tracker.tui
from tracker.store import examples, journal
from tracker.transfer import importing, kept_mappings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def _modules(room: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        yield import_module(found.name)


def _named_in(room: ModuleType) -> set[str]:
    """Every name that the code of a room reads, imports included, wherever it stands."""
    names: set[str] = set()
    for module in _modules(room):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute):
                names.add(node.attr)
            elif isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.ImportFrom):
                names |= {alias.name for alias in node.names}
    return names


def test_each_write_of_the_screens_has_a_command() -> None:
    screens, commands = _named_in(tracker.tui), _named_in(tracker.cli)
    # Tests mark questions of their own as changes; those of the program are meant.
    ours = {change.__name__ for change in journal._CHANGES if change.__module__.startswith("tracker.")}
    # What imports, and what keeps files, stands in front of the changes.
    doors = (examples.load_examples, importing.write_import, importing.put_rejects_aside, kept_mappings.keep_mapping)
    writes = ours | {door.__name__ for door in doors}
    written_on_screens = writes & screens
    assert len(written_on_screens) > 10
    assert not written_on_screens - commands
