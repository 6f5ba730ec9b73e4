"""Where files live: the user's data, and the schema and examples that come with the program."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tracker.errors import InvalidInput, TrackerError

DATABASE_VARIABLE = "TRACKER_DATABASE"
_PACKAGE = Path(__file__).resolve().parent


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
    return Path(os.path.expanduser(text))  # noqa: PTH111 -- pathlib's raises for ~nobody


def data_folder() -> Path:
    """The folder for this user's databases; it may not exist yet."""
    return _user_folder("data")


def drafts_file(address: str) -> Path:
    """Where what is typed and not saved is kept: beside a database's file, else in the user's data folder.

    There, for a server or for a file in a folder that cannot be written, the name tells nothing of the address, and
    another password leads to the same file.
    """
    if "://" not in address:
        beside = Path(os.path.abspath(os.path.expanduser(f"{address}.drafts.json")))  # noqa: PTH100, PTH111 -- ~nobody
        if os.access(beside.parent, os.W_OK) or not beside.parent.exists():
            return beside
        address = str(beside)
    without_password = re.sub(r"(://[^:/@]*):[^@]*@", r"\1@", re.sub(r"([?&][^=&]*pass[^=&]*)=[^&]*", r"\1", address))
    import hashlib  # noqa: PLC0415 -- most starts need none, and it takes long

    name = hashlib.sha256(without_password.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return data_folder() / "drafts" / f"{name}.json"


def backups_folder(database: Path | None) -> Path:
    """The folder of backups, which may not exist: beside a database's file, for servers in the user's data folder."""
    return database.with_name(f"{database.name}.backups") if database else data_folder() / "backups"


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
    return _shipped("schema", "env.py")


def seeds_folder() -> Path:
    """The folder of examples."""
    return _shipped("seeds", "examples.toml")


def example_articles() -> list[Path]:
    """Articles of our own writing about what the examples tell of, to try reading on."""
    return sorted((seeds_folder() / "articles").glob("*.md"))


def _user_folder(kind: str) -> Path:
    """Where the system has this user's files of a kind kept: ``data``, ``config`` or ``state``."""
    import platformdirs  # noqa: PLC0415 -- a search in a named file needs none, and it takes as long as the search

    found = getattr(platformdirs, f"user_{kind}_path")("claim-tracker", appauthor=False)
    assert isinstance(found, Path)  # noqa: S101 -- as its names say
    return found


def _shipped(name: str, proof: str) -> Path:
    """A folder that comes with the program: inside the package once installed, beside it in a checkout.

    The environment is never searched: an editable install leaves a stale copy there.
    """
    for folder in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if (folder / proof).is_file():
            return folder
    raise TrackerError(f"The program's own “{name}” folder is missing: install the program again.")
