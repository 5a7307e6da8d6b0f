"""Riwayat: every change made on the board, by person, tab and row; a keeper can bring one back."""

from __future__ import annotations

import ui
from ui import historylist
from ui.headlines.history import headline

board = ui.page("history")
lines = historylist.lines_of(board)
ui.header(board, ui.say("app.pages.history"), headline(lines, language=board.language))
if lines:
    historylist.draw(board, historylist.chosen(board, lines))
else:
    ui.show(ui.soft(ui.say("history.screen.nothing_line")))
