"""A snapshot told to people and programs: the object of `read --json`, and the lines of `read` and `check`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from textwrap import shorten
from typing import Any

import pandas as pd

from sheets.adopting import Example, TabFacts, facts
from sheets.frames import parts
from sheets.problems import Problem
from sheets.snapshot import Snapshot, TableRead
from sheets.words import has_sentence, sentence

MOST, LONGEST = 8, 40


def as_json(snapshot: Snapshot, language: str = "id") -> dict[str, Any]:
    """The object that `python -m sheets read SOURCE --json` prints."""
    return {
        "source": snapshot.source,
        "tables": [_table(snapshot, read) for read in snapshot.reads],
        "problems": [_problem(problem, language) for problem in snapshot.problems],
        "not_recognised": [{"tab": each.tab, "why": each.message(language)} for each in snapshot.not_recognised],
    }


def _table(snapshot: Snapshot, read: TableRead) -> dict[str, Any]:
    return {
        "table": read.table,
        "tab": read.tab,
        "header_rows": read.header_rows,
        "columns": [{"key": c.key, "header": c.header, "letter": c.letter} for c in read.columns],
        "unknown_columns": [{"header": c.header, "letter": c.letter} for c in read.unknown_columns],
        "records": list(_records(snapshot, read)),
        "left_out": [{"row": left.row, "why": left.why} for left in read.left_out],
    }


def _records(snapshot: Snapshot, read: TableRead) -> Iterator[dict[str, Any]]:
    if not read.ids:
        return
    table = snapshot.schema.table(read.table)
    keys = list(dict.fromkeys([c.key for c in read.columns] + [key for key in read.match.given if key in table.by_key]))
    names = [name for key in keys for name, _ in parts(table.by_key[key]) if not name.endswith(("_from", "_to"))]
    frame = snapshot.tables[read.table].loc[read.ids, list(dict.fromkeys(names))]
    columns = {name: [plain(value) for value in frame[name].tolist()] for name in frame.columns}
    for n, (row, id_) in enumerate(zip(read.rows, read.ids, strict=True)):
        own = None if id_.startswith("~") else id_
        yield {"row": row, "id": own, "values": {"id": own, **{name: values[n] for name, values in columns.items()}}}


def plain(value: Any) -> Any:
    """A frame's value as JSON holds it: ISO dates, whole numbers without a decimal, lists, null for nothing."""
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, tuple):
        return list(value)
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "table": problem.table, "tab": problem.tab, "row": problem.row, "letter": problem.letter,
        "column": problem.column, "id": problem.id, "value": problem.value, "reason": problem.reason,
        "level": problem.level, "read_as": problem.read_as_in(language), "message": problem.message(language),
    }  # fmt: skip


def lines(snapshot: Snapshot, language: str = "id") -> Iterator[str]:
    """What was read and what was not, for people."""
    yield _say("source", language, title=snapshot.title, source=snapshot.source)
    for tab in facts(snapshot, language):
        if tab.table:
            yield ""
            yield from _tab_lines(snapshot, tab, language)
    if not snapshot.reads:
        yield _say("nothing", language)
    yield from _other_tabs(snapshot, language)
    yield from ["", *problem_lines(snapshot.problems, language, most=MOST)]


def _tab_lines(snapshot: Snapshot, tab: TabFacts, language: str) -> Iterator[str]:
    """A tab's table, then every column with what it is read as and three of its cells, then what was left out."""
    table = snapshot.schema.table(tab.table)
    header = ", ".join(map(str, tab.header_rows))
    yield _say("table", language, n=tab.records, tab=tab.tab, table=table.tab(language), header=header)
    for column in tab.columns:
        label = table.by_key[column.key].label(language) if column.key else ""
        key = "column" if column.key else "kept"
        yield _say(key, language, letter=column.letter, header=column.header or "–", label=label)
        if column.examples:
            yield _say("examples", language, cells=" · ".join(_example(each, language) for each in column.examples))
    for name, n in tab.others:
        yield _say("also", language, n=n, table=snapshot.schema.table(name).tab(language))
    for why, rows in tab.left_out.items():
        told_rows = ", ".join(map(str, sorted(rows)))
        yield _say("left_out", language, n=len(rows), rows=told_rows,
                   why=sentence("recognise", why, {}, language=language))  # fmt: skip


def _example(example: Example, language: str) -> str:
    typed = shorten(example.typed, LONGEST, placeholder="…") or example.typed[:LONGEST]
    if example.level == "unreadable":
        return _say("example.unreadable", language, typed=typed)
    if not example.read_as:
        return _say("example.plain", language, typed=typed)
    return _say("example.read", language, typed=typed, value=shorten(example.read_as, LONGEST, placeholder="…"))


def _other_tabs(snapshot: Snapshot, language: str) -> Iterator[str]:
    if snapshot.not_recognised:
        yield ""
    for each in snapshot.not_recognised:
        yield _say("not_recognised", language, tab=each.tab, why=each.message(language))


def problem_lines(problems: Iterable[Problem], language: str = "id", *, most: int | None = None) -> Iterator[str]:
    """The problems, one a line, the unreadable ones first."""
    listed = sorted(problems, key=lambda problem: problem.level != "unreadable")
    unreadable = sum(problem.level == "unreadable" for problem in listed)
    yield _say("problems", language, n=len(listed), unreadable=unreadable, notices=len(listed) - unreadable)
    for problem in listed[:most]:
        yield _say(
            f"{'level' if problem.value else 'blank'}.{problem.level}",
            language,
            place=_place(problem),
            value=problem.value,
            message=problem.message(language),
        )
    if most is not None and len(listed) > most:
        yield _say("more", language, n=len(listed) - most)


def _place(problem: Problem) -> str:
    cell = f"{problem.letter or ''}{problem.row or ''}"
    return f"{problem.tab}!{cell}" if cell else problem.tab


def _say(key: str, language: str, **details: Any) -> str:
    return sentence("read", key, details, language=language)


def told(section: str, key: str, details: Mapping[str, Any], language: str) -> str:
    """A sentence if there is one, else its key."""
    return sentence(section, key, details, language=language) if has_sentence(section, key, language=language) else key
