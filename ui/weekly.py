"""What Beranda says about the week: rows that need attention, and lines of good news, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from forum.attention import Item, attention, good_news
from ui.blocks import Row
from ui.fields import titles
from ui.marks import chip, choice_chip, join
from ui.markup import Html
from ui.rich import say_bold
from ui.words import known, number, say, short_day, upper_first

if TYPE_CHECKING:
    from ui.frame import Board


def attention_rows(board: Board, limit: int | None = None) -> tuple[list[Row], int]:
    """The first rows that need attention this week, the most urgent first, and how many there are in all.

    Where no case says its stage, none is called urgent.
    """
    unread = sum(problem.level == "unreadable" for problem in board.snapshot.problems)
    items = board.once("attention", lambda: attention(board.state, problems=unread))
    stages = board.tables["issues"]["stage"]
    passed = {"case_to_talk"} if len(stages) and stages.isna().all() else set()
    known_kinds = [item for item in items if item.kind in ROWS and item.kind not in passed]
    return [ROWS[item.kind](board, item) for item in known_kinds[:limit]], len(known_kinds)


def good_lines(board: Board, limit: int) -> list[Html]:
    """The best news as sentences, the name in bold."""
    items = board.once("good_news", lambda: good_news(board.state))
    return [_good(board, item) for item in items[:limit]]


def _cell(board: Board, item: Item, column: str) -> Any:
    value = board.tables[item.table].at[item.id, column] if item.id is not None else None
    return value if known(value) else None


def _title(board: Board, item: Item) -> str:
    return str(_cell(board, item, board.schema.tables[item.table].title) or item.id)


def _lead(board: Board, item: Item) -> str:
    return titles(board, "partners").get(str(_cell(board, item, "lead_id")), str(_cell(board, item, "lead") or ""))


def _overdue(board: Board, item: Item) -> Row:
    mark = chip(say("tasks.late", n=item.days), "bad", "square")
    return Row(mark, _title(board, item), _who_and_why(board, item), short_day(item.on, board.today))


def _due_soon(board: Board, item: Item) -> Row:
    word = "today" if item.days == 0 else "tomorrow" if item.days == 1 else "left"
    mark = chip(say(f"tasks.{word}", n=item.days), "warn", "tri")
    return Row(mark, _title(board, item), _who_and_why(board, item), short_day(item.on, board.today))


def _who_and_why(board: Board, item: Item) -> Html:
    return join([_lead(board, item), _cell(board, item, "obstacle") or ""], " · ")


def _lagging(board: Board, item: Item) -> Row:
    unit = str(_cell(board, item, "unit") or "")
    value = _plain(item.value) + ("%" if unit == "%" else "")
    title = say("home.value_of_target", name=_title(board, item), value=value, target=_amount(board, item, item.target))
    planned = (
        say("home.should_be", value=_like(item.planned, item.value) + ("%" if unit == "%" else ""))
        if item.planned is not None
        else ""
    )
    end = say("home.measured", day=short_day(item.on, board.today)) if item.on else ""
    choice = board.choice("indicator_status", item.word or "no_data")
    return Row(choice_chip(choice, board.language), title, join([_lead(board, item), planned], " · "), end)


def _case(board: Board, item: Item) -> Row:
    named, level = _cell(board, item, "type"), board.word("severity", item.word).casefold()
    kind = (
        board.word("issue_type", named) if named else upper_first(board.schema.tables["issues"].label(board.language))
    )
    words = f"{kind}, {level}" if item.word else kind
    mark = choice_chip(board.choice("severity", item.word), board.language, words) if item.word else chip(words, "soft")
    title = say("home.restricted_case") if item.restricted else _title(board, item)
    stage = say("home.stage", stage=board.word("issue_stage", _cell(board, item, "stage")).casefold())
    return Row(mark, title, stage, say("time.days", n=max(item.days, 0)) if item.days is not None else "")


def _confidential(_board: Board, item: Item) -> Row:
    mark = chip(say("home.confidential.chip", n=item.count), "soft", "square")
    return Row(mark, say("home.confidential.title"), say("home.confidential.line"))


def _no_meeting(board: Board, item: Item) -> Row:
    last = say("home.no_meeting.last", day=short_day(item.on, board.today)) if item.on else say("home.no_meeting.never")
    end = say("time.days", n=item.days) if item.days is not None else ""
    return Row(chip(say("home.no_meeting.chip"), "warn", "tri"), say("home.no_meeting.title"), last, end)


def _role_ending(board: Board, item: Item) -> Row:
    late = item.days is not None and item.days < 0
    mark = chip(say("tasks.late" if late else "tasks.left", n=abs(item.days or 0)), "warn", "tri")
    title = say("home.role_ending.title", role=board.word("forum_role", item.word), name=_title(board, item))
    return Row(mark, title, say("home.role_ending.line"), short_day(item.on, board.today))


def _data(_board: Board, item: Item) -> Row:
    mark = chip(say("home.data.chip"), "warn", "tri")
    return Row(mark, say("home.data.title", n=item.count), say("home.data.line"))


ROWS: dict[str, Callable[[Board, Item], Row]] = {
    "overdue_task": _overdue,
    "task_due_soon": _due_soon,
    "lagging_indicator": _lagging,
    "case_to_talk": _case,
    "confidential_cases": _confidential,
    "no_meeting": _no_meeting,
    "role_ending": _role_ending,
    "data_problems": _data,
}


def _good(board: Board, item: Item) -> Html:
    details = {"day": short_day(item.on, board.today), "n": item.count} | _numbers(board, item)
    line = say_bold(f"home.good.{item.kind}", {"name": _title(board, item)}, **details)
    lead = _lead(board, item) if item.table in ("tasks", "indicators") else ""
    return join([line, say("home.good.thanks", name=lead) if lead else ""], " ")


def _numbers(board: Board, item: Item) -> dict[str, str]:
    if item.table != "indicators":
        return {}
    value, target = _amount(board, item, item.value), _amount(board, item, item.target)
    return {"value": value, "target": target, "planned": _like(item.planned, item.value)}


def _amount(board: Board, item: Item, value: float | None) -> str:
    """A value with its unit: `31%`, `5,4 ton/ha`."""
    unit = _cell(board, item, "unit") or ""
    return f"{_plain(value)}%" if unit == "%" else f"{_plain(value)} {unit}".strip()


def _plain(value: float | None) -> str:
    """A value as one says it: no decimals from a hundred on."""
    return number(value, 0 if value is not None and abs(value) >= 100 else 1)


def _like(planned: float | None, value: float | None) -> str:
    """What was planned, as finely as the value itself is measured: 12,2 pupils do not exist."""
    return number(planned, 0 if value is not None and value == int(value) else 1)
