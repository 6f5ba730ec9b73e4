"""What the checks tell of known weaknesses: a look-up that failed is never taken for a good answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SOUND = {"name": "click", "version": "8.2", "vulns": []}
UNKNOWN = {"name": "ours", "skip_reason": "not found on the index"}
WEAK = {"name": "mako", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1", "1.2"]}]}
UNFIXED = {"name": "mako", "version": "1.0", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]}


def _told(answer: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "tell_weaknesses.py"), str(answer)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("packages", "code", "told"),
    [
        ([SOUND], 0, "0 known weaknesses in 1 packages that were looked up.\n"),
        ([SOUND, UNKNOWN], 0, "NOT LOOKED UP: 1 of 2 packages: ours.\n0 known weaknesses in 1 packages that were"),
        ([SOUND, WEAK], 1, "mako 1.0: PYSEC-1, fixed in 1.1, 1.2\n1 known weaknesses in 2 packages that were looked"),
        ([UNFIXED, UNKNOWN], 1, "NOT LOOKED UP: 1 of 2 packages: ours.\nmako 1.0: PYSEC-2, fixed in none yet\n1 known"),
    ],
)
def test_what_is_weak_fails_and_what_is_not_known_is_told(
    tmp_path: Path, packages: list[dict[str, Any]], code: int, told: str
) -> None:
    (tmp_path / "answer.json").write_text(json.dumps({"dependencies": packages}), encoding="utf-8")
    found, text = _told(tmp_path / "answer.json")
    assert found == code
    assert text.startswith(told)


@pytest.mark.parametrize("answer", [None, "", "Traceback (most recent call last):", '{"dependencies": [', "[]", "{}"])
def test_an_answer_that_cannot_be_read_is_told_and_is_no_good_answer(tmp_path: Path, answer: str | None) -> None:
    if answer is not None:
        (tmp_path / "answer.json").write_text(answer, encoding="utf-8")
    code, told = _told(tmp_path / "answer.json")
    assert code == 0
    assert told.startswith("NOT LOOKED UP: pip-audit gave no answer.")
    assert "0 known weaknesses" not in told


def test_the_checks_end_with_what_was_looked_up() -> None:
    *_, last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert last == 'python3 .ci/tell_weaknesses.py "$audit/answer.json"'
