"""The ten steps of a connection, drawn: the finding, the next click on top, then one line a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sheets.connecting import STEPS, Step, not_tried
from sheets.connecting.checklist import FAILED, OK, WARN
from ui import session
from ui.blocks import Row, notice, row_html, section
from ui.marks import bold, chip, div, join, link, show
from ui.markup import Html
from ui.words import count_word, say

MARKS = {OK: ("good", "check"), WARN: ("warn", "tri"), FAILED: ("bad", "square")}
# A warning that is said as loudly as a failure: nobody would notice before the dates are wrong.
LOUD = "month_first"


def found(steps: Sequence[Step], language: str) -> str:
    """The headline of a finished check."""
    if not steps:
        return say("connect.headline.start", language=language)
    failed = first(steps, FAILED)
    if failed:
        done, title = sum(step.state == OK for step in steps), failed.title(language)
        return say("connect.headline.failed", language=language, ok=done, of=len(STEPS), step=title)
    if any(step.reason == "no_address" for step in steps):
        return say("connect.headline.key_only", language=language)
    warned = sum(step.state == WARN for step in steps)
    if warned:
        count = count_word(warned, language=language)
        return say("connect.headline.warned", language=language, n=warned, count=count)
    return say("connect.headline.done", language=language)


def first(steps: Sequence[Step], state: str) -> Step | None:
    """The first step in a state."""
    return next((step for step in steps if step.state == state), None)


def as_tried(steps: Iterable[Step], place: Any, mended: Sequence[str] = ()) -> list[Step]:
    """Draw the steps into `place` while they are tried, and answer them."""
    done: list[Step] = []
    with place.container():
        draw(not_tried(), mended, trying=True)
    for step in steps:
        done.append(step)
        with place.container():
            draw([*done, *not_tried()[len(done) :]], mended, trying=len(done) < len(STEPS))
    return done


def draw(steps: Sequence[Step], mended: Sequence[str] = (), *, trying: bool = False) -> None:
    """The steps; above them what to do next. `mended`: what had to be repaired in the pasted key."""
    done = sum(step.state == OK for step in steps)
    section(say("connect.checklist.section"), say("connect.checklist.aside", ok=done, of=len(STEPS)))
    on_top = [] if trying else _on_top(steps)
    for step in on_top:
        _notice(step)
    now = next((step.name for step in steps if step.reason == "waiting"), "") if trying else ""
    show(div("lb-list", *(row_html(_row(step, mended, now, short=step in on_top)) for step in steps)))


def _on_top(steps: Sequence[Step]) -> list[Step]:
    """The step to mend next, and a foreign locale whatever else there is."""
    after = first(steps, FAILED) or first(steps, WARN)
    loud = [step for step in steps if step.reason == LOUD and step != after]
    return [*([after] if after else []), *loud]


def _notice(step: Step) -> None:
    language = session.language()
    loud = step.state == FAILED or step.reason == LOUD
    finding, remedy = step.finding(language), step.remedy(language)
    next_click = join([bold(say("connect.next")), remedy, _page(step)], " ")
    notice(
        step.title(language), bold(finding) if loud else finding, next_click, tone="bad" if loud else "warn",
        shape=MARKS[step.state][1],
    )  # fmt: skip


def _row(step: Step, mended: Sequence[str], now: str, *, short: bool) -> Row:
    """One step; `short` when it is told above."""
    language = session.language()
    tone, shape = MARKS.get(step.state, ("soft", "half" if step.name == now else "ring"))
    mark = chip(say(f"connect.checklist.{'trying' if step.name == now else step.state}"), tone, shape)
    if short:
        return Row(mark, step.title(language))
    if step.name == now:
        return Row(mark, step.title(language), say("connect.waiting.trying"))
    repaired = [say(f"connect.mended.{name}") for name in mended] if step.name == "key" else []
    remedy = step.remedy(language)
    more = [bold(say("connect.next")), remedy] if remedy else []
    return Row(mark, step.title(language), join([step.finding(language), *repaired, *more, _page(step)], " "))


def _page(step: Step) -> Html | str:
    return link(step.url, say("connect.open")) if step.url else ""
