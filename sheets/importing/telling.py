"""An import told in sentences: why something stays out, what a value looks like, and the lines of the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sheets.declared import spoken
from sheets.importing.arrival import Part
from sheets.importing.incoming import LeftOut
from sheets.importing.running import Job, Moved
from sheets.importing.settled import Difference, Settled
from sheets.importing.standing import Standing
from sheets.kinds import show
from sheets.schema import Column, Schema
from sheets.words import has_sentence, sentence

MOST = 40
VALUES = 8


def why(left: LeftOut, schema: Schema, language: str = "id") -> str:
    """Why a row or a cell stays out, as a sentence."""
    column = schema.table(left.table).by_key.get(left.column) if left.table else None
    told = {"value": left.value, "column": column.label(language) if column else "", "row": left.row}
    told |= {key: spoken(detail, language) for key, detail in left.details.items()}
    if has_sentence("importing", f"left.{left.reason}"):
        return sentence("importing", f"left.{left.reason}", told, language=language)
    section = next((s for s in ("recognise", "problems") if has_sentence(s, left.reason)), None)
    return sentence(section, left.reason, told, language=language) if section else left.reason


def why_row(left: LeftOut, schema: Schema, language: str = "id") -> str:
    """Why a whole row stays out: with the cell that could not be read, where one is to blame."""
    found = why(left, schema, language)
    if not left.column or not left.value or has_sentence("importing", f"left.{left.reason}"):
        return found
    told = {"value": left.value, "column": schema.table(left.table).column(left.column).label(language)}
    return f"{sentence('importing', 'left.required', told, language=language)}. {found}"


@dataclass(frozen=True)
class Alike:
    """Cells that stay out for one reason in one column. `values`: what was typed → how often."""

    first: LeftOut
    rows: tuple[int, ...]
    values: Counter[str]


def gathered(cells: Iterable[LeftOut]) -> list[Alike]:
    """The cells that stay out, by tab, column and reason, in the order of the file."""
    groups: dict[tuple[str, str, str, str], list[LeftOut]] = {}
    for cell in cells:
        groups.setdefault((cell.tab, cell.table, cell.column, cell.reason), []).append(cell)
    return [
        Alike(group[0], tuple(cell.row for cell in group), Counter(cell.value for cell in group))
        for group in groups.values()
    ]


def values_of(alike: Alike) -> str:
    """“SWADAYA” 22×, “EX_PLASMA” 9×; the first eight."""
    told = [f"“{text}”" + (f" {n}×" if n > 1 else "") for text, n in alike.values.most_common(VALUES)]
    return ", ".join(told) + (" …" if len(alike.values) > VALUES else "")


def value(column: Column, given: Any, standing: Standing, language: str = "id") -> str:
    """A value as people read it; the name of the row behind an id."""
    if column.to:
        names = standing.rows(column.to).titles
        several = given if isinstance(given, tuple) else () if given is None else (given,)
        return ", ".join(names.get(str(each), str(each)) for each in several)
    return show(column, given, language, standing.snapshot.schema)


def old(column: Column, cell: Difference, standing: Standing, language: str = "id") -> str:
    """What stands in the forum's cell: as people read it, or as it was typed where it could not be read."""
    return cell.old if cell.was is None else value(column, cell.was, standing, language)


def own_id(id_: str) -> str:
    """A row's id as people know it; rows without one are named by their title alone."""
    return "" if id_.startswith("~") else id_


def where(tab: str, row: int, language: str = "id") -> str:
    """The place in the file."""
    return sentence("importing", "out.row", {"tab": tab, "row": row}, language=language)


def amounts(rows: int, cells: int, language: str = "id", section: str = "go") -> str:
    """ "3 new rows, 2 cells"; "" for nothing."""
    parts = [("rows", rows), ("cells", cells)]
    return ", ".join(sentence("importing", f"{section}.{key}", {"n": n}, language=language) for key, n in parts if n)


def said(change: Moved, language: str = "id") -> str:
    """What is otherwise in the sheet than it was shown."""
    told = {"n": change.n, "titles": ", ".join(change.titles) + (" …" if change.n > len(change.titles) else "")}
    return sentence("importing", f"moved.{change.reason}", told, language=language)


# The command


def part_lines(parts: Sequence[Part], schema: Schema, language: str) -> Iterator[str]:
    for part in parts:
        if part.match is None:
            reason = part.why.message(language) if part.why else _say("parts.leave", language)
            yield _say("command.part_none", language, tab=part.tab, why=reason)
        else:
            table = schema.table(part.table).tab(language)
            yield _say("command.part", language, tab=part.tab, table=table, n=len(part.match.rows))


def plan_lines(settled: Settled, standing: Standing, language: str) -> Iterator[str]:
    """Everything that an import would do and would not, a line each; long lists are cut with a count."""
    schema = standing.snapshot.schema
    yield from _cut(_additions(settled, schema, language), len(settled.additions), language)
    yield from _cut(_there(settled, schema, language), len(settled.known), language)
    yield from _cut(_cells(settled, standing, language), sum(len(k.cells) for k in settled.known), language)
    yield from _cut(_questions(settled, schema, language), len(settled.asked), language)
    yield from _cut(_mentions(settled, schema, language), len(settled.mentions), language)
    yield from _cut(_left(settled, schema, language), len(settled.left_rows), language)
    yield from _left_cells(settled, schema, language)
    yield from columns_left(settled, schema, language)
    yield summary(settled, language)


def summary(settled: Settled, language: str) -> str:
    out = len(settled.left_rows) + settled.no_tab.total()
    told = {"add": len(settled.additions), "cells": settled.cells, "there": len(settled.known), "out": out}
    return sentence("importing", "command.summary", told, language=language)


def columns_left(settled: Settled, schema: Schema, language: str) -> Iterator[str]:
    """The values that stay out because of where they would go, a sentence for each column."""
    for key, counts in (("no_column", settled.no_column), ("not_yours", settled.not_yours)):
        for (name, column), n in counts.most_common():
            table = schema.table(name)
            label = table.column(column).label(language)
            yield _say(f"out.{key}", language, column=label, n=n, tab=table.tab(language))
    for name, n in settled.no_tab.items():
        tab = schema.table(name).tab(language)
        yield f"{_say('tab.missing', language, tab=tab)}. {_say('tab.line', language, n=n)}"
    if settled.other_ids:
        yield _say("out.other_ids", language, n=settled.other_ids)


def job_lines(job: Job, language: str) -> Iterator[str]:
    """What an import has done."""
    for number, chunk in enumerate(job.chunks, 1):
        what = amounts(chunk.added, chunk.changed, language, "done")
        yield _say("done.chunk", language, number=number, what=what)
    for refusal in job.refused:
        yield _say("done.refused", language, title=refusal.id, why=refusal.error.message(language))
    for change in job.moved:
        yield said(change, language)
    if not job.chunks:
        yield _say("done.nothing", language)


def _additions(settled: Settled, schema: Schema, language: str) -> Iterator[str]:
    for row in settled.additions:
        place = where(row.tab, row.row, language) if row.tab else _say("mention.section", language)
        yield _say("command.add", language, table=schema.table(row.table).label(language), title=row.title, where=place)


def _there(settled: Settled, schema: Schema, language: str) -> Iterator[str]:
    for known in settled.known:
        place, table = where(known.tab, known.row, language), schema.table(known.table).label(language)
        yield _say("command.there", language, table=table, id=known.id, title=known.title, where=place)


def _cells(settled: Settled, standing: Standing, language: str) -> Iterator[str]:
    schema = standing.snapshot.schema
    for known in settled.known:
        table = schema.table(known.table)
        for cell in known.cells:
            column = table.column(cell.column)
            told = {
                "table": table.label(language), "id": known.id, "title": known.title,
                "column": column.label(language),
                "old": old(column, cell, standing, language) or _say("change.empty", language),
                "new": value(column, cell.new, standing, language),
            }  # fmt: skip
            yield _say(f"command.{'change' if cell.write else 'keep'}", language, **told)


def _questions(settled: Settled, schema: Schema, language: str) -> Iterator[str]:
    for judged in settled.asked:
        options = "; ".join(
            f"{_say('ask.same', language, id=o.id, title=o.title)} ({_say(f'ask.{o.why}', language)})"
            for o in judged.options
        )
        row, table = judged.row, schema.table(judged.row.table).label(language)
        place = where(row.tab, row.row, language)
        yield _say("command.ask", language, table=table, title=row.title, where=place, options=options)


def _mentions(settled: Settled, schema: Schema, language: str) -> Iterator[str]:
    for each in settled.mentions:
        tab = schema.table(each.table).tab(language)
        yield _say("command.mention", language, tab=tab, name=each.name, n=each.n)


def _left(settled: Settled, schema: Schema, language: str) -> Iterator[str]:
    for left in settled.left_rows:
        place = where(left.tab, left.row, language)
        yield _say("command.left", language, where=place, why=why_row(left, schema, language))


def _left_cells(settled: Settled, schema: Schema, language: str) -> Iterator[str]:
    for alike in gathered(settled.left_cells):
        left = alike.first
        label = schema.table(left.table).column(left.column).label(language)
        told = {"tab": left.tab, "column": label, "n": len(alike.rows), "values": values_of(alike)}
        yield _say("command.cell", language, why=why(left, schema, language), **told)


def _cut(lines: Iterable[str], n: int, language: str) -> Iterator[str]:
    yield from islice(lines, MOST)
    if n > MOST:
        yield _say("command.more", language, n=n - MOST)


def _say(key: str, language: str, **details: Any) -> str:
    return sentence("importing", key, details, language=language)
