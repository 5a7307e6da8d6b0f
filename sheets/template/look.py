"""The look of a new spreadsheet: paper, ink, one green; status by word, symbol-free, with a quiet tint."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

INK, SOFT, LINE, PAPER, RAISED, LEAF = "FF23281F", "FF565C50", "FFD8CFBC", "FFFBF8F1", "FFF2ECDF", "FF245F36"
TONE_TEXT = {"leaf": LEAF, "turmeric": "FF855600", "brick": "FFB8431F", "soft": SOFT}
TONE_FILL = {"leaf": "FFE3EDDD", "turmeric": "FFF8EACB", "brick": "FFF8DFD5"}
TAB_COLOUR = {"core": "245F36", "module": "C07F00", "system": "B4B7A9"}

_under = Border(bottom=Side(style="medium", color=LEAF))
HEADER_FONT = Font(bold=True, color=INK)
REQUIRED_FONT = Font(bold=True, color="FFFFFFFF")
HEADER_FILL = PatternFill("solid", start_color=RAISED)
REQUIRED_FILL = PatternFill("solid", start_color=LEAF)
HEADER_BORDER = _under
HEADER_ALIGNMENT = Alignment(vertical="center", wrap_text=True)
ROW_BORDER = Border(bottom=Side(style="hair", color=LINE))

GUIDE_TITLE = Font(name="Georgia", size=22, bold=True, color=LEAF)
GUIDE_HEAD = Font(name="Georgia", size=14, bold=True, color=INK)
GUIDE_TEXT = Font(size=11, color=INK)
GUIDE_LINK = Font(size=11, bold=True, color=LEAF, underline="single")


def cell_alignment(*, wrap: bool) -> Alignment:
    return Alignment(vertical="top", wrap_text=wrap)


def tone_style(tone: str) -> DifferentialStyle:
    """How a cell that holds a word of this tone looks: coloured text, a tint for all but the neutral one."""
    fill = PatternFill(bgColor=TONE_FILL[tone]) if tone in TONE_FILL else None
    return DifferentialStyle(font=Font(color=TONE_TEXT[tone]), fill=fill)


def late_style(word: str) -> DifferentialStyle:
    """A day that has passed: the brick colour and the word behind the date, so that it does not rest on colour."""
    pattern = NumberFormat(numFmtId=190, formatCode=f'dd/mm/yyyy" · {word}"')
    return DifferentialStyle(font=Font(bold=True, color=TONE_TEXT["brick"]), numFmt=pattern)
