"""The findings as a list for those who mend them without the app: one row a finding, as CSV or as a workbook.

What this snapshot hides from its reader is hidden here too: a view gives the address of a private cell, not its text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sheets.doctor import asides, charts_of, examine, in_order, remedies
from sheets.errors import Unsafe
from sheets.problems import Problem
from sheets.snapshot import Snapshot
from sheets.words import has_sentence, sentence

HEADS = ("level", "where", "column", "typed", "found", "read_as", "leaves_out", "fix", "link")
KINDS = (".xlsx", ".csv")
# A spreadsheet program takes a text that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Signs that nobody sees, or that a program drops, may stand before; and where a program parts cells at another sign
# than this file does, the middle of a text becomes the start of a cell.
FORMULA = re.compile(
    r"^(?=[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])|(?<=[,;\t\r\n|])(?=[\s\"']*[=@＝＠]|[+\-＋－]\S)"
)


@dataclass(frozen=True)
class Listing:
    """A table of texts with its heads."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    language: str = "id"


def cell_address(problem: Problem) -> str:
    """Where a finding stands, as spreadsheet programs say it: `Tugas!D14`."""
    cell = f"{problem.letter or ''}{problem.row or ''}"
    return f"{problem.tab}!{cell}" if cell else problem.tab


def cell_url(snapshot: Snapshot, problem: Problem) -> str | None:
    """The address of the very cell in Google Sheets; None for a local workbook, and for what stands on no known tab."""
    sheet = next((read.grid.sheet_id for read in snapshot.reads if read.tab == problem.tab), None)
    if not snapshot.url or (sheet is None and problem.row):
        return None
    cell = f"{problem.letter or 'A'}{problem.row or (1 if problem.letter else '')}"
    place = f"#gid={sheet}" + (f"&range={cell}" if problem.row or problem.letter else "") if sheet is not None else ""
    return f"{snapshot.url.split('#')[0]}{place}"


def listing(snapshot: Snapshot, problems: Sequence[Problem] | None = None, language: str = "id") -> Listing:
    """The findings of a snapshot, those first that help most, and at the end what nobody reads."""
    found = in_order(examine(snapshot) if problems is None else problems)
    ordered = [*(problem for finding in found for problem in finding.problems), *asides(snapshot)]
    heads = tuple(_say(f"file.{head}", language) for head in HEADS)
    return Listing(_say("file.tab", language), heads, [_row(snapshot, each, language) for each in ordered], language)


def _row(snapshot: Snapshot, problem: Problem, language: str) -> tuple[str, ...]:
    declared = snapshot.schema.tables.get(problem.table)
    column = declared.by_key.get(problem.column or "") if declared else None
    charts = [chart_name(chart, language) for chart in charts_of(problem)]
    fixes = [remedy.label(language) for remedy in remedies(snapshot, problem)]
    return (
        _say(f"level.{problem.level}", language), cell_address(problem), column.label(language) if column else "",
        problem.value, problem.message(language), problem.read_as_in(language) or "", ", ".join(charts),
        " / ".join(fixes), cell_url(snapshot, problem) or "",
    )  # fmt: skip


def chart_name(chart: str, language: str) -> str:
    """What a chart or count is called."""
    key = f"chart_name.{chart}"
    return sentence("check", key, {}, language=language) if has_sentence("check", key, language=language) else chart


def as_csv(table: Listing) -> bytes:
    """For spreadsheet programs: with a mark that it is UTF-8, and no text that could be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if table.language == "id" else ",")
    writer.writerows([harmless(cell) for cell in row] for row in (table.heads, *table.rows))
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text with a sign before it that makes a program take it for text."""
    return FORMULA.sub("'", text)


def write_listing(table: Listing, path: Path) -> Path:
    """The list as a file; its name says which kind. Raises Unsafe for another kind and for a file that is there."""
    if path.suffix.lower() not in KINDS:
        raise Unsafe("out_kind", name=path.name, kinds=", ".join(KINDS))
    if path.exists():
        raise Unsafe("file_exists", name=path.name)
    path.write_bytes(as_csv(table) if path.suffix.lower() == ".csv" else as_xlsx(table))
    return path


def as_xlsx(table: Listing) -> bytes:
    """The list as a workbook in which every cell is text."""
    from sheets.template.listing import workbook_of

    return workbook_of(table.title, table.heads, table.rows)


def _say(key: str, language: str) -> str:
    return sentence("doctor", key, {}, language=language)
