"""A server's database as a file, and what is told where pg_dump is missing."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import a_claim, everything_kept
from tracker.errors import DatabaseTrouble
from tracker.store import changes, server_dump
from tracker.store.address import read_address
from tracker.store.archive import Archive
from tracker.store.whole_files import has_its_checksum

if TYPE_CHECKING:
    from pathlib import Path

SENTINEL = "s3nt1n3l"
pytestmark = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.mark.skipif(not shutil.which("pg_dump"), reason="pg_dump is not installed")
def test_a_dump_restores_to_what_was_there(archive: Archive, empty_place: str, place: str, tmp_path: Path) -> None:
    archive.run(changes.add_claim, a_claim(quote="la semaine prochaine", tags=("été",)))
    target = tmp_path / "dumps" / "claims.dump"
    server_dump.dump_server(read_address(place), target)

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert has_its_checksum(target)
    assert sorted(path.name for path in target.parent.iterdir()) == ["claims.dump", "claims.dump.sha256"]
    subprocess.run(["pg_restore", "--no-owner", f"--dbname={empty_place}", str(target)], check=True)
    with Archive.open(empty_place) as restored:
        assert restored.run(everything_kept) == archive.run(everything_kept)
    with pytest.raises(DatabaseTrouble, match="exists already"):
        server_dump.dump_server(read_address(place), target)


def test_where_pg_dump_is_missing_it_is_told_what_to_run(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    address = read_address(place.replace("tracker@", f"tracker:{SENTINEL}@"))
    with pytest.raises(DatabaseTrouble, match="run: pg_dump --format=custom --file=claims") as refusal:
        server_dump.dump_server(address, tmp_path / "claims.dump")
    assert SENTINEL not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


FAKE = f"""#!{shutil.which("sh")}
echo "$@" > "$TOLD/arguments"
env > "$TOLD/environment"
echo "pg_dump: error: it failed" >&2
exit 1
"""


def test_nobody_can_see_the_password_while_a_dump_is_made(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text(FAKE, encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TOLD", str(tmp_path))
    address = read_address(f"postgresql://u:{SENTINEL}@127.0.0.1:1/x?sslpassword={SENTINEL}")
    with pytest.raises(DatabaseTrouble, match="could not be dumped: it failed") as refusal:
        server_dump.dump_server(address, tmp_path / "dumps" / "claims.dump")
    told = str(refusal.value) + "".join(
        (tmp_path / name).read_text(encoding="utf-8") for name in ("arguments", "environment")
    )
    assert "service=claims" in told
    assert SENTINEL not in told
    assert list((tmp_path / "dumps").iterdir()) == []


def test_an_address_that_a_file_of_settings_cannot_hold_is_refused(backend: str, tmp_path: Path) -> None:
    address = read_address(f"postgresql://u:{SENTINEL}%0Ahost=elsewhere@127.0.0.1:1/x")
    with pytest.raises(DatabaseTrouble, match="a blank or a control character"):
        server_dump.dump_server(address, tmp_path / "claims.dump")


def test_a_dump_bears_the_database_s_name_and_the_moment(place: str) -> None:
    address = read_address("postgresql://host/our claims/2")
    assert server_dump.dump_name(address, datetime(2025, 7, 11, 12, tzinfo=UTC)) == "our_claims_2-20250711T120000Z.dump"
    assert "pg_restore" in server_dump.how_to_restore(address)
