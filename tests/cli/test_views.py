from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.running import Runner


def test_views_are_saved_listed_and_removed(run: Runner) -> None:
    assert "is number 6" in run.ok("views", "--save", "Late models", "status:overdue", "-tag:rumour")
    assert "6  Late models  status:overdue -tag:rumour" in run.ok("views")
    assert run.json("views")[5] == {"name": "Late models", "filter": "status:overdue -tag:rumour", "own": True}
    run.ok("views", "--remove", "late models")
    assert "Late models" not in run.ok("views")


def test_what_a_view_showed_before_is_told(run: Runner) -> None:
    run.ok("views", "--save", "Mine", "status:overdue")
    again = run("views", "--save", "mine", "kind:delay")
    assert again.stderr == "Before, the view “mine” showed status:overdue.\n"
    assert run("views", "--save", "Mine", "kind:delay").stderr == ""


def test_views_beyond_the_keys_are_told_to_have_none(run: Runner) -> None:
    told = [run.ok("views", "--save", f"View {number}", "status:open") for number in range(6, 11)]
    assert told[3] == "The view “View 9” is number 9.\n"
    assert told[4] == "The view “View 10” is kept; only the first 9 have a key.\n"


def test_what_does_not_go_together_is_wrong_use(run: Runner) -> None:
    assert run("views", "--save", "a", "--remove", "b").exit_code == 2
    assert run("views", "status:open").exit_code == 2
    assert run("views", "--save", "a", "stauts:open").exit_code == 3


def test_the_help_says_whose_the_views_are(run: Runner) -> None:
    assert "Everybody who uses the database has the same views." in " ".join(run.ok("views", "--help").split())
