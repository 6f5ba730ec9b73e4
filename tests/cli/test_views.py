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


def test_what_does_not_go_together_is_wrong_use(run: Runner) -> None:
    assert run("views", "--save", "a", "--remove", "b").exit_code == 2
    assert run("views", "status:open").exit_code == 2
    assert run("views", "--save", "a", "stauts:open").exit_code == 3
