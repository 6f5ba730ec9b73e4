"""Copies of what is kept: each file is there whole, with its checksum beside it, or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tracker.errors import DatabaseTrouble, NameTaken
from tracker.places import make_private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PART = ".part"
_OLD_SECONDS = 86_400


@contextmanager
def new_copy(target: Path, *, has_checksum: bool = True) -> Iterator[Path]:
    """A file to write the copy into; once that is done it gets the target's name, if the name is free, and a checksum.

    One that is to be written to has none. Its folder is made if need be; all are for their user alone. Raises
    DatabaseTrouble; then nothing is left behind.
    """
    part = target.with_name(f".{secrets.token_hex(8)}{_PART}")
    try:
        make_private_folder(target.parent)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        _put_in_place(part, target, has_checksum=has_checksum)
    except OSError as error:
        raise DatabaseTrouble(f"No copy could be written to {target}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def copy_bytes(file: Path, target: Path) -> None:
    """Copy a file as it is. Raises DatabaseTrouble; then nothing is left behind."""
    with new_copy(target) as part, file.open("rb") as source, part.open("wb") as copy:
        shutil.copyfileobj(source, copy)


def checksum_file(path: Path) -> Path:
    """Where a copy's checksum is, in the form that ``sha256sum --check`` reads."""
    return path.with_name(f"{path.name}.sha256")


def has_its_checksum(path: Path) -> bool:
    """Whether a copy is the file that its checksum was made of; one without a checksum is not known to be another.

    Raises OSError where either cannot be read.
    """
    try:
        told = checksum_file(path).read_bytes().split()
    except FileNotFoundError:
        return True
    return bool(told) and told[0] == _digest(path).encode()


def remove_old_parts(folder: Path) -> None:
    """Remove what copies left that were cut off, by a kill or a power cut, more than a day ago. Raises OSError."""
    for part in folder.glob(f".*{_PART}"):
        with suppress(FileNotFoundError):  # a copy that was being made has its name meanwhile
            if time.time() - part.stat().st_mtime > _OLD_SECONDS:
                part.unlink()


def sync_folder(folder: Path) -> None:
    """See that the names in a folder are on the disk; some network file systems cannot, and do without."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _put_in_place(part: Path, target: Path, *, has_checksum: bool) -> None:
    """Give a finished file its name, if the name is free, and then its checksum.

    Whoever is slower than another has no name to give, and leaves that one's checksum alone.
    """
    with part.open("rb") as file:
        os.fsync(file.fileno())
    if os.path.lexists(target):
        raise _taken(target)
    if has_checksum:
        _put_with_checksum(part, target)
    else:
        _name(part, target)
    sync_folder(target.parent)


def _put_with_checksum(part: Path, target: Path) -> None:
    """What is cut off between the two names leaves a whole copy without a checksum."""
    checksum = part.with_suffix(f".sha256{_PART}")
    try:
        _write_synced(checksum, os.fsencode(f"{_digest(part)}  {target.name}\n"))
        _name(part, target)
        try:
            checksum.replace(checksum_file(target))
        except OSError:
            target.unlink(missing_ok=True)
            raise
    finally:
        with suppress(OSError):
            checksum.unlink(missing_ok=True)


def _name(part: Path, target: Path) -> None:
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise _taken(target) from None
    except OSError:  # no links here, as on FAT
        part.rename(target)


def _taken(target: Path) -> NameTaken:
    return NameTaken(f"{target} exists already and was left as it is: name a new file.")


def _write_synced(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
