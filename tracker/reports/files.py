"""Files that are written whole or not at all: a full disk or a kill leaves the old file as it was."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

from tracker.errors import InvalidInput
from tracker.store.whole_files import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

File = TypeVar("File", bound=IO[Any])
_DATABASE_HEADER = b"SQLite format 3\0"


@contextmanager
def written_whole(target: Path, *, force: bool) -> Iterator[TextIO]:
    """A text file that takes the target's place once everything is written and synced.

    Without ``force`` it never takes the place of another file, not even of one that appears meanwhile; a database it
    never replaces. Raises InvalidInput when the target cannot be written; then nothing is left behind.
    """

    def text(descriptor: int) -> TextIO:
        return open(descriptor, "w", encoding="utf-8", newline="")

    with _draft_of(target, text, rights=0o666, force=force) as file:
        yield file


@contextmanager
def bytes_written_whole(target: Path, *, force: bool) -> Iterator[BinaryIO]:
    """The same for bytes; a new file can be read by its owner alone."""

    def content(descriptor: int) -> BinaryIO:
        return open(descriptor, "wb")

    with _draft_of(target, content, rights=0o600, force=force) as file:
        yield file


@contextmanager
def _draft_of(target: Path, opened: Callable[[int], File], *, rights: int, force: bool) -> Iterator[File]:
    target = real_path(target)
    with explained(target):
        mode = _mode_of(target, force=force)
        draft = target.parent / f".tracker-{secrets.token_hex(8)}.part"
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, rights)
        try:
            file = opened(descriptor)
            with file:
                if mode is not None:
                    os.fchmod(descriptor, mode)
                yield file
                file.flush()
                os.fsync(descriptor)
            _put_in_place(draft, target, force=force)
        finally:
            draft.unlink(missing_ok=True)


def real_path(target: Path) -> Path:
    """Where a path leads to; a home that nobody has stays as it is written."""
    return Path(os.path.realpath(os.path.expanduser(target)))  # noqa: PTH111 -- pathlib's raises for ~nobody


def _mode_of(target: Path, *, force: bool) -> int | None:
    """The rights of the file that is replaced, which the new one keeps; None when there is none."""
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found):
        raise InvalidInput(f"{target} is a folder: name a file in it.")
    if not stat.S_ISREG(found):
        raise InvalidInput(f"{target} is not a plain file: name another one, or - for standard output.")
    if _is_database(target):
        raise InvalidInput(f"{target} is a database and was left as it is: name another file.")
    if not force:
        raise InvalidInput(f"{target} exists already and was left as it is: --force replaces it.")
    return stat.S_IMODE(found)


def _is_database(target: Path) -> bool:
    with target.open("rb") as file:
        return file.read(len(_DATABASE_HEADER)) == _DATABASE_HEADER


def _put_in_place(draft: Path, target: Path, *, force: bool) -> None:
    if force:
        draft.replace(target)
    else:
        _link(draft, target)
    sync_folder(target.parent)


def _link(draft: Path, target: Path) -> None:
    """Give the file its name only if the name is free, in one step where the file system can link."""
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # No links here, as on FAT: a look before the rename is the best there is.
        _mode_of(target, force=False)
        draft.rename(target)


@contextmanager
def explained(target: Path) -> Iterator[None]:
    """Turn what keeps a file from being written into a refusal."""
    try:
        yield
    except FileExistsError:
        raise InvalidInput(f"{target} exists already and was left as it is: --force replaces it.") from None
    except (FileNotFoundError, NotADirectoryError):
        raise InvalidInput(f"There is no folder {target.parent}: make it first, or name another file.") from None
    except OSError as error:
        raise InvalidInput(f"{target} cannot be written: {error.strerror}.") from error
