"""A few amounts side by side: name, bar, number. For causes of issues, median days by stage, partners by sector …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from ui.charts.theme import LABEL, SANS, SEMIBOLD, Look, dress, text_width
from ui.words import number

PITCH, THICK = 28, 12
NAMES, GAP = 220, 9


@dataclass(frozen=True)
class Amount:
    """One bar: its name, its length (0 or more), the words at its end (the number if empty), its tone.

    A missing amount (None) has no bar and a dash.
    """

    name: str
    value: float | None
    words: str = ""
    tone: str = "leaf"


def counts(amounts: Sequence[Amount], look: Look) -> Any:
    """Bars from the left edge, longest amount = whole width, in the given order; on phones the name above its bar."""
    above = look.px(17) if look.phone else 0.0
    pitch = look.px(PITCH) + above
    rows = [_row(amount, at * pitch + pitch / 2 + above / 2, above, look) for at, amount in enumerate(amounts)]
    most = max((amount.value or 0 for amount in amounts), default=0) or 1
    room = max((text_width(str(row["words"]), look.px(LABEL), bold=True) for row in rows), default=0) + look.px(GAP)
    left = 0 if look.phone else alt.ExprRef(f"min({look.px(NAMES):g}, width * 0.45)")
    scale = alt.Scale(domain=[0, most], range=[left, alt.ExprRef(f"width - {room:g}")], nice=False, zero=True)
    chart = alt.layer(*_layers(rows, scale, look)).properties(height=max(len(rows), 1) * pitch, padding=0)
    return dress(chart, look)


def _row(amount: Amount, y: float, above: float, look: Look) -> dict[str, Any]:
    half = look.px(THICK / 2)
    words = amount.words or number(amount.value, language=look.language)
    return {
        "name": amount.name, "value": amount.value or 0, "words": words, "fill": look.inks.tone(amount.tone),
        "y": y, "top": y - half, "bottom": y + half, "above": y - above,
    }  # fmt: skip


def _layers(rows: Sequence[dict[str, Any]], scale: Any, look: Look) -> list[Any]:
    data: Any = alt.Chart(alt.InlineData(values=list(rows)))
    x = alt.X("value:Q", scale=scale, axis=None)
    height = alt.ExprRef("height")
    down = alt.Scale(domain=[0, height], range=[0, height])
    text = {"font": SANS, "fontSize": look.px(LABEL), "baseline": "middle", "align": "left", "fill": look.inks.ink}
    names = "width" if look.phone else f"min({look.px(NAMES):g}, width * 0.45) - {look.px(12):g}"
    return [
        data.mark_rect(fill=alt.ExprRef("datum.fill")).encode(
            x=x, x2=alt.X2(datum=0), y=alt.Y("top:Q", axis=None, scale=down), y2="bottom:Q"
        ),
        data.mark_text(**text, limit=alt.ExprRef(names)).encode(
            x=alt.value(0), y=alt.Y("above:Q", axis=None, scale=down), text="name:N"
        ),
        data.mark_text(**text, dx=look.px(GAP), fontWeight=SEMIBOLD).encode(
            x=x, y=alt.Y("y:Q", axis=None, scale=down), text="words:N"
        ),
    ]
