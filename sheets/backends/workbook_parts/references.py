"""Formulas that point at the same cells as before, after a row was pushed in or when they are written out elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

from sheets.backends.workbook_parts.places import LAST_COL, LAST_ROW, column, letters, moved

# Texts and the columns of tables in brackets are passed over; what is left and looks like a cell is one.
POINTS = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|(?<![\w.$])(?P<tab>'(?:[^']|'')+'!|(?:\[[^\]]*\])?[\w.]+(?::[\w.]+)?!)?"""
    r"""(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?\d+:\$?\d+)(?![\w(!.\[])"""
    r"""|(?P<columns>\[(?:[^\[\]]|\[[^\[\]]*\])*\])(?![\w.]*!)"""
)
CORNER = re.compile(r"(?P<col_fixed>\$?)(?P<col>[A-Z]{1,3})?(?P<row_fixed>\$?)(?P<row>\d+)")


def pushed(formula: str, tab: str, row: int, *, here: bool, below: bool = False) -> str:
    """The formula after a row was pushed into `tab`.

    `here`: it stands in that tab. `below`: it stands under the new row, as a total does, so that a range that ended
    right above takes the new row in.
    """

    def change(found: re.Match[str]) -> str:
        if found["cells"] is None or not _is_tab(found["tab"], tab, here):
            return found[0]
        return (found["tab"] or "") + cells_pushed(found["cells"], row, grows=below)

    return POINTS.sub(change, formula)


def _is_tab(named: str | None, tab: str, here: bool) -> bool:
    if not named:
        return here
    name = named[:-1]
    name = name[1:-1].replace("''", "'") if name.startswith("'") else name
    return name.casefold() == tab.casefold()


def cells_pushed(cells: str, row: int, *, grows: bool = False) -> str:
    """One cell or range of a formula."""
    start, *end = cells.split(":")
    if not end:
        return _corner_pushed(start, row)
    ends_above = grows and int(CORNER.sub(r"\g<row>", end[0])) == row - 1
    return f"{_corner_pushed(start, row)}:{_corner_pushed(end[0], row - 1 if ends_above else row)}"


def _corner_pushed(corner: str, row: int) -> str:
    return CORNER.sub(lambda c: f"{c['col_fixed']}{c['col'] or ''}{c['row_fixed']}{moved(int(c['row']), row)}", corner)


def translated(formula: str, rows: int, cols: int) -> str:
    """The formula as it reads in a cell so many rows down and columns right; only what is not fixed by $ goes along."""

    def corner(found: re.Match[str]) -> str:
        row = int(found["row"]) + (0 if found["row_fixed"] else rows)
        col = found["col"] and column(found["col"]) + (0 if found["col_fixed"] else cols)
        name = letters((col - 1) % LAST_COL + 1) if col else ""
        return f"{found['col_fixed']}{name}{found['row_fixed']}{(row - 1) % LAST_ROW + 1}"

    return _each(formula, lambda cells: ":".join(CORNER.sub(corner, part) for part in cells.split(":")))


def _each(formula: str, change: Callable[[str], str]) -> str:
    def changed(found: re.Match[str]) -> str:
        return found[0] if found["cells"] is None else (found["tab"] or "") + change(found["cells"])

    return POINTS.sub(changed, formula)
