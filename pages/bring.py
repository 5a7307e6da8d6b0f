"""Impor: any file into the forum's sheet, seen before it is written."""

from __future__ import annotations

import ui
from ui import importing

importing.draw(ui.page("bring"))
