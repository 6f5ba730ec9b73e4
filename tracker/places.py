"""Where files live: the user's data, and the schema and examples that come with the program.

A search from the shell asks here for its database and takes no longer than pathlib takes to be imported, which
therefore waits for those who want a Path.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING

from tracker.errors import InvalidInput, TrackerError

if TYPE_CHECKING:
    from pathlib import Path

DATABASE_VARIABLE = "TRACKER_DATABASE"
_PACKAGE = os.path.dirname(os.path.realpath(__file__))


def database_address(given: str | None) -> str:
    """The path or address of the database: what was given, else the environment, else the user's data folder."""
    return given or os.environ.get(DATABASE_VARIABLE) or str(data_folder() / "claims.tracker")


def named_path(text: str) -> Path:
    """The path that a user named for something to be written to. Raises InvalidInput for an address.

    The address would become folders that are named by it, password included.
    """
    scheme, is_address, _ = text.partition("://")
    if is_address:
        told = "a database on a server is named by tracker --db" if scheme.startswith("postgres") else "name a file"
        raise InvalidInput(f"What begins with {scheme}:// is an address and no file: {told}. Nothing was written.")
    return _path(os.path.expanduser(text))  # which leaves ~nobody as it is, where pathlib's raises


def data_folder() -> Path:
    """The folder for this user's databases; it may not exist yet."""
    return _user_folder("data")


def drafts_file(address: str) -> Path:
    """Where what is typed and not saved is kept: beside a database's file, else in the user's data folder.

    There, for a server or for a file in a folder that cannot be written, the name tells nothing of the address, and
    another password leads to the same file.
    """
    if "://" not in address:
        beside = _path(os.path.abspath(os.path.expanduser(f"{address}.drafts.json")))
        if os.access(beside.parent, os.W_OK) or not beside.parent.exists():
            return beside
        address = str(beside)
    without_password = re.sub(r"(://[^:/@]*):[^@]*@", r"\1@", re.sub(r"([?&][^=&]*pass[^=&]*)=[^&]*", r"\1", address))
    import hashlib  # noqa: PLC0415 -- most starts need none, and it takes long

    name = hashlib.sha256(without_password.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return data_folder() / "drafts" / f"{name}.json"


def backups_folder(database: Path | None) -> Path:
    """The folder of backups, which may not exist: beside a database's file, for servers in the user's data folder.

    Whatever links lead to the file, they have its backups in common.
    """
    return _backups_beside(_path(os.path.realpath(database))) if database else data_folder() / "backups"


def backups_folders(database: Path) -> list[Path]:
    """Where backups of a database's file may be: their folder, and the one beside the link by which it is named.

    Earlier versions made them there.
    """
    folders = (backups_folder(database), _backups_beside(database))
    return [_path(folder) for folder in dict.fromkeys(map(os.path.realpath, folders))]


def _backups_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.backups")


def settings_file() -> Path:
    """The user's settings; it may not exist."""
    return _user_folder("config") / "settings.toml"


def mappings_file() -> Path:
    """How the columns of other programs' files are to be read, kept under names; it may not exist."""
    return _user_folder("config") / "mappings.json"


def choices_file() -> Path:
    """What the user has chosen on the screens, whichever the database; it may not exist."""
    return _user_folder("state") / "choices.json"


def faults_folder() -> Path:
    """Where is kept what is known of faults of the program; it may not exist."""
    return _user_folder("state") / "faults"


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their user alone. Raises OSError.

    ``Path.mkdir`` would leave those above it to the umask.
    """
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def schema_folder() -> Path:
    """The folder of migrations and documented columns."""
    return _path(_shipped("schema", "env.py"))


def known_revisions() -> list[str]:
    """Every revision of the tables that this program knows, oldest first."""
    return list(_revisions_in(_shipped("schema", "env.py")))


@cache
def _revisions_in(folder: str) -> tuple[str, ...]:
    """The numbers that the names of migrations start with, looked up once: the program's own files stay as they are."""
    names = os.listdir(os.path.join(folder, "versions"))
    return tuple(sorted(name.partition("_")[0] for name in names if name[0].isdigit() and name.endswith(".py")))


def seeds_folder() -> Path:
    """The folder of examples."""
    return _path(_shipped("seeds", "examples.toml"))


def example_articles() -> list[Path]:
    """Articles of our own writing about what the examples tell of, to try reading on."""
    return sorted((seeds_folder() / "articles").glob("*.md"))


def _user_folder(kind: str) -> Path:
    """Where the system has this user's files of a kind kept: ``data``, ``config`` or ``state``."""
    import platformdirs  # noqa: PLC0415 -- a search in a named file needs none, and it takes as long as the search

    return _path(getattr(platformdirs, f"user_{kind}_dir")("claim-tracker", appauthor=False))


def _path(text: str) -> Path:
    from pathlib import Path  # noqa: PLC0415 -- as the module says

    return Path(text)


def _shipped(name: str, proof: str) -> str:
    """A folder that comes with the program: inside the package once installed, beside it in a checkout.

    The environment is never searched: an editable install leaves a stale copy there.
    """
    for folder in (os.path.join(_PACKAGE, f"_{name}"), os.path.join(os.path.dirname(_PACKAGE), name)):
        if os.path.isfile(os.path.join(folder, proof)):
            return folder
    raise TrackerError(f"The program's own “{name}” folder is missing: install the program again.")
