"""Beranda: the finding, four tiles, what needs attention this week, good news, the nine steps."""

from __future__ import annotations

import ui
from ui import homepage
from ui.headlines.home import headline

board = ui.page("home")
name = str(board.settings.get("forum_name") or ui.say("app.pages.home"))
day = "" if board.phone else f" · {ui.day(board.today, weekday=True)}"
now = homepage.standing(board)
ui.header(board, name + day, headline(now, language=board.language))
if now.anything:
    ui.tiles(homepage.tiles(board))
    homepage.draw_week(board)
else:
    homepage.draw_start(board)
homepage.draw_steps(board)
