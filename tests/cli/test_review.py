from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.running import Runner


@pytest.mark.parametrize(
    ("when", "day"), [("1", "2025-07-13"), ("30", "2025-08-11"), ("2026-01-15", "2026-01-15"), ("monday", "2025-07-14")]
)
def test_a_claim_that_is_put_off_leaves_the_queue_until_its_day(run: Runner, when: str, day: str) -> None:
    run.ok("add", "It flew in June", "--said", "2025-05-01", "--due", "June 2025")
    assert "It flew in June" in run.ok("list", "status:review")
    assert day in run.ok("snooze", "1", when)
    assert "It flew in June" not in run.ok("list", "status:review")
    run.ok("undo")
    assert "It flew in June" in run.ok("list", "status:review")


@pytest.mark.parametrize("when", ["yesterday", "2025-07-12", "soon", "99999999", "-3", "2025-02-30"])
def test_a_day_that_is_no_day_to_come_is_refused(run: Runner, when: str) -> None:
    run.ok("add", "It flew in June", "--said", "2025-05-01", "--due", "June 2025")
    refused = run("snooze", "--", "1", when)
    assert refused.exit_code == 3
    assert "It flew in June" in run.ok("list", "status:review")
