"""Copies of a tab ("Salinan Tugas", "Tugas (2)", "backup"): the same records must not count twice."""

from __future__ import annotations

import re

from sheets.recognise.parts import NotRecognised, Recognition, TableMatch

COPY = re.compile(r"\b(salinan|copy|copi|backup|cadangan|arsip|lama|old)\b|\(\d+\)\s*$", re.IGNORECASE)


def leave_out_copies(found: Recognition) -> None:
    """Leaves out tabs named like a copy that hold almost nothing but records of another tab, and says so."""
    for match in [m for m in found.matches if COPY.search(m.grid.tab)]:
        twin = next((m for m in found.matches if _is_twin(m, match)), None)
        told = found.corrections.of(match.grid.tab)
        if twin is not None and not (told and told.table):
            found.matches.remove(match)
            found.not_recognised.append(NotRecognised(match.grid.tab, "copy", {"other": twin.grid.tab}))


def _is_twin(other: TableMatch, match: TableMatch) -> bool:
    if other is match or other.table.name != match.table.name or COPY.search(other.grid.tab):
        return False
    names, known = _names(match), _names(other)
    return len(names) >= 2 and len(names & known) >= 0.9 * len(names)


def _names(match: TableMatch) -> set[str]:
    title = next((column for column in match.columns if column.key in ("id", match.table.title)), None)
    return {str(cell).strip().casefold() for cell in match.cells(title) if cell not in (None, "")} if title else set()
