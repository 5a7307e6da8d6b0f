"""Numbers whose header names their year: "Target 2026", "Baseline 2024"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sheets.kinds.period import SpanWords
from sheets.recognise.columns import Assignment, Header, Shapes
from sheets.recognise.parts import ColumnMatch, Doubt, TableMatch
from sheets.recognise.periods import year_in
from sheets.recognise.vocabulary import Vocabulary

NUMBERS = frozenset({"target", "baseline"})


def last_target(found: Assignment, headers: Sequence[Header], words: Vocabulary, shapes: Shapes) -> None:
    """Of targets for several years the last one is the target; the others stay as they are, and that is said."""
    match = found.columns.get("target")
    year = year_in(match.header) if match else None
    if match is None or year is None:
        return
    others = [header for header in headers if header.col not in found.cols and _is_target(header, found, words, shapes)]
    last = max(others, key=lambda header: year_in(header.text) or 0, default=None)
    if last is not None:
        found.doubts.append(Doubt("several_targets", col=last.col, key="target", details={"n": len(others) + 1}))
        if (year_in(last.text) or 0) > year:
            found.columns["target"] = ColumnMatch("target", last.text, last.col, match.how)


def _is_target(header: Header, found: Assignment, words: Vocabulary, shapes: Shapes) -> bool:
    if year_in(header.text) is None or shapes(header.col).numbers == 0:
        return False
    return "target" in words.likeness(found.table.name, header.spoken)


def date_by_header(match: TableMatch) -> None:
    """Dates a target or baseline by the year in its header where no column does, with a notice."""
    have = {column.key for column in match.columns}
    for column in match.columns:
        key, year = f"{column.key}_date", year_in(column.header)
        if column.key in NUMBERS and year and key in match.table.by_key and key not in have:
            day = date(year, 12, 31)
            match.given[key] = [day] * len(match.rows)
            doubt = Doubt("dated_by_header", None, column.col, key, column.header, SpanWords(day, day))
            match.doubts.append(doubt)
