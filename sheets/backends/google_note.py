"""One line in the history of a Google spreadsheet that goes with no change: it tells whether the app may write."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.backends import Cell
from sheets.backends.google_errors import OutcomeUnknown
from sheets.backends.google_plan import logged
from sheets.backends.google_send import Sender
from sheets.backends.google_sheet import GoogleSheet
from sheets.changes import HistoryTab


def note(sheet: GoogleSheet, history: HistoryTab, values: Mapping[str, Cell]) -> None:
    """Write one line below the history's header, by key of its columns; a missing history tab is made with it.

    Raises a SheetError; then nothing was written, or with Offline nobody can tell.
    """
    sender = Sender(sheet)
    place = sender.history_place(history)
    line = tuple(values.get(key) for key, _ in history.columns)
    try:
        sheet.line.post(":batchUpdate", {"requests": logged(place, [line])})
    except OutcomeUnknown as unknown:
        raise unknown.error from None
    if not place.exists:
        sender.made(place)
