"""Beranda: the finding, four tiles, what needs attention this week, good news, the nine steps."""

from __future__ import annotations

import ui

board = ui.page("home")
ui.header(board, str(board.settings.get("forum_name")), "Lumbung")
