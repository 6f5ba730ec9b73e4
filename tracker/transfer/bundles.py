"""Several files that belong together, in a folder or a zip file: written whole or not at all, and read with care.

Nothing is ever unpacked: what a zip file holds is read where it lies, so that no name in it leads anywhere.
"""

from __future__ import annotations

import io
import os
import secrets
import shutil
import stat
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from tracker.errors import InvalidInput
from tracker.reports.files import bytes_written_whole, explained, real_path
from tracker.store.whole_files import sync_folder
from tracker.transfer.quoting import short
from tracker.transfer.texts import LARGEST, check_size, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

ZIP_ENDING = ".zip"
_MOST_FILES = 200
_SUSPICIOUS = 200
"""From so many times its packed size on, what a large zip file unpacks to is no text of people."""
_LARGE = 16 * 1024 * 1024
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The moment that each file in a zip file bears, so that the same content gives the same bytes."""


class Members(Protocol):
    """What files are written into, one after the other."""

    def member(self, name: str) -> AbstractContextManager[IO[str]]:
        """A text file of that name."""
        ...


@dataclass(frozen=True)
class Bundle:
    """Files that were found together; ``shown`` is what messages call them."""

    shown: str
    names: tuple[str, ...]
    read: Callable[[str], bytes]


def is_zip(path: Path) -> bool:
    """Whether a path names a zip file."""
    return path.suffix.casefold() == ZIP_ENDING


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; not if it cannot be a path at all."""
    return os.path.isdir(path)  # noqa: PTH112 -- pathlib's raises for a name that is too long


@contextmanager
def bundle_written_whole(target: Path, *, force: bool, is_ours: Callable[[list[str]], bool]) -> Iterator[Members]:
    """Files that take the target's place together: a zip file if it ends so, else a folder.

    Both can be read by their owner alone. With ``force`` a folder is replaced only if ``is_ours`` says of the names in
    it that they are all such files. Raises InvalidInput when it cannot be written; then nothing is left behind.
    """
    if is_zip(target):
        with bytes_written_whole(target, force=force) as file, zipfile.ZipFile(file, "w") as packed:
            yield _ZipMembers(packed)
        return
    target = real_path(target)
    with explained(target):
        _check_free(target, force=force, is_ours=is_ours)
        draft = target.parent / f".tracker-{secrets.token_hex(8)}.part"
        draft.mkdir(mode=0o700)
        try:
            yield _FolderMembers(draft)
            sync_folder(draft)
            _check_free(target, force=force, is_ours=is_ours)
            _move_into_place(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


class _ZipMembers:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed

    @contextmanager
    def member(self, name: str) -> Iterator[IO[str]]:
        about = zipfile.ZipInfo(name, date_time=_ALWAYS)
        about.compress_type = zipfile.ZIP_DEFLATED
        about.create_system = 3  # rights as Unix has them
        about.external_attr = (stat.S_IFREG | 0o600) << 16
        with self._packed.open(about, "w", force_zip64=True) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="")
            yield text
            text.flush()
            text.detach()


class _FolderMembers:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def member(self, name: str) -> Iterator[IO[str]]:
        descriptor = os.open(self._folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(descriptor, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 -- a descriptor, no path
            yield file
            file.flush()
            os.fsync(descriptor)


def _check_free(target: Path, *, force: bool, is_ours: Callable[[list[str]], bool]) -> None:
    """Raise InvalidInput where something stands that is not to be replaced."""
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise InvalidInput(f"{target} is a file and was left as it is: name a folder, or a file that ends in .zip.")
    names = sorted(os.listdir(target))  # noqa: PTH208 -- names are all that is asked
    if names and not force:
        raise InvalidInput(f"{target} exists already and was left as it is: --force replaces it.")
    if names and not is_ours(names):
        raise InvalidInput(f"{target} holds other files than an export and was left as it is: name another folder.")


def _move_into_place(draft: Path, target: Path) -> None:
    """Give the folder its name; the one that had it goes last."""
    before = target.with_name(f".tracker-{secrets.token_hex(8)}.old")
    is_replaced = target.is_dir()
    if is_replaced:
        target.rename(before)
    try:
        draft.rename(target)
    except OSError:
        if is_replaced:
            before.rename(target)
        raise
    sync_folder(target.parent)
    if is_replaced:
        shutil.rmtree(before)


@contextmanager
def opened_bundle(path: Path) -> Iterator[Bundle]:
    """The files of a folder or a zip file, to be read while it is open. Raises InvalidInput for what is neither."""
    if is_folder(path):
        yield _folder(path)
        return
    content = read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield _zip(packed, str(path), len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InvalidInput(f"{path} is no zip file: it is damaged, or packed in another way.") from error


def _folder(path: Path) -> Bundle:
    """The plain files of a folder; a link in it is refused, wherever it leads."""
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from error

    def read(name: str) -> bytes:
        if (path / name).is_symlink():
            raise InvalidInput(f"{path / name} is a link: put the file itself there.")
        return read_bytes(path / name)

    return Bundle(str(path), tuple(names), read)


def _zip(packed: zipfile.ZipFile, shown: str, size: int) -> Bundle:
    """The files of a zip file, which may lie in one folder in it."""
    files = [one for one in packed.infolist() if not one.is_dir()]
    if len(files) > _MOST_FILES:
        raise InvalidInput(f"{shown} holds {len(files):,} files: that is no export.")
    for one in files:
        _check_member(one, shown)
    whole = sum(one.file_size for one in files)
    if whole > 4 * LARGEST or (whole > _LARGE and whole > _SUSPICIOUS * size):
        raise InvalidInput(f"{shown} would unpack to {whole:,} bytes: that is no export, and it was not read.")
    by_name = {one.filename.rpartition("/")[2]: one for one in files}
    if len(by_name) < len(files):
        raise InvalidInput(f"{shown} holds two files of one name: that is no export.")

    def read(name: str) -> bytes:
        about = by_name[name]
        check_size(f"{shown}: {name}", about.file_size)
        with packed.open(about) as file:
            # Without a bound, all of it would be unpacked before it is cut to what it tells and its checksum compared.
            return file.read(about.file_size + 1)

    return Bundle(shown, tuple(sorted(by_name)), read)


def _check_member(one: zipfile.ZipInfo, shown: str) -> None:
    parts = one.filename.replace("\\", "/").split("/")
    is_elsewhere = one.filename.startswith("/") or ".." in parts or ":" in one.filename or "\\" in one.filename
    if is_elsewhere or len(parts) > 2:  # noqa: PLR2004 -- a file, or a file in one folder
        raise InvalidInput(f"{shown} holds a file that is to lie elsewhere, {short(one.filename)}: that is no export.")
    if stat.S_ISLNK(one.external_attr >> 16):
        raise InvalidInput(f"{shown} holds a link, {short(one.filename)}: that is no export.")
    if one.flag_bits & 1:
        raise InvalidInput(f"{shown} is locked with a password: unpack it first.")
