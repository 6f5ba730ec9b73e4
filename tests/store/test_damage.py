"""Damaged files: every kind of damage is found by a deep look, and what can be read is brought into a new file."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.lengths import so_many
from tests.store.samples import a_claim, chance, everything_kept, kept_in
from tests.store.test_history import Editor
from tracker.errors import DatabaseTrouble, InvalidInput
from tracker.store import changes, journal, undo
from tracker.store.archive import Archive
from tracker.store.doctor import examine
from tracker.store.salvage import salvage
from tracker.store.words import terms_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from sqlmodel import Session

PAGE = 4_096
INDEX_PARTS = 'INSERT INTO "claim_words_'


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A file of some hundred pages with every table in use."""
    path = tmp_path_factory.mktemp("sound") / "claims.tracker"
    shutil.copy(sqlite_template, path)

    @journal.change
    def keep_many(session: Session, start: int) -> None:
        for number in range(start, start + 100):
            told = {"quote": f"« {number} » " * 20, "tags": (f"t{number % 7}",), "speaker": f"Speaker {number % 40}"}
            changes.add_claim(session, a_claim(f"Claim {number}", source_title=f"Article {number % 60}", **told))

    with Archive.open(str(path), user="ada") as archive:
        for start in range(0, 400, 100):
            archive.run(keep_many, start)
        editor = Editor(archive, 7)
        editor.claims = 400
        for _ in range(60):
            try:
                (archive.run(undo.undo) if editor.chance.random() < 0.2 else editor.act())
            except InvalidInput:
                continue
    return path


def _dump(path: Path) -> str | None:
    """All that a reader would see in a file; None when it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
            rows = "\n".join(line for line in file.iterdump() if not line.startswith(INDEX_PARTS))
            return rows + _answers(file)
    except (sqlite3.DatabaseError, UnicodeDecodeError, AttributeError):
        return None


def _answers(file: sqlite3.Connection) -> str:
    """What the index of words answers for each word and each beginning that it keeps, whose own rows nobody reads."""
    words = {word for texts in file.execute("SELECT statement, around FROM search_text") for word in terms_in(*texts)}
    asked = {f'"{word}"' for word in words} | {f'"{word[:length]}"*' for word in words for length in (2, 3)}
    found = "SELECT rowid FROM claim_words WHERE claim_words MATCH ?"
    return str([(one, sorted(file.execute(found, (one,)).fetchall())) for one in sorted(asked)])


def _is_found(path: Path) -> bool:
    """Whether a deep look tells of damage, or the file is refused."""
    try:
        with Archive.open(str(path)) as archive:
            return bool(examine(archive, deep=True))
    except DatabaseTrouble:
        return True


def _zero_a_page(content: bytearray, chance: Random) -> None:
    page = chance.randrange(len(content) // PAGE)
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def _cut_off(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(1, len(content)) :]


def _flip_a_bit(content: bytearray, chance: Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


@pytest.mark.parametrize(
    ("damage", "name"),
    [(_zero_a_page, "zeroed pages"), (_cut_off, "truncations"), (_flip_a_bit, "flipped bits")],
    ids=["zeroed pages", "truncations", "flipped bits"],
)
@pytest.mark.long
def test_damage_that_changes_anything_is_found(
    sound: Path,
    tmp_path: Path,
    damage: Callable[[bytearray, Random], None],
    name: str,
    figure: Callable[[str], None],
) -> None:
    wanted, luck = so_many(20, 150), chance(20250711)
    before, content = _dump(sound), sound.read_bytes()
    found = harmless = 0
    missed: list[str] = []
    path = tmp_path / "damaged.tracker"
    while found + len(missed) < wanted:
        damaged = bytearray(content)
        damage(damaged, luck)
        path.write_bytes(damaged)
        # A bit that nothing reads, as in the unused room of a page, changes no row and may stay unseen.
        is_harmless = _dump(path) == before
        if _is_found(path):
            found += 1
        elif is_harmless:
            harmless += 1
        else:
            missed.append(f"at {next(place for place, (a, b) in enumerate(zip(content, damaged)) if a != b)}")  # noqa: B905
    figure(f"{wanted} {name}: {found} found, {len(missed)} missed; {harmless} more changed nothing that is read")
    assert not missed


def _leaves(path: Path) -> list[int]:
    """The pages that hold rows of tables."""
    content = path.read_bytes()
    return [page for page in range(1, len(content) // PAGE) if content[page * PAGE] == 0x0D]


def _rows(dump: dict[str, list[dict[str, Any]]]) -> set[str]:
    return {f"{table} {row}" for table, rows in dump.items() for row in rows}


@pytest.mark.long
def test_of_a_file_with_a_lost_page_everything_is_salvaged(
    sound: Path, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    pages = chance(20250711).sample(_leaves(sound), so_many(6, 60))
    before = _rows(kept_in(sound))
    rows = lost = 0
    for page in pages:
        damaged, target = tmp_path / "damaged.tracker", tmp_path / f"{page}.tracker"
        content = bytearray(sound.read_bytes())
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
        damaged.write_bytes(content)
        salvage(damaged, target)
        with Archive.open(str(target)) as archive:
            assert examine(archive, deep=True) == []
            after = _rows(archive.run(everything_kept))
        rows += len(before)
        lost += len(before - after)
    figure(f"{len(pages)} lost leaf pages: {rows - lost:,} of {rows:,} rows salvaged, {1 - lost / rows:.3%}")
    assert lost <= rows / 1_000


def _cut_in_half(content: bytearray) -> None:
    del content[len(content) // 2 :]


def _lose_ten_pages(content: bytearray) -> None:
    for page in chance(3).sample(range(1, len(content) // PAGE), 10):
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def _lose_the_first_page(content: bytearray) -> None:
    content[:PAGE] = bytes(PAGE)


def _lose_the_names_of_the_tables(content: bytearray) -> None:
    content[2_000:PAGE] = b"\x55" * (PAGE - 2_000)


def _sprinkle(content: bytearray) -> None:
    luck = chance(4)
    for _ in range(200):
        content[luck.randrange(PAGE, len(content))] ^= 1 << luck.randrange(8)


@pytest.mark.parametrize(
    "damage", [_cut_in_half, _lose_ten_pages, _lose_the_first_page, _lose_the_names_of_the_tables, _sprinkle]
)
def test_what_is_salvaged_of_a_ruin_is_sound(
    sound: Path, tmp_path: Path, damage: Callable[[bytearray], None], figure: Callable[[str], None]
) -> None:
    content = bytearray(sound.read_bytes())
    damage(content)
    damaged, target = tmp_path / "damaged.tracker", tmp_path / "rescued.tracker"
    damaged.write_bytes(content)
    told = salvage(damaged, target)
    with Archive.open(str(target)) as archive:
        assert examine(archive, deep=True) == []
        after = archive.run(everything_kept)
        assert archive.run(changes.add_claim, a_claim("Life goes on")) > len(after["claim"])
    assert {name: len(rows) for name, rows in after.items() if name in told.rows} == told.rows
    before = _rows(kept_in(sound))
    share = len(before & _rows(after)) / len(before)
    figure(f"{damage.__name__.strip('_').replace('_', ' ')}: {share:.1%} of the rows are as they were")
    assert share > 0.4
    assert hashlib.sha256(damaged.read_bytes()).digest() == hashlib.sha256(content).digest()


def test_of_half_a_step_nobody_takes_back_the_rest(sound: Path, tmp_path: Path) -> None:
    damaged, target = tmp_path / "damaged.tracker", tmp_path / "rescued.tracker"
    shutil.copy(sound, damaged)
    with closing(sqlite3.connect(damaged)) as file:
        (last,) = file.execute("SELECT max(batch_id) FROM journal_entry WHERE table_name = 'claim'").fetchone()
        file.execute(
            "DELETE FROM journal_entry WHERE id = (SELECT min(id) FROM journal_entry WHERE batch_id = ?)", (last,)
        )
        file.commit()
    salvage(damaged, target)
    with closing(sqlite3.connect(target)) as file:
        (made_by,) = file.execute("SELECT made_by FROM journal_batch WHERE id = ?", (last,)).fetchone()
    assert made_by == "ada (salvaged)"


def test_a_row_that_only_the_history_knows_comes_back(database: Path, tmp_path: Path) -> None:
    with Archive.open(str(database), user="ada") as archive:
        archive.run(changes.add_claim, a_claim("Lost and found", tags=("a",)))
        archive.run(changes.add_claim, a_claim("Deleted"))
        archive.run(undo.undo)
        before = archive.run(everything_kept)
    with closing(sqlite3.connect(database)) as file:
        file.executescript("DELETE FROM standing; DELETE FROM claim_tag; DELETE FROM claim")
    told = salvage(database, tmp_path / "rescued.tracker")
    assert (told.rows["claim"], told.from_history, told.lost) == (1, 2, 0)
    assert kept_in(tmp_path / "rescued.tracker") == before


def test_a_row_that_the_history_does_not_know_is_noted_in_it(database: Path, tmp_path: Path) -> None:
    with Archive.open(str(database), user="ada") as archive:
        archive.run(changes.add_claim, a_claim("First", tags=("a",)))
        archive.run(changes.add_claim, a_claim("Second"))
        before = archive.run(everything_kept)
    with closing(sqlite3.connect(database)) as file:
        file.executescript("DELETE FROM journal_entry; DELETE FROM journal_batch")
    told = salvage(database, tmp_path / "rescued.tracker")
    assert (told.rows["claim"], told.lost) == (2, 0)
    with Archive.open(str(tmp_path / "rescued.tracker"), user="ada") as archive:
        assert archive.run(everything_kept) == before
        assert examine(archive, deep=True) == []
        (step,) = archive.run(lambda session: session.connection().exec_driver_sql("SELECT step FROM journal_batch"))
        assert step == ("salvage 5 rows from a damaged file",)


def test_what_points_to_nothing_any_more_is_cut(database: Path, tmp_path: Path) -> None:
    with Archive.open(str(database), user="ada") as archive:
        archive.run(changes.add_claim, a_claim("First", quote="words", tags=("a",)))
        archive.run(changes.add_claim, a_claim("Second", revises=1))
    with closing(sqlite3.connect(database)) as file:
        file.executescript(
            "DELETE FROM journal_entry WHERE table_name = 'claim' AND row_id = 1; DELETE FROM claim WHERE id = 1"
        )
    told = salvage(database, tmp_path / "rescued.tracker")
    assert (told.rows["claim"], told.rows["citation"], told.lost) == (1, 0, 2)
    with Archive.open(str(tmp_path / "rescued.tracker"), user="ada") as archive:
        assert examine(archive, deep=True) == []
        (second,) = archive.run(everything_kept)["claim"]
        assert (second["statement"], second["revises_id"]) == ("Second", None)


def _text(path: Path) -> None:
    path.write_text("Dear diary", encoding="utf-8")


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


def _long_text(path: Path) -> None:
    path.write_text("Dear diary, nothing came true today.\n" * 2_000, encoding="utf-8")


@pytest.mark.parametrize("spoil", [_text, _long_text, _nothing])
def test_where_nothing_can_be_read_nothing_is_left_behind(
    database: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(database)
    before = database.read_bytes()
    with pytest.raises(DatabaseTrouble, match="Nothing can be read of"):
        salvage(database, tmp_path / "rescued.tracker")
    assert database.read_bytes() == before
    assert list(tmp_path.iterdir()) == [database]


def test_a_change_that_was_cut_off_is_salvaged_as_not_made_also_through_a_link(database: Path, tmp_path: Path) -> None:
    with Archive.open(str(database), user="ada") as archive:
        for number in range(40):
            archive.run(changes.add_claim, a_claim(f"Claim {number}", notes="x" * 2_000))
    (tmp_path / "cut").mkdir()
    with closing(sqlite3.connect(database)) as file:
        # Pages go into the file before the change is whole, and what they were into its journal.
        file.execute("PRAGMA cache_size = 1")
        file.execute("UPDATE claim SET statement = 'Half of it', notes = ''")
        for path in (database, database.with_name(f"{database.name}-journal")):
            shutil.copy(path, tmp_path / "cut")
    (tmp_path / "link.tracker").symlink_to(tmp_path / "cut" / database.name)
    salvage(tmp_path / "link.tracker", tmp_path / "new.tracker")
    assert kept_in(tmp_path / "new.tracker") == kept_in(database)


def test_no_file_is_overwritten_by_what_is_salvaged(database: Path) -> None:
    before = database.read_bytes()
    with pytest.raises(DatabaseTrouble, match="exists already"):
        salvage(database, database)
    assert database.read_bytes() == before
