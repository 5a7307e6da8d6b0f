"""Kenali lembar: how the sheet is read, tab by tab and column by column, and what corrects it."""

from __future__ import annotations

import ui
from ui import adopt

adopt.draw(ui.page("adopt"))
