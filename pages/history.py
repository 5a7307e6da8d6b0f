"""Riwayat: every change made on the board, by person, tab and row; a keeper can bring one back."""

from __future__ import annotations

import ui
from ui import historylist
from ui.headlines.history import headline

board = ui.page("history")
told = historylist.told(board)
ui.header(board, ui.say("app.pages.history"), headline(told.lines, language=board.language, read=told.error is None))
historylist.say_how_old(board, told)
if told.lines:
    historylist.draw(board, historylist.chosen(board, told.lines))
elif told.error is None:
    ui.show(ui.soft(ui.say("history.screen.nothing_line")))
