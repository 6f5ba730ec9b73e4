"""One's own probabilities against what happened, drawn: a bar for each tenth, a mark where it should end."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from textual.content import Content

from tracker.claims.rates_in_words import bounds, count, percent
from tracker.tui.widgets.bars import bar, column_of

if TYPE_CHECKING:
    from tracker.claims.scoring import Bin, Calibration

_SAID, _COUNT, _TOLD = 13, 7, 24
_LEAST, _MOST = 16, 60
_MARK = "◆"

NONE_YET = "No claim that you gave a credence is settled yet: c on a claim notes how likely you think it."


def calibration_chart(found: Calibration, width: int) -> Content:
    """The scores, a line for each tenth, and how to read them; one sentence while there is nothing to draw."""
    brier, log = found.whole.brier, found.whole.log
    if brier is None or log is None:
        return Content(NONE_YET)
    room = max(_LEAST, min(_MOST, width - _SAID - _COUNT - _TOLD))
    claims = f"{found.of:,} settled claim{'s' * (found.of != 1)}"
    lines = [
        Content.assemble(
            ("Brier score ", ""),
            (f"{brier:.3f}", "bold"),
            (", log score ", ""),
            ("∞" if isinf(log) else f"{log:.3f}", "bold"),
            (f" over {claims}; always saying 50 % earns 0.25 and 0.693.", ""),
        ),
        Content(""),
        Content.styled(f"{'you said':<{_SAID}}{'claims':>6} {'came true':<{room}}", "bold $foreground-muted"),
        *(_line(each, room) for each in found.bins),
        Content(""),
        Content.styled(
            f"{_MARK} is where a bar would end if you were right about how sure to be.", "$foreground-muted"
        ),
    ]
    return Content("\n").join(lines)


def _line(each: Bin, room: int) -> Content:
    said = f"{round(each.low * 100)}–{round(each.high * 100)} %"
    share = each.came_true.share
    if share is None or each.stated is None:
        return Content.styled(f"{said:<{_SAID}}{'—':>6}", "$foreground-muted")
    filled, rest = bar(share, room, is_hatched=each.came_true.is_small)
    drawn = Content.assemble((filled, "$text-success"), (rest, "$foreground-muted"))
    at = column_of(each.stated, room)
    told = f"{count(each.came_true.hits)} of {each.came_true.of}: too few"
    if not each.came_true.is_small:
        told = f"{percent(share)} {bounds(each.came_true)}"
    return Content.assemble(
        f"{said:<{_SAID}}{each.came_true.of:>6,} ",
        drawn[:at],
        (_MARK, "bold $text-accent"),
        drawn[at + 1 :],
        (f" {told}", "$foreground-muted" if each.came_true.is_small else ""),
    )
