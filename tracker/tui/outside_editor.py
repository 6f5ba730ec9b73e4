"""A long text in the user's own editor: handed over in a private file, taken back when the editor has ended."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_VARIABLES = ("VISUAL", "EDITOR")
# What the operating system says for "no descriptor", and far more signals than come while somebody edits.
_NOBODY = -1
_MANY_SIGNALS = 4096


class Outcome(NamedTuple):
    """What came of an editor: the text as it is now, and what there is to say; nothing when all went well."""

    text: str
    trouble: str = ""


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The words of the command that opens the user's editor. Raises InvalidInput where none is chosen."""
    name = next((name for name in _VARIABLES if environment.get(name, "").strip()), None)
    if name is None:
        raise InvalidInput("No editor is chosen: leave, run for example  export EDITOR=nano  and start again.")
    try:
        return shlex.split(environment[name])
    except ValueError as error:
        raise InvalidInput(f"{name} is not a command that can be run: {environment[name]} ({error}).") from error


def edit_outside(text: str, command: Sequence[str], name: str) -> Outcome:
    """Let an editor change a text in a file called ``name``; the text stays as it was where that fails.

    It waits for the editor to end. What an editor wrote that cannot be taken over stays where it is, and its place is
    told; else nothing of the text is left on the disk.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="tracker-"))
    except OSError as error:
        return Outcome(text, f"No file can be made for the editor: {error.strerror}. The text stays as it was.")
    file = folder / f"{name}.txt"
    outcome = _edit_in(file, text, command)
    if outcome.trouble and _holds_something_else(file, text):
        return Outcome(text, f"{outcome.trouble} What the editor wrote is in {file}.")
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _edit_in(file: Path, text: str, command: Sequence[str]) -> Outcome:
    stays = "The text stays as it was."
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as handed_over:
            handed_over.write(text.encode("utf-8", "replace"))
        with _not_interrupted():
            code = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 -- the user's own choice
        written = file.read_bytes().decode("utf-8") if code == 0 else ""
    except OSError as error:
        return Outcome(text, f"The editor {command[0]} cannot be used: {error.strerror}. {stays}")
    except UnicodeDecodeError:
        return Outcome(text, f"The editor did not write UTF-8. {stays}")
    if code != 0:
        return Outcome(text, f"The editor {command[0]} ended with code {code}. {stays}")
    # Editors end a file with a line break, which is no part of the text.
    return Outcome(written if text.endswith("\n") else written.removesuffix("\n").removesuffix("\r"))


def _holds_something_else(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() not in {text.encode("utf-8", "replace"), b""}
    except OSError:
        return False


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """While the editor has the terminal, ctrl+c is meant for it; the program waits on, and heeds other signals later.

    An event loop hears of every signal by a descriptor that it reads when it runs again, whatever handler there is at
    the time; so all are caught in a pipe, and ctrl+c is left out of what is passed on.
    """
    caught, catching = os.pipe()
    os.set_blocking(caught, False)
    os.set_blocking(catching, False)
    before = signal.signal(signal.SIGINT, lambda *_: None)
    heard_by = signal.set_wakeup_fd(catching)
    try:
        yield
    finally:
        signal.set_wakeup_fd(heard_by)
        signal.signal(signal.SIGINT, before)
        os.close(catching)
        others = os.read(caught, _MANY_SIGNALS).replace(bytes([signal.SIGINT]), b"")
        os.close(caught)
        if others and heard_by != _NOBODY:
            os.write(heard_by, others)
