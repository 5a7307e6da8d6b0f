"""The timeline: one layered chart of bars by task, drawn in pixels downwards and in days from today across.

Numbers are used on both axes, so that neither a time zone of the browser nor a chart's own spacing moves anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from sheets.words import sentence
from ui.charts.bands import place
from ui.charts.ends import BESIDE, Words, at_end, at_foot, over_top
from ui.charts.fills import FILL, Patch, patches, reach
from ui.charts.locale import months
from ui.charts.rows import EDGE, MARGIN, SHARE, Band, Bar, Mark, Row, Sheet, Window, lay_out
from ui.charts.theme import HEADING, LABEL, SANS, SEMIBOLD, SERIF, SMALL, Look, dress, see_through

MANY_MONTHS = 7
Values = list[dict[str, Any]]
PRESSED = "pressed"
"""The selection that holds the `id` of the task whose name or bar was pressed."""


def timeline(
    bars: Sequence[Bar], window: Window, look: Look, *, meetings: Sequence[Mark] = (), bands: Sequence[Band] = ()
) -> Any:
    """The chart of `bars` (in this order, a heading wherever `group` changes), to be stretched to the page's width."""
    sheet = lay_out(bars, look)
    labels = [_label(row, window, look) for row in sheet.tasks]
    shapes = [patch for row in sheet.tasks for patch in patches(row, window, look)]
    meeting = place(bands, sheet, labels, window, look)
    meets = [words for _, words in meeting]
    layers = [
        *_rules(sheet, window, look, meetings),
        _halo([*labels, *meets], window, look),
        *(_name_halo(sheet, look) if look.phone else []),
        _boxes([patch for patch, _ in meeting], window, look),
        _pressable(_boxes(shapes, window, look)),
        _today_on_bars(shapes, window, look),
        _patches([words for words in labels if words.near_edge(window)], look),
        *_late(sheet, window, look),
        _diamonds(sheet, window, look),
        _end_words(labels, window, look),
        _words(meets, look.inks.turmeric_text, window, look),
        *_names(sheet, look, pressable=True),
        *_frame_words(sheet, window, look, meetings),
    ]
    chart = alt.layer(*[layer for layer in layers if layer is not None])
    return dress(chart.properties(height=sheet.height, padding=0), look)


# Scales -------------------------------------------------------------------------------------------------------------


def _x(window: Window, look: Look, field: str = "x") -> Any:
    left = window.left if look.phone else alt.ExprRef(f"min({look.px(MARGIN):g}, width * {SHARE})")
    across = [left, alt.ExprRef(f"width - {EDGE}")]
    scale = alt.Scale(domain=[window.first, window.last], range=across, nice=False, zero=False)
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def _y(field: str = "y") -> Any:
    height = alt.ExprRef("height")
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height]))


def _data(values: Values) -> Any:
    return alt.Chart(alt.InlineData(values=values))


def _of(field: str) -> Any:
    return alt.ExprRef(f"datum.{field}")


# What is drawn ------------------------------------------------------------------------------------------------------


def _rules(sheet: Sheet, window: Window, look: Look, meetings: Iterable[Mark]) -> list[Any]:
    first_days = [window.x(day) for day in window.months()]
    dashed = [window.x(mark.day) for mark in meetings if window.shows(window.x(mark.day))]
    inks = look.inks
    return [
        _rule(first_days, sheet, window, look, color=inks.line, strokeDash=[1, 3], strokeWidth=1),
        _rule(dashed, sheet, window, look, color=inks.soft, opacity=0.5, strokeDash=[4, 3], strokeWidth=1),
        _rule([0.0], sheet, window, look, color=inks.ink, strokeWidth=look.px(2)),
    ]


def _rule(days: Sequence[float], sheet: Sheet, window: Window, look: Look, **mark: Any) -> Any:
    values = [{"x": day, "y": sheet.top, "y2": sheet.bottom} for day in days]
    return _data(values).mark_rule(**mark).encode(x=_x(window, look), y=_y(), y2="y2:Q") if values else None


def _boxes(shapes: Sequence[Patch], window: Window, look: Look) -> Any:
    if not shapes:
        return None
    mark = _data([shape.datum() for shape in shapes]).mark_rect(fill=alt.ExprRef(FILL), tooltip={"expr": "datum.tip"})
    return mark.encode(x=_x(window, look), x2="x2:Q", y=_y(), y2="y2:Q")


def _today_on_bars(shapes: Sequence[Patch], window: Window, look: Look) -> Any:
    values = [{"x": 0, "y": shape.y, "y2": shape.y2} for shape in shapes if shape.x < 0 < shape.x2]
    if not values:
        return None
    mark = _data(values).mark_rule(color=look.inks.ink, strokeWidth=look.px(2))
    return mark.encode(x=_x(window, look), y=_y(), y2="y2:Q")


def _late(sheet: Sheet, window: Window, look: Look) -> list[Any]:
    values = [
        {"x": window.clamp(window.x(row.bar.end)), "x2": 0, "y": row.y, "tip": row.bar.tip}
        for row in sheet.tasks
        if row.bar and row.bar.end and row.bar.days_late > 0
    ]
    if not values:
        return []
    brick = look.inks.brick
    line = _data(values).mark_rule(color=brick, strokeWidth=look.px(2.5))
    square = _data(values).mark_point(shape="square", filled=True, color=brick, opacity=1, size=look.px(9) ** 2)
    return [
        line.encode(x=_x(window, look), x2="x2:Q", y=_y()),
        square.encode(x=_x(window, look, "x2"), y=_y()),
    ]


def _diamonds(sheet: Sheet, window: Window, look: Look) -> Any:
    values = [
        {"x": window.x(row.bar.end), "y": row.y, "fill": look.inks.leaf_2 if row.bar.state == "done" else look.inks.ink}
        for row in sheet.tasks
        if row.bar and row.bar.milestone and row.bar.end and window.shows(window.x(row.bar.end))
    ]
    if not values:
        return None
    mark = _data(values).mark_point(shape="diamond", filled=True, opacity=1, size=look.px(9.5) ** 2, fill=_of("fill"))
    return mark.encode(x=_x(window, look), y=_y())


# Words --------------------------------------------------------------------------------------------------------------


def _label(row: Row, window: Window, look: Look) -> Words:
    assert row.bar is not None
    begin, end = reach(row.bar, window)
    return at_end(row.bar, begin, end, row.y, window, look)


def _halo(words: Sequence[Words], window: Window, look: Look) -> Any:
    paper = look.inks.paper
    return _words(words, paper, window, look, stroke=paper, strokeWidth=look.px(6), strokeJoin="round")


def _patches(words: Sequence[Words], look: Look) -> Any:
    """Paper over the last piece of a bar whose words stand on it."""
    if not words:
        return None
    paper, half = look.inks.paper, look.px(9)
    stops = [
        alt.GradientStop(offset=at, color=see_through(paper, opacity)) for at, opacity in ((0, 0), (0.25, 1), (1, 1))
    ]
    fill = alt.LinearGradient(gradient="linear", x1=0, x2=1, y1=0, y2=0, stops=stops)
    values = [word.datum() | {"y": word.y - half, "y2": word.y + half} for word in words]
    across = {"x": alt.ExprRef(BESIDE["patch"]), "x2": alt.ExprRef("width")}
    return _data(values).mark_rect(fill=fill, **across).encode(y=_y(), y2="y2:Q")


def _end_words(labels: Sequence[Words], window: Window, look: Look) -> Any:
    colours = [look.inks.brick if words.bold else look.inks.soft for words in labels]
    return _words(labels, colours, window, look)


def _words(words: Sequence[Words], colour: str | Sequence[str], window: Window, look: Look, **mark: Any) -> Any:
    """Words in one colour or each in its own; all beside bars, or all aligned the same."""
    colours = [colour] * len(words) if isinstance(colour, str) else colour
    values = [each.datum() | {"colour": tint} for each, tint in zip(words, colours, strict=True) if each.text]
    if not values:
        return None
    style = {"font": SANS, "fontSize": look.px(LABEL), "baseline": "middle", "fontWeight": _of("weight")} | mark
    if words[0].align == "beside":
        style |= {"align": alt.ExprRef(BESIDE["align"]), "dx": alt.ExprRef(BESIDE["dx"])}
    else:
        style |= {"align": words[0].align}
    text = _data(values).mark_text(fill=_of("colour"), **style)
    return text.encode(x=_x(window, look), y=_y(), text="text:N")


def _name_halo(sheet: Sheet, look: Look) -> list[Any]:
    paper = look.inks.paper
    return _names(sheet, look, ink=paper, stroke=paper, strokeWidth=look.px(6), strokeJoin="round")


def _names(sheet: Sheet, look: Look, *, ink: str | None = None, pressable: bool = False, **mark: Any) -> list[Any]:
    heads = [{"y": row.text_y, "text": row.text} for row in sheet.rows if row.bar is None]
    tasks = [
        {"y": row.text_y, "text": row.text, "tip": row.bar.tip, "id": row.bar.id} for row in sheet.tasks if row.bar
    ]
    style = {"align": "left", "baseline": "middle", "fill": ink or look.inks.ink} | mark
    head = {"font": SERIF, "fontSize": look.px(HEADING), "fontWeight": SEMIBOLD, "limit": alt.ExprRef("width")}
    task = {"font": SANS, "fontSize": look.px(LABEL), "limit": _name_limit(look), "tooltip": {"expr": "datum.tip"}}
    drawn = [
        _data(values).mark_text(**style, **kind).encode(x=alt.value(0), y=_y(), text="text:N")
        for values, kind in ((heads, head), (tasks, task))
        if values
    ]
    return [*drawn[:-1], _pressable(drawn[-1])] if pressable and tasks else drawn


def _pressable(layer: Any) -> Any:
    return layer.add_params(alt.selection_point(name=PRESSED, fields=["id"], toggle=False)) if layer else layer


def _name_limit(look: Look) -> Any:
    return alt.ExprRef("width - 2" if look.phone else f"min({look.px(MARGIN):g}, width * {SHARE}) - {look.px(14):g}")


def _frame_words(sheet: Sheet, window: Window, look: Look, meetings: Iterable[Mark]) -> list[Any]:
    """Month names and "today" above the rows, meetings below them."""
    days = window.months()
    words = months(look.language, short=look.phone or len(days) > MANY_MONTHS)
    above = over_top([(window.x(day), words[day.month - 1]) for day in days], look.px(9), window, look)
    today = Words(sentence("charts", "today", {}, language=look.language), 0, look.px(25), "center", bold=True)
    shown = [mark for mark in meetings if window.shows(window.x(mark.day))]
    foot = at_foot(shown, sheet.bottom + look.px(13), window, look)
    return [
        _words(above, look.inks.soft, window, look),
        _words([today], look.inks.ink, window, look),
        *(_words([words], look.inks.soft, window, look, fontSize=look.px(SMALL)) for words in foot),
    ]
