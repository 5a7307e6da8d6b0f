"""The look of a new spreadsheet: paper, ink, one green; status by word, with a quiet tint."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

INK, SOFT, RAISED, LEAF = "FF23281F", "FF565C50", "FFF2ECDF", "FF245F36"
TONE_TEXT = {"leaf": LEAF, "turmeric": "FF855600", "brick": "FFB8431F", "soft": SOFT}
TONE_FILL = {"leaf": "FFE3EDDD", "turmeric": "FFF8EACB", "brick": "FFF8DFD5"}
TAB_COLOUR = {"core": "245F36", "module": "C07F00", "system": "B4B7A9"}

FACE, SERIF = "Calibri", "Georgia"
_under = Border(bottom=Side(style="medium", color=LEAF))
HEADER_FONT = Font(name=FACE, bold=True, color=INK)
REQUIRED_FONT = Font(name=FACE, bold=True, color="FFFFFFFF")
HEADER_FILL = PatternFill("solid", start_color=RAISED)
REQUIRED_FILL = PatternFill("solid", start_color=LEAF)
HEADER_BORDER = _under
HEADER_ALIGNMENT = Alignment(vertical="center", wrap_text=True)

GUIDE_TITLE = Font(name=SERIF, size=22, bold=True, color=LEAF)
GUIDE_HEAD = Font(name=SERIF, size=14, bold=True, color=INK)
GUIDE_TEXT = Font(name=FACE, size=11, color=INK)
GUIDE_LINK = Font(name=FACE, size=11, bold=True, color=LEAF, underline="single")


def cell_alignment(*, wrap: bool, left: bool = False) -> Alignment:
    """Text from the top; dates and settings from the left too, so that they do not run into the next column."""
    return Alignment(horizontal="left" if left else None, vertical="top", wrap_text=wrap)


def tone_style(tone: str, *, tint: bool) -> DifferentialStyle:
    """How a cell that holds a word of this tone looks: coloured text, and a quiet tint where it is the row's state."""
    fill = PatternFill(bgColor=TONE_FILL[tone]) if tint and tone in TONE_FILL else None
    return DifferentialStyle(font=Font(color=TONE_TEXT[tone]), fill=fill)


def late_style(word: str) -> DifferentialStyle:
    """A day that has passed: the brick colour and the word behind the date, so that it does not rest on colour."""
    pattern = NumberFormat(numFmtId=190, formatCode=f'dd/mm/yyyy" · {word}"')
    return DifferentialStyle(font=Font(bold=True, color=TONE_TEXT["brick"]), numFmt=pattern)
