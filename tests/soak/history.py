"""Is the history whole: each confirmed save once, each refused one not at all, or put back line by line?"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sheets.backends.history import GONE_ROW, NEW_ROW
from sheets.noticed import MARK
from tests.soak.cells import plain
from tests.soak.hands import Hands
from tests.soak.person import SYNONYMS
from tests.soak.places import HEADERS, NAMES
from tests.soak.truth import Asked, Truth, Wrong

COLUMNS = ("when", "who", "tab", "id", "column", "old", "new", "why", "op")
PROCESSES = 2
WHAT = "history wrong or incomplete"
LABELS = {name: {label, *SYNONYMS.get(name, ())} for name, label in zip(NAMES, HEADERS, strict=True)}


def history_wrong(truth: Truth, hands: Hands) -> list[Wrong]:
    lines = _lines(hands)
    wrong = []
    for asked in truth.asked:
        mine = [line for line in lines if line["who"] == asked.by]
        wrong += _of_one(asked, _standing(mine))
    known = {asked.by for asked in truth.asked} | {"A-akhir", "B-akhir"}
    strangers = {str(line["who"]) for line in lines if not _by_hand(line)} - known
    wrong += [Wrong(WHAT, who, "nobody else", "lines of theirs") for who in strangers]
    return wrong + _of_hands(truth, [line for line in lines if _by_hand(line)])


def _by_hand(line: dict[str, Any]) -> bool:
    return str(line["op"]).startswith(MARK)


def _of_hands(truth: Truth, lines: list[dict[str, Any]]) -> list[Wrong]:
    """What is told as a change in the sheet was not written by the app; no process tells it twice."""
    ours = {value for asked in truth.asked for (_, name), value in asked.cells.items() if name == "title"}
    taken = [line for line in lines if line["new"] in ours and line["column"] not in (NEW_ROW, GONE_ROW)]
    taken += [line for line in lines if _touched_by_nobody(truth, line)]
    twice = [told for told, count in Counter(map(_told, lines)).items() if count > PROCESSES]
    return [
        *(Wrong(WHAT, str(line["id"]), "no change by hand", str(line)) for line in taken),
        *(Wrong(WHAT, str(told), "one line", "several") for told in twice),
    ]


def _touched_by_nobody(truth: Truth, line: dict[str, Any]) -> bool:
    """Of a row that had its id alone and was not made by hand: no hand ever wrote this cell."""
    names = {name for name, label in LABELS.items() if line["column"] in label}
    tokens = {token for _, token, row_id in truth.ids if row_id == line["id"]}
    if len(names) != 1 or len(tokens) != 1 or next(iter(tokens))[0] in "cp":
        return False
    (name,), (token,) = names, tokens
    return not any((row, col, who) == (token, name, "person") for _, row, col, who in truth.writes)


def _told(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line[key] for key in ("when", "id", "column", "new"))


def _lines(hands: Hands) -> list[dict[str, Any]]:
    if "Riwayat" not in hands.tabs():
        return []
    rows = [[cell.formula or plain(cell.value) for cell in line] for line in hands.lines("Riwayat")[1:]]
    return [dict(zip(COLUMNS, [*row, *[None] * len(COLUMNS)], strict=False)) for row in rows if any(row)]


def _standing(lines: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The lines that were not taken back, by the name of the save."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    back: dict[str, int] = defaultdict(int)
    for line in lines:
        base, _, mark = str(line["op"]).partition(".")
        if mark:
            back[base] += 1
        else:
            groups[base].append(line)
    return {op: group for op, group in groups.items() if not back[op]}


def _of_one(asked: Asked, standing: dict[str, list[dict[str, Any]]]) -> list[Wrong]:
    where = f"{asked.by} ({asked.outcome} {asked.reason})"
    if asked.outcome == "refused":
        return [Wrong(WHAT, where, "no line", str(standing))] if standing else []
    if len(standing) > 1:
        return [Wrong(WHAT, where, "one save", str(standing))]
    lines = next(iter(standing.values()), [])
    if asked.outcome == "unknown" and not lines:
        return []
    news = [line for line in lines if line["column"] == "+"]
    edits = [line for line in lines if line["column"] != "+"]
    if len(news) != len(asked.new):
        return [Wrong(WHAT, where, f"{len(asked.new)} new rows", str(lines))]
    if len(edits) > len(asked.cells) or (len(edits) < len(asked.cells) and not _may_be_fewer(asked)):
        return [Wrong(WHAT, where, f"{len(asked.cells)} cells", str(lines))]
    return []


def _may_be_fewer(asked: Asked) -> bool:
    """A cell that held the value already is not written again."""
    return any(isinstance(value, frozenset) for value in asked.cells.values())
