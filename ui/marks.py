"""Small marks as escaped HTML: chip, grain, bar, bullet, sparkline, legend, quoted cell.

Every function takes plain text and returns `Html`; plain text is escaped, `Html` is left as it is, so that a
cell's text can never become markup. `ui.show(*html)` puts them on the page.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st

from sheets.schema import Choice
from ui import theme
from ui.markup import Html

TONES = {"leaf": "good", "turmeric": "warn", "brick": "bad", "soft": "soft"}
MARK = {"good": "leaf", "warn": "turmeric-fill", "bad": "brick", "soft": "soft"}
GRAINS_AT_MOST = 80
# Streamlit turns these into icons, emoji, links and arrows after Markdown was read, so that a backslash is no help.
DIRECTIVES = re.compile(r"(?<=:)(?=[\w/])|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[-<=])(?=[-=>])", re.IGNORECASE)
MARKDOWN = re.compile(r"[\\`*_\[\]<&~$]|^[#>+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
JOINER = "\u2060"


def safe(text: object) -> Html:
    """Any text as HTML that shows it letter by letter."""
    return text if isinstance(text, Html) else Html(html.escape("" if text is None else str(text)))


def plain(text: object) -> str:
    """Any text for where Streamlit reads Markdown (buttons, toasts, expanders, tabs), shown letter by letter.

    Nothing in it becomes a picture, link, icon, colour or formula; an unseen joiner stands where one would begin.
    """
    return MARKDOWN.sub(r"\\\g<0>", DIRECTIVES.sub(JOINER, " ".join(str(text).split())))


def join(parts: Iterable[object], between: str = "") -> Html:
    """The parts one after another, each escaped if it is plain text; empty parts are dropped."""
    return Html(html.escape(between).join(safe(part) for part in parts if part))


def div(classes: str, *parts: object, tag: str = "div") -> Html:
    """The parts in one element of our own classes."""
    return Html(f'<{tag} class="{classes}">{join(parts)}</{tag}>')


def bold(text: object) -> Html:
    return Html(f"<b>{safe(text)}</b>")


def soft(text: object) -> Html:
    return Html(f'<span class="soft">{safe(text)}</span>')


def show(*parts: object, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put marks on the page; nothing when there is nothing."""
    html = join(parts)
    if html:
        st.html(Html(f'<div class="lb">{html}</div>'), width=width)


def chip(text: object, tone: str = "soft", shape: str = "dot") -> Html:
    """A status: drawn shape, then the word. `tone`: good, warn, bad, soft; `shape`: of choices.toml, or none."""
    return Html(f'<span class="lb-s is-{TONES.get(tone, tone)} k-{shape}">{safe(text)}</span>')


def blank() -> Html:
    """A dash where a status would stand; not shown on phones, where it would take a line of its own."""
    return Html('<span class="lb-none">–</span>')


def choice_chip(choice: Choice, language: str, text: object = None) -> Html:
    """The chip of a choice with its own tone and shape; `text` says the fact instead of the class."""
    return chip(text or choice.label(language), choice.tone, choice.shape)


def grain(state: str = "full", *, big: bool = False) -> Html:
    """One grain: full (brought in), now (outlined), bad (overdue: a square), empty."""
    return Html(f'<i class="lb-g is-{state}{" big" if big else ""}"></i>')


def grains(counts: Mapping[str, int], label: str, *, inline: bool = False) -> Html:
    """One grain a piece of work in the order given; above 80 pieces one grain stands for several."""
    total = sum(counts.values())
    share = max(1, -(-total // GRAINS_AT_MOST))
    marks = join(grain(state) for state, n in counts.items() for _ in range(-(-n // share)))
    return Html(
        f'<div class="lb-grains{" inline" if inline else ""}" role="img" aria-label="{safe(label)}">{marks}</div>'
    )


def bar(parts: Sequence[tuple[str, float]], label: str) -> Html:
    """A bar of toned segments, lengths in proportion; no numbers inside."""
    pieces = join(Html(f'<i class="is-{tone}" style="flex:{float(size)}"></i>') for tone, size in parts if size > 0)
    return Html(f'<div class="lb-bar" role="img" aria-label="{safe(label)}">{pieces}</div>')


def bullet(
    progress: float | None,
    expected: float | None = None,
    tone: str = "soft",
    *,
    ends: tuple[str, str] = ("", ""),
    stale: bool = False,
    label: str = "",
) -> Html:
    """A track from baseline to target: bar at `progress` (0–100, clamped), tick at `expected`; hatched when stale."""
    width = (
        "" if progress is None else f'<i class="bar{" stale" if stale else ""}" style="width:{_clamp(progress)}%"></i>'
    )
    tick = "" if expected is None else f'<i class="tick" style="left:{_clamp(expected)}%"></i>'
    feet = f'<div class="ends"><span>{safe(ends[0])}</span><span>{safe(ends[1])}</span></div>' if any(ends) else ""
    return Html(
        f'<div class="lb-bullet is-{TONES.get(tone, tone)}" role="img" aria-label="{safe(label)}">'
        f'<div class="track">{width}{tick}</div>{feet}</div>'
    )


def spark(values: Sequence[float], tone: str = "soft", label: str = "") -> Html:
    """A 72×32 line of the values in order, its last point in the tone; nothing with fewer than two values."""
    if len(values) < 2:
        return Html("")
    low, high = min(values), max(values)
    points = [
        (4 + 62 * i / (len(values) - 1), 27 - 22 * ((v - low) / (high - low) if high > low else 0.5))
        for i, v in enumerate(values)
    ]
    line, (x, y) = " ".join(f"{x:.1f},{y:.1f}" for x, y in points), points[-1]
    dot = theme.colour(MARK[TONES.get(tone, tone)])
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 32">'
        f'<polyline points="{line}" fill="none" stroke="{theme.colour("soft")}" stroke-width="1.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{dot}"/></svg>'
    )
    return Html(
        f'<img class="lb-spark" alt="{safe(label)}" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'
    )


def legend(entries: Sequence[tuple[str, str] | tuple[str, str, str]]) -> Html:
    """A legend by shape: (mark, word[, text tone]).

    Marks: thin, bar, warn, hollow, fade, square, diamond, tick, hatch, none.
    """
    items = (
        f'<span class="t-{entry[2] if len(entry) > 2 else "soft"}"><i class="m-{entry[0]}"></i>{safe(entry[1])}</span>'
        for entry in entries
    )
    return Html(f'<div class="lb-legend">{"".join(items)}</div>')


def cell(letter: str | None, header: object, row: int | None, typed: object, tone: str = "warn") -> Html:
    """A cell of the sheet, quoted: column letter and header above, row number left, the typed text in a frame."""
    head = Html(f"<tr><th></th><th>{safe(letter)}&ensp;{safe(header)}</th></tr>")
    body = Html(f"<tr><th>{safe(row)}</th><td>{safe(typed)}</td></tr>")
    return div(f"lb-cell is-{TONES.get(tone, tone)}", head, body, tag="table")


def link(url: str | None, text: object) -> Html:
    """A link that opens beside the board; only http and https, anything else stays text."""
    if url is None or urlsplit(url).scheme.lower() not in ("http", "https"):
        return safe(text)
    return Html(f'<a href="{html.escape(url, quote=True)}" target="_blank" rel="noopener noreferrer">{safe(text)}</a>')


def facts(pairs: Iterable[tuple[object, object]]) -> Html:
    """Name and value, one under the other, for a record's details."""
    lines = (Html(f"<dt>{safe(name)}</dt><dd>{safe(value)}</dd>") for name, value in pairs)
    return div("lb-facts", *lines, tag="dl")


def table(headers: Sequence[object], rows: Iterable[Sequence[object]], *, numeric: Iterable[int] = ()) -> Html:
    """A plain table; columns whose position is in `numeric` stand right."""
    right = set(numeric)
    head = join(
        Html(f'<th class="{"num" if i in right else ""}" scope="col">{safe(name)}</th>')
        for i, name in enumerate(headers)
    )
    body = join(Html(f"<tr>{_cells(row, right)}</tr>") for row in rows)
    return div("lb-scroll", div("lb-table", Html(f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"), tag="table"))


def _cells(row: Sequence[object], right: set[int]) -> Html:
    return join(Html(f'<td class="{"num" if i in right else ""}">{safe(value)}</td>') for i, value in enumerate(row))


def _clamp(value: Any) -> float:
    return round(min(max(float(value), 0.0), 100.0), 1)
