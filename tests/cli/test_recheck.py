from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Runner

    Choose = Callable[[str], Path]

SOUTH = '[dates]\nhemisphere = "south"\n'
MOVED = [
    "   1  this summer  Sun 1 Jun – Sun 31 Aug 2025 → Mon 1 Dec 2025 – Sat 28 Feb 2026 (summer)",
    "   3  cet hiver    Mon 1 Dec 2025 – Sat 28 Feb 2026 → Sun 1 Jun – Sun 31 Aug 2025 (winter)",
]


@pytest.fixture
def kept(run: Runner, choose: Choose) -> Runner:
    """Three claims kept as the north reads them, in a program that reads as the south does."""
    run.ok("add", "It ships", "--due", "this summer", "--tag", "ai", "--said", "2025-07-11")
    run.ok("add", "It lands", "--due", "in 3 weeks", "--said", "2025-07-11")
    run.ok("add", "It opens", "--due", "cet hiver", "--said", "2025-07-11")
    run.ok("add", "It is best")
    choose(SOUTH)
    return run


def test_nothing_moves_while_the_settings_stay(run: Runner) -> None:
    run.ok("add", "It ships", "--due", "this summer")
    result = run("window", "--recheck")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 deadline read again, 0 would move.\n")


def test_what_would_move_is_listed_and_nothing_is_changed(kept: Runner) -> None:
    before = kept.database.read_bytes()
    result = kept("window", "--recheck")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == MOVED
    assert result.stderr == "3 deadlines read again, 2 would move. --apply moves them.\n"
    assert kept.database.read_bytes() == before


def test_a_filter_chooses_what_is_read_again(kept: Runner) -> None:
    assert kept.ok("window", "--recheck", "tag:ai").splitlines() == [MOVED[0]]
    result = kept("window", "--recheck", "-tag:ai")
    assert [line.split() for line in result.stdout.splitlines()] == [MOVED[1].split()]
    assert result.stderr.startswith("2 deadlines read again, 1 would move.")


def test_what_would_move_as_json(kept: Runner) -> None:
    first, _ = kept.json("window", "--recheck")
    assert first == {
        "claim_id": 1,
        "statement": "It ships",
        "said_on": "2025-07-11",
        "due_text": "this summer",
        "kept": {
            "due_start": "2025-06-01",
            "due_end": "2025-08-31",
            "due_grain": "range",
            "due_open": None,
            "due_rule": "summer",
            "due_edtf": "2025-06-01/2025-08-31",
        },
        "now": {
            "due_start": "2025-12-01",
            "due_end": "2026-02-28",
            "due_grain": "range",
            "due_open": None,
            "due_rule": "summer",
            "due_edtf": "2025-12-01/2026-02-28",
        },
    }
    assert kept.json("window", "--recheck", "id:2") == []


def test_moving_is_one_step_that_undo_takes_back(kept: Runner) -> None:
    result = kept("window", "--recheck", "--apply")
    assert result.stdout.splitlines() == MOVED
    assert result.stderr == "3 deadlines read again, 2 moved. tracker undo takes it back.\n"
    moved = {row["claim_id"]: row["due_end"] for row in kept.json("list")}
    assert moved == {1: "2026-02-28", 2: "2025-08-01", 3: "2025-08-31", 4: None}
    assert kept("window", "--recheck").stdout == ""
    assert kept.ok("undo") == "Taken back: read 2 deadlines again\n"
    assert kept.json("show", "1")["due_end"] == "2025-08-31"


def test_moving_nothing_is_no_step(run: Runner) -> None:
    run.ok("add", "It ships", "--due", "this summer")
    assert run("window", "--recheck", "--apply").stderr == "1 deadline read again, 0 moved.\n"
    assert run.ok("undo").startswith("Taken back: add claim 1")


def test_a_phrase_may_be_typed_word_by_word(run: Runner) -> None:
    assert run.ok("window", "by", "September") == run.ok("window", "by September")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--recheck", "--said", "2025-07-01"], "--said and --language go with a PHRASE"),
        (["--recheck", "--language", "fr"], "--said and --language go with a PHRASE"),
        (["next week", "--apply"], "--apply goes with --recheck"),
        ([], "Missing argument 'PHRASE'"),
    ],
)
def test_options_that_do_not_go_together_are_refused(run: Runner, args: list[str], told: str) -> None:
    code, sentence = run.refused("window", *args)
    assert code == 2
    assert told in sentence


def test_a_day_with_a_name_that_is_changed_moves_the_deadlines_by_it(run: Runner, choose: Choose) -> None:
    choose('[dates.named_days]\n"the next election" = 2027-04-11\n')
    run.ok("add", "The tunnel opens", "--due", "before the next election", "--said", "2025-07-11")
    assert run.json("show", "1")["due_end"] == "2027-04-10"
    assert run("window", "--recheck").stdout == ""
    choose('[dates.named_days]\n"the next election" = 2027-02-14\n')
    (line,) = run.ok("window", "--recheck").splitlines()
    assert line.endswith("→ Fri 11 Jul 2025 – Sat 13 Feb 2027 (before that day)")
    run.ok("window", "--recheck", "--apply")
    assert run.json("show", "1")["due_end"] == "2027-02-13"
